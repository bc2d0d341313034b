"""The loaded demo keeps its promises: figures, lists, pages, command and ledger say the same."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.test import Client, override_settings
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.audit import verification
from osnowa.casework import queries as casework
from osnowa.casework.actions import withdraw_contact
from osnowa.casework.models import Contact
from osnowa.cli import main
from osnowa.clock import reading
from osnowa.demo import esf_plus, facts
from osnowa.demo.faults import ALSO_IN_THE_REGISTER, IN_ESF_PLUS, IN_THE_REGISTER
from osnowa.demo.loading import load
from osnowa.indicators.queries import Part, members, table
from osnowa.monitoring.queries.participations import checked, filing_of, taking_part
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Project
from osnowa.projects.queries.standing import standing_of
from osnowa.support.queries import entries_differing_from_sources
from osnowa.trainings import queries as trainings
from osnowa.trainings.actions import mark_rest_present, undo_batch
from osnowa.trainings.models import Session

LAST_DAY = date(2020, 6, 30)
FIGURES = ["osoby", "ozn", "postep", "inicjatywy"]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """One demo for the whole file, of a seed that nobody chose; each test rolls back what it did.

    Its files lie in a folder of their own: what other tests stored and rolled back is no fault of the demo.
    """
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path_factory.mktemp("files")}}
    apart = override_settings(STORAGES={**settings.STORAGES, "default": files})
    with apart, django_db_blocker.unblock(), transaction.atomic():
        load(seed=4711)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def project(loaded, db) -> Iterator[Project]:
    found = Project.objects.with_scopes_disabled().select_related("centre").get(slug="pas-ja")
    with scope(centre=found.centre):
        yield found


def totals(project: Project, day: date) -> list[int]:
    return [row.total for row in table(project, day).rows]


def told_by_command(day: date) -> list[int]:
    said = CliRunner().invoke(main, ["indicators", "pas-ja", "--as-of", day.isoformat(), "--format", "json"])
    assert said.exit_code == 0, said.output
    figures = json.loads(said.stdout)
    assert [set(row) - {"parts"} for row in figures] == [
        {"code", "name", "women", "men", "other", "total", "target"}
    ] * len(FIGURES)
    return [row["total"] for row in figures]


def told_by_public_page(day: date) -> list[str]:
    page = Client().get(f"/projekty/pas-ja/?stan-na={day.isoformat()}").content.decode()
    return re.findall(r'<p class="fig">\s*<b>([^<]+)</b>', page)


def test_project_ends_on_its_totals_everywhere(project):
    assert totals(project, LAST_DAY) == [180, 62, 110, 15]
    assert told_by_command(LAST_DAY) == [180, 62, 110, 15]


def test_initiatives_are_not_divided_by_sex(project):
    row = table(project, LAST_DAY).row("inicjatywy")

    assert (row.women, row.men, row.other) == (None, None, None)


def test_every_number_opens_a_list_of_its_length(project):
    coordinator = standing_of(
        User.objects.get(email="marta.zieba@demo.example"), project.centre, reading.today()
    )
    for day in (facts.DEMO_DAY, LAST_DAY):
        for row in table(project, day, coordinator).rows:
            listed = members(project, row.indicator, day, coordinator)
            assert len(listed.rows) == row.total, (row.code, day)
            if row.women is not None:
                for part, number in ((Part.WOMEN, row.women), (Part.MEN, row.men), (Part.OTHER, row.other)):
                    assert len(members(project, row.indicator, day, coordinator, part).rows) == number


def test_ledger_is_what_its_sources_prove(project):
    expected = [*casework.ledger_rows_expected(), *trainings.ledger_rows_expected()]

    assert len(expected) > 5000
    assert not entries_differing_from_sources(expected)


def test_sixteen_groups_and_the_contacts_of_the_first_programme(project):
    assert project.groups.count() == 16
    personal = Contact.objects.current().filter(
        took_place=True,
        channel=Contact.Channel.PERSONAL,
        contacted_on__lte=date(2019, 7, 31),
        enrolment__memberships__group__round__programme__slug="przedmiescie-olawskie-i-ksieze",
        form__name=facts.INTENSIVE_WORK,
    )
    assert personal.count() >= 242


def test_marking_the_waiting_person_moves_every_figure_and_undoing_moves_it_back(project):
    day = facts.DEMO_DAY
    (session,) = trainings_unmarked(day)
    trainer = session.edition.trainer
    before = totals(project, day)

    batch = mark_rest_present(session=session, by=trainer, at=reading.now())
    after = [before[0] + 1, *before[1:]]

    assert totals(project, day) == told_by_command(day) == after
    assert told_by_public_page(day)[0] == str(after[0])
    waiting = Enrolment.objects.get(project=project, first_support_on=day)
    # Later support stands in the ledger already; by this day the mark is the only one.
    assert [entry.source for entry in waiting.ledger.current().filter(began_on__lte=day)] == [session.source]

    undo_batch(batch=batch, by=trainer, at=reading.now())

    assert totals(project, day) == told_by_command(day) == before
    assert told_by_public_page(day)[0] == str(before[0])


def trainings_unmarked(day: date) -> list[Session]:
    sessions = Session.objects.filter(held_on=day, attendances__isnull=True)
    return list(sessions.select_related("edition__trainer", "edition__course__form"))


def test_without_their_only_support_somebody_counts_no_more(project):
    once = (
        Enrolment.objects.filter(project=project, ledger__superseded_at__isnull=True)
        .annotate(entries=Count("ledger"))
        .get(entries=1)
    )
    (contact,) = Contact.objects.current().filter(enrolment=once)
    at_the_end = reading.now().replace(year=2020, month=6, day=30)

    withdraw_contact(contact=contact, by=contact.worker, at=at_the_end)

    assert totals(project, LAST_DAY) == [179, 62, 110, 15]


def test_the_faulty_ones_nearly_count_and_say_what_is_missing(project):
    coordinator = standing_of(
        User.objects.get(email="marta.zieba@demo.example"), project.centre, reading.today()
    )
    people = table(project, LAST_DAY).row("osoby").indicator

    nearly = members(project, people, LAST_DAY, coordinator, Part.NEARLY)

    assert len(nearly.rows) == 4
    assert all(row.missing for row in nearly.rows)


def found_for_the_register(project: Project, day: date) -> list[tuple[tuple[str, str], ...]]:
    """Return what the check says of each person of whom it says anything."""
    people = checked(filing_of(project, day), taking_part(project, day))
    found = (tuple((fault.code, fault.field) for fault in each.faults) for each in people)
    return sorted(tuple(sorted(each)) for each in found if each)


def test_the_register_finds_exactly_what_was_planted(project):
    planted = [each.finds for each in IN_THE_REGISTER] + [finds for _fault, finds in ALSO_IN_THE_REGISTER]

    assert found_for_the_register(project, facts.DEMO_DAY) == sorted(tuple(sorted(each)) for each in planted)
    said = CliRunner().invoke(main, ["smefs", "check", "pas-ja"])
    assert said.exit_code == 1
    assert len(said.stdout.splitlines()) == sum(map(len, planted)) + 1


def test_the_project_of_sm_efs_lies_ahead_and_then_has_its_people(project):
    ahead = Project.objects.get(slug=esf_plus.SLUG)

    assert not taking_part(ahead, facts.DEMO_DAY).exists()
    assert taking_part(ahead, esf_plus.UNDER_WAY).count() == esf_plus.PEOPLE
    assert found_for_the_register(ahead, esf_plus.UNDER_WAY) == sorted(
        ((code, field),) for _place, code, field in IN_ESF_PLUS
    )


@pytest.mark.parametrize(("slug", "day"), [("pas-ja", []), (esf_plus.SLUG, ["--as-of", "22.11.2026"])])
def test_what_was_exported_is_reconciled_without_a_difference(project, tmp_path, slug, day):
    """Those who were sent differ in nothing; those kept out by their faults the portal does not have."""
    file = str(tmp_path / "plik.csv")

    made = CliRunner().invoke(main, ["smefs", "export", slug, file, *day])
    compared = CliRunner().invoke(main, ["smefs", "reconcile", slug, file, *day])

    assert made.exit_code == 0, made.output
    assert {line.partition(": ")[2] for line in compared.stdout.splitlines()} == {"portal nie ma tej osoby"}


def test_nothing_of_the_second_centre_is_seen_from_the_first(project):
    names = {person.centre.slug for person in Person.objects.select_related("centre")}
    everybody = Person.objects.with_scopes_disabled().values_list("centre__slug", flat=True).distinct()

    assert names == {"mops-wroclaw"}
    assert set(everybody) == {"mops-wroclaw", "mops-jaworzyn"}


@pytest.mark.usefixtures("loaded", "db")
def test_all_participants_are_counted_by_sex():
    second = Project.objects.with_scopes_disabled().select_related("centre").get(slug="jaworzyn-razem")
    with scope(centre=second.centre):
        (row,) = table(second, facts.DEMO_DAY).rows

    assert (row.code, row.women, row.men, row.other, row.total) == ("uczestnicy", 3, 3, 0, 6)


@pytest.mark.usefixtures("loaded", "db")
def test_journal_and_doctor_find_nothing_wrong():
    assert verification.verify().findings == ()
    said = CliRunner().invoke(main, ["doctor"])
    assert (said.exit_code, said.stderr) == (0, "")


@pytest.mark.usefixtures("loaded", "db")
def test_every_door_of_the_demo_leads_to_a_desk():
    doors = User.objects.exclude(demo_role="")
    assert doors.count() == 11
    for user in doors:
        client = Client()
        client.force_login(user)
        page = client.get("/panel/", follow=True)
        assert (page.status_code, page.redirect_chain[-1][0].count("/")) == (200, 3), user.email


def test_lists_of_finished_months_are_approved_and_the_others_wait(project):
    past = Session.objects.filter(held_on__lte=facts.DEMO_DAY)
    waiting = past.exclude(approvals__withdrawn_at=None, approvals__isnull=False)

    assert past.count() > 100
    assert 10 < waiting.count() < 40
    assert {session.held_on.month for session in waiting} == {4}


def test_a_crowd_is_added_once_beside_the_project_and_leaves_it_as_it_was(project):
    before = totals(project, LAST_DAY)

    said = CliRunner().invoke(main, ["demo", "--no-serve", "--people", "60"])
    again = CliRunner().invoke(main, ["demo", "--no-serve", "--people", "60"])

    assert said.exit_code == again.exit_code == 0, said.output + again.output
    assert "/panel/mops-wroclaw/projekty/tlum/" in said.stdout
    assert "Projekt z tłumem już jest" in again.stdout
    assert totals(project, LAST_DAY) == before
    assert Enrolment.objects.filter(project__slug="tlum").count() == 60
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 0
    marta = User.objects.get(email="marta.zieba@demo.example")
    client = Client()
    client.force_login(marta)
    assert "Projekt z tłumem" in client.get("/panel/mops-wroclaw/projekty/tlum/").content.decode()
