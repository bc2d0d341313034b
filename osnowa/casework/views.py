"""Contacts of a person: the list, noting in twenty seconds, correcting, withdrawing and bringing back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.audit.actions import seen
from osnowa.casework import access, actions, queries
from osnowa.casework.compliance import Month
from osnowa.casework.forms import ContactForm, contact_values
from osnowa.casework.models import Contact
from osnowa.organisations.addresses import panel
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import abilities_by_enrolment, person_abilities
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import enrolments_visible_to, persons_visible_to
from osnowa.rulepacks.registry import pack
from osnowa.ui import polish
from osnowa.ui.doing import done, tried, typed
from osnowa.ui.pages import allow, answer_form, page

#: More digits than this are no id of ours, and more than a database takes.
LONGEST_ID = 18


@require_safe
def contacts(request: HttpRequest, person: int) -> HttpResponse:
    found, name = _file_of(request, person)
    enrolments, can = _participations(request, found)
    allow(any(access.may_read_contacts(abilities) for abilities in can.values()))
    seen(subject=found, by=request.user, at=request.now)
    rows = list(queries.contacts_of_person(request.who, found.pk))
    context = {
        "name": name,
        "rows": [_row(request, contact, can[contact.enrolment_id]) for contact in rows],
        "reads_notes": any(abilities.notes or abilities.own_notes for abilities in can.values()),
        "months": [
            (
                enrolment.project.title,
                pack(enrolment.project.rule_pack).values,
                _months(queries.months_of_contacts(enrolment, request.today)),
            )
            for enrolment in enrolments
            if can[enrolment.pk].attendance
        ],
        "may_note": any(access.may_note(abilities) for abilities in can.values()),
        "add": panel("casework:note_contact", found.pk),
        "crumbs": _crumbs(found, name, _("Kontakty")),
    }
    return page(request, "casework/contacts.html", context)


def _row(request: HttpRequest, contact: Contact, can: EnrolmentAbilities) -> dict[str, Any]:
    mine = access.contact_abilities(request.who, contact, can)
    place = contact.place
    facts = [
        polish.godzina(contact.began_at) if contact.began_at else "",
        polish.z_liczba(contact.minutes, "minuta", "minuty", "minut") if contact.minutes else "",
        place.name if place and not place.is_protected else "",
        contact.form.name,
    ]
    return {
        "contact": contact,
        "day": polish.dzien(contact.contacted_on),
        "channel": contact.get_channel_display(),
        "facts": " · ".join(filter(None, facts)),
        "worker": str(contact.worker),
        "note": contact.note if mine.read_note else "",
        "correct": panel("casework:correct_contact", contact.series) if mine.change else "",
        "withdraw": panel("casework:withdraw_contact", contact.series) if mine.change else "",
    }


def _months(months: list[Month]) -> list[tuple[str, Month, str, str]]:
    """Return the last six months, newest first: name, month, kind and word of its state."""
    shown = []
    for month in reversed(months[-6:]):
        missing = polish.z_liczba(month.missing, "kontakt", "kontakty", "kontaktów")
        if month.is_kept:
            state = ("ok", _("komplet"))
        elif month.is_over:
            state = ("bad", _("zabrakło: %(missing)s") % {"missing": missing})
        else:
            state = ("warn", _("do końca miesiąca: %(missing)s") % {"missing": missing})
        shown.append((polish.nazwa_miesiaca(month.first), month, *state))
    return shown


@require_http_methods(["GET", "POST"])
def note_contact(request: HttpRequest, person: int) -> HttpResponse:
    found, name = _file_of(request, person)
    enrolments, can = _participations(request, found)
    open_ones = [enrolment for enrolment in enrolments if access.may_note(can[enrolment.pk])]
    allow(bool(open_ones))
    form = ContactForm(
        typed(request),
        enrolments=open_ones,
        on=request.today,
        by=request.user,
        names_worker=any(access.may_note_for_others(request.who, enrolment) for enrolment in open_ones),
    )
    if contact := done(form, partial(_note, request, form)):
        messages.success(
            request,
            _("Zapisano kontakt: %(name)s, %(day)s.")
            % {"name": name, "day": polish.dzien(contact.contacted_on)},
            extra_tags=panel("casework:withdraw_contact", contact.series),
        )
        return redirect(_back(request, panel("casework:contacts", found.pk)))
    context = {
        **_frame(found, name, _("Nowy kontakt: %(name)s") % {"name": name}, _("Zapisz kontakt")),
        "back": _back(request, panel("casework:contacts", found.pk)),
        "next": _asked_back(request),
    }
    return answer_form(request, "casework/contact.html", context, form)


def _note(request: HttpRequest, sent: ContactForm, /, **facts: Any) -> Contact:
    return actions.note_contact(enrolment=sent.enrolment, by=request.user, at=request.now, **facts)


@require_http_methods(["GET", "POST"])
def correct_contact(request: HttpRequest, series: UUID) -> HttpResponse:
    contact, found, name = _contact(request, series)
    # The version somebody saw: when another one replaced it meanwhile, the verb says so.
    seen_version = _version(contact, request.POST.get("wersja")) if request.method == "POST" else contact
    form = ContactForm(
        typed(request),
        enrolments=[contact.enrolment],
        on=request.today,
        by=request.user,
        names_worker=access.may_note_for_others(request.who, contact.enrolment),
        contact=contact,
        initial=contact_values(contact),
    )
    if done(form, partial(_correct, request, seen_version)):
        messages.success(request, _("Poprawiono kontakt: %(name)s.") % {"name": name})
        return redirect(panel("casework:contacts", found.pk))
    seen(subject=found, by=request.user, at=request.now)
    context = {
        **_frame(found, name, _("Popraw kontakt: %(name)s") % {"name": name}, _("Zapisz kontakt")),
        "version": contact.pk,
    }
    return answer_form(request, "casework/contact.html", context, form)


def _correct(request: HttpRequest, contact: Contact, /, **facts: Any) -> Contact:
    return actions.correct_contact(
        contact=contact, by=request.user, at=request.now, **{"worker": contact.worker, **facts}
    )


def _version(contact: Contact, pk: str | None) -> Contact:
    if str(contact.pk) == pk:
        return contact
    is_id = pk is not None and pk.isascii() and pk.isdecimal() and len(pk) <= LONGEST_ID
    return Contact.objects.filter(series=contact.series, pk=pk if is_id else 0).first() or contact


@require_POST
def withdraw_contact(request: HttpRequest, series: UUID) -> HttpResponse:
    contact, found, name = _contact(request, series)
    verb = partial(actions.withdraw_contact, contact=contact, by=request.user, at=request.now)
    said = _("Wycofano kontakt: %(name)s, %(day)s.")
    return _tried(request, verb, said, found, name, contact, undo=panel("casework:restore_contact", series))


@require_POST
def restore_contact(request: HttpRequest, series: UUID) -> HttpResponse:
    contact, found, name = _contact(request, series)
    verb = partial(actions.restore_contact, contact=contact, by=request.user, at=request.now)
    said = _("Przywrócono kontakt: %(name)s, %(day)s.")
    return _tried(request, verb, said, found, name, contact)


def _tried(
    request: HttpRequest, verb: Any, said: str, found: Person, name: str, contact: Contact, undo: str = ""
) -> HttpResponse:
    sentence = said % {"name": name, "day": polish.dzien(contact.contacted_on)}
    back = _asked_back(request)
    # Where the first step was taken back, the next one leads too.
    again = f"{undo}?{urlencode({'wroc': back})}" if undo and back else undo
    return tried(request, verb, said=sentence, then=back or panel("casework:contacts", found.pk), undo=again)


# ---- whom and what an address is about ---------------------------------------------------------------------


def _file_of(request: HttpRequest, person: int) -> tuple[Person, str]:
    """Return the person and the name to be shown, when whoever asks may open the file."""
    found = get_object_or_404(persons_visible_to(request.who), pk=person)
    can = person_abilities(request.who, found)
    allow(can.open_file)
    return found, shown_to(request.who, found, abilities=can)


def _participations(
    request: HttpRequest, person: Person
) -> tuple[list[Enrolment], dict[int, EnrolmentAbilities]]:
    visible = enrolments_visible_to(request.who).filter(person=person, enrolled_on__lte=request.today)
    enrolments = list(visible.select_related("person", "project").order_by("-enrolled_on", "-pk"))
    return enrolments, abilities_by_enrolment(request.who, enrolments)


def _contact(request: HttpRequest, series: UUID) -> tuple[Contact, Person, str]:
    """Return the last version of a contact with its person, when whoever asks may change it."""
    contact = queries.last_version(request.who, series)
    if contact is None:
        raise Http404
    can = abilities_by_enrolment(request.who, [contact.enrolment])[contact.enrolment_id]
    allow(can.open_file and access.contact_abilities(request.who, contact, can).change)
    person = contact.enrolment.person
    return contact, person, shown_to(request.who, contact.enrolment, abilities=can)


def _asked_back(request: HttpRequest) -> str:
    """Return where somebody wants to go back to, when it is an address of ours; else nothing."""
    asked = request.POST.get("wroc") or request.GET.get("wroc", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None, require_https=request.is_secure())
    return asked if is_ours and asked.startswith("/") else ""


def _back(request: HttpRequest, otherwise: str) -> str:
    return _asked_back(request) or otherwise


def _crumbs(person: Person, name: str, here: str) -> list[Any]:
    return [
        (_("Osoby"), panel("participants:people")),
        (name, panel("desk:person", person.pk)),
        here,
    ]


def _frame(person: Person, name: str, title: str, save: str) -> dict[str, Any]:
    return {
        "title": title,
        "save": save,
        "crumbs": [
            *_crumbs(person, name, "")[:2],
            (_("Kontakty"), panel("casework:contacts", person.pk)),
            title,
        ],
        "back": panel("casework:contacts", person.pk),
    }
