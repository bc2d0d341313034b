"""Whose number or name is this? For those who hold it in their hands, not for browsing."""

from datetime import date

from django.db.models import Q

from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Centre
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.pesel import compact
from osnowa.participants.queries.visibility import known_by
from osnowa.secrets import blind_index


def person_with_pesel(centre: Centre, number: str) -> Person | None:
    """Return who in ``centre`` has the PESEL ``number``, under the current index key or an older one."""
    indexes = blind_index.digests(compact(number), purpose="pesel", tenant=centre.pk)
    return Person.objects.filter(centre=centre, pesel_index__in=indexes, merged_into__isnull=True).first()


def same_surname(person: Person, last_name: str) -> bool:
    """Return whether ``last_name`` is the person's, whatever its letters' marks and case."""
    return search_norm(person.last_name) == search_norm(last_name)


def persons_meant_by(centre: Centre, text: str, on: date) -> list[Person]:
    """Return whom of those known on the day ``on`` the ``text`` names exactly; at most 20.

    By PESEL, number in a project or whole name. For somebody who asks about one person, such as the data
    protection officer with a request in hand.
    """
    text = text.strip()
    if not text:
        return []
    words = search_norm(text)
    turned = " ".join(reversed(words.split()))
    indexes = blind_index.digests(compact(text), purpose="pesel", tenant=centre.pk)
    by_number = Enrolment.objects.filter(number__iexact=text, enrolled_on__lte=on).values("person")
    found = Q(pesel_index__in=indexes) | Q(pk__in=by_number) | Q(search_norm__in=[words, turned])
    return list(
        Person.objects.filter(found, known_by(on), centre=centre, merged_into__isnull=True).order_by(
            "sort_key", "pk"
        )[:20]
    )
