"""The history of a person tells each reader only of the projects they know."""

import re
from datetime import timedelta

import pytest
from django_scopes import scope

from osnowa.audit.actions import action, record
from osnowa.clock import reading
from osnowa.desk.queries.log import entries_about_person, entries_visible_to, rows_of
from osnowa.participants.actions import merge_people, undo_merge
from osnowa.participants.models import Enrolment, GroupMembership, Person
from osnowa.projects.queries.standing import standing_of
from osnowa.trainings.actions.marks import mark_session
from osnowa.trainings.models import Attendance
from tests.cast import NOW, TODAY, Cast


@action
def note(*, person, within, by, at):
    record(verb="participants.person.corrected", subject=person, by=by, at=at, within=within)


@pytest.mark.django_db
def test_history_leaves_out_projects_of_others(cast: Cast):
    with scope(centre=cast.here.centre):
        person, now = cast.here.person, reading.now()
        note(person=person, within=cast.here.project, by=cast.anna, at=now)
        note(person=person, within="projects.project:999999", by=cast.anna, at=now)
        note(person=person, within=None, by=cast.anna, at=now)

        def read_by(user):
            who = standing_of(user, cast.here.centre, now.date())
            return sorted(entry.within for entry in entries_about_person(who, person))

        (own,) = {entry for entry in read_by(cast.ewa) if entry}
        assert read_by(cast.ewa) == ["", own]
        assert len(read_by(cast.iga)) == 3


@pytest.mark.django_db
def test_history_comes_along_when_two_records_become_one(cast: Cast):
    with scope(centre=cast.here.centre):
        here = cast.here
        twin = Person.objects.create(
            centre=here.centre, first_name="Marya", last_name="Nowak", registered_at=NOW
        )
        note(person=twin, within=None, by=cast.sabina, at=NOW)
        who = standing_of(cast.anna, here.centre, TODAY)
        assert not entries_about_person(who, here.person).filter(verb="participants.person.corrected")
        merge = merge_people(kept=here.person, merged=twin, by=cast.anna, at=NOW)
        assert (
            entries_about_person(who, here.person).filter(verb="participants.person.corrected").count() == 1
        )
        undo_merge(merge=merge, by=cast.anna, at=NOW)
        assert not entries_about_person(who, here.person).filter(verb="participants.person.corrected")


def added_to_group(here, last_name):
    person = Person.objects.create(
        centre=here.centre, first_name="Olga", last_name=last_name, registered_at=NOW
    )
    enrolment = Enrolment.objects.create(
        project=here.project, person=person, number=f"PAS/{last_name}", enrolled_on=here.enrolment.enrolled_on
    )
    GroupMembership.objects.create(enrolment=enrolment, group=here.group, joined_on=enrolment.enrolled_on)
    return enrolment


@pytest.mark.django_db
def test_history_tells_who_changed_the_marks_of_this_person_alone(cast: Cast, browse):
    here = cast.here
    with scope(centre=here.centre):
        other, stranger = added_to_group(here, "Obok"), added_to_group(here, "Dalej")
        first = {here.enrolment.pk: ("absent",), other.pk: ("present",)}
        mark_session(session=here.session, marks=first, by=cast.tomek, at=NOW)
        later = NOW + timedelta(minutes=5)
        stands = Attendance.objects.current().get(enrolment=here.enrolment)
        corrected = {here.enrolment.pk: ("present", None, stands.pk)}
        mark_session(session=here.session, marks=corrected, by=cast.tomek, at=later)
        mark_session(session=here.session, marks={stranger.pk: ("present",)}, by=cast.tomek, at=later)

    page = browse(cast.ewa).get(f"/panel/{here.centre.slug}/osoby/{here.person.pk}/historia/")
    told = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())

    assert "nieobecność → obecność" in told
    assert told.count("Zaznaczono obecność") == 2
    assert "Obok" not in told
    assert "inne osoby" not in told


@pytest.mark.django_db
def test_the_log_names_whose_marks_changed_to_who_may_know(cast: Cast):
    here = cast.here
    with scope(centre=here.centre):
        mark_session(session=here.session, marks={here.enrolment.pk: ("late", 40)}, by=cast.tomek, at=NOW)

        def told_to(user):
            who = standing_of(user, here.centre, TODAY)
            (row,) = [each for each in rows_of(who, entries_visible_to(who)) if "obecnoś" in each.what]
            return [(change.name, change.before, change.after) for change in row.changes]

        assert told_to(cast.ewa) == [(here.person.full_name, "", "spóźnienie, 40 min")]
        assert told_to(cast.iga) == [("inne osoby", "", "liczba: 1")]
