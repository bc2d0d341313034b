"""How to reach the units of a centre."""

from dataclasses import dataclass

from django.db.models import F

from osnowa.organisations.models import Centre, ContactPoint, Organisation, Unit


@dataclass(frozen=True)
class ContactCard:
    """A unit of the centre as the contact page shows it; each point with what it is for."""

    unit: Unit
    phones: list[ContactPoint]
    faxes: list[ContactPoint]
    emails: list[ContactPoint]

    @property
    def hours(self) -> list[str]:
        """The rules of opening hours; none where they are not known."""
        return self.unit.hours.splitlines()


def contact_cards(centre: Centre) -> list[ContactCard]:
    """Return the units of ``centre`` itself that can be reached: placed ones, the rest by name (2 queries).

    Units of its partners are not its own to publish. A unit without an address, phone or e-mail is left out.
    """
    units = (
        Unit.objects.filter(organisation__centre=centre, organisation__kind=Organisation.Kind.CENTRE)
        .order_by(F("position").asc(nulls_last=True), "sort_key", "name", "team")
        .prefetch_related("contact_points")
    )
    cards = []
    for unit in units:
        of_kind: dict[str, list[ContactPoint]] = {kind: [] for kind in ContactPoint.Kind.values}
        for point in unit.contact_points.all():
            of_kind[point.kind].append(point)
        if unit.address_line or any(of_kind.values()):
            kinds = ContactPoint.Kind
            cards.append(ContactCard(unit, of_kind[kinds.PHONE], of_kind[kinds.FAX], of_kind[kinds.EMAIL]))
    return cards
