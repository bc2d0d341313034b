"""The history of a person tells each reader only of the projects they know."""

import pytest
from django_scopes import scope

from osnowa.audit.actions import action, record
from osnowa.clock import reading
from osnowa.desk.queries.log import entries_about_person
from osnowa.projects.queries.standing import standing_of
from tests.cast import Cast


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
