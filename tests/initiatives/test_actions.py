"""Community initiatives: planned, held, called off, proved; and what is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from osnowa.audit.models import Entry
from osnowa.documents.models import StoredFile
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.indicators.queries.figures import asking
from osnowa.initiatives import actions
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.models import Place
from osnowa.projects.actions.changes import StillNeeded
from osnowa.projects.actions.groups import withdraw_group
from osnowa.projects.models import Group
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 lista"


@pytest.fixture
def by(cast):
    return {"by": cast.anna, "at": NOW}


@pytest.fixture
def planned(here, by):
    """An initiative of yesterday that nobody has marked yet."""
    return actions.plan_initiative(
        project=here.project,
        name="Sąsiedzka wymiana",
        held_on=TODAY - timedelta(days=1),
        group=here.group,
        place=here.place,
        **by,
    )


def counted(here) -> int:
    return asking(here.project, TODAY).how_many(["initiatives-held"])["initiatives-held"].total


def prove(initiative, by, **facts):
    return actions.add_evidence(
        initiative=initiative,
        **{"kind": "list", "description": "lista", "original_place": "segregator", **facts, **by},
    )


def test_an_initiative_counts_once_it_is_held_and_proved(here, by, planned):
    before = counted(here)

    held = actions.hold_initiative(initiative=planned, headcount=30, **by)
    assert (held.state, held.headcount, counted(here)) == ("done", 30, before)
    prove(planned, by)

    assert counted(here) == before + 1
    verbs = [entry.verb for entry in Entry.objects.order_by("-number")[:3]]
    assert verbs == [
        "initiatives.initiativeevidence.added",
        "initiatives.initiative.corrected",
        "initiatives.initiative.added",
    ]


def test_a_file_is_evidence(here, by, planned):
    evidence = prove(planned, by, upload=ContentFile(PDF, name="lista.pdf"), original_place="")

    assert evidence.scan.name == "lista.pdf"
    assert evidence.scan.centre == here.centre


def test_withdrawn_evidence_makes_the_figure_fall(here, by):
    before = counted(here)

    actions.withdraw_evidence(evidence=here.evidence, **by)

    assert counted(here) == before - 1
    assert not InitiativeEvidence.objects.current().exists()
    with pytest.raises(Refused, match="ktoś go w międzyczasie wycofał"):
        actions.withdraw_evidence(evidence=here.evidence, **by)


@pytest.mark.parametrize("reopened", [False, True])
def test_a_file_that_may_have_proved_a_number_stays_with_withdrawn_evidence(
    here, by, reopened, django_capture_on_commit_callbacks
):
    scan = here.evidence.scan
    if reopened:
        actions.reopen_initiative(initiative=here.evidence.initiative, **by)

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_evidence(evidence=here.evidence, **by)

    assert scan.content.storage.exists(scan.content.name)
    assert InitiativeEvidence.objects.get(pk=here.evidence.pk).scan == scan
    assert Entry.objects.get(verb="initiatives.initiativeevidence.withdrawn").before["scan"] == scan.pk


def test_a_file_of_what_was_never_held_goes_with_its_evidence(
    planned, by, django_capture_on_commit_callbacks
):
    evidence = prove(planned, by, upload=ContentFile(PDF, name="lista.pdf"), original_place="")
    scan = evidence.scan
    assert scan.content.storage.exists(scan.content.name)

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_evidence(evidence=evidence, **by)

    assert not StoredFile.objects.filter(pk=scan.pk).exists()
    assert not scan.content.storage.exists(scan.content.name)
    assert InitiativeEvidence.objects.get(pk=evidence.pk).description == "lista"


@pytest.mark.parametrize(
    "other", [{"kind": "photo"}, {"description": "inna lista"}, {"upload": ContentFile(PDF, name="x.pdf")}]
)
def test_evidence_sent_again_with_other_facts_is_refused(planned, by, other):
    nonce = uuid4()
    prove(planned, by, nonce=nonce)

    with pytest.raises(SentOtherwiseBefore):
        prove(planned, by, nonce=nonce, **other)

    assert planned.evidence.count() == 1


def test_a_form_of_another_initiative_or_of_withdrawn_evidence_is_not_taken_for_saved(here, planned, by):
    nonce = uuid4()
    evidence = prove(planned, by, nonce=nonce)

    with pytest.raises(SentOtherwiseBefore):
        prove(here.evidence.initiative, by, nonce=nonce)
    actions.withdraw_evidence(evidence=evidence, **by)
    with pytest.raises(SentOtherwiseBefore):
        prove(planned, by, nonce=nonce)


def test_the_log_keeps_free_text_sealed_and_says_nothing_of_versions(planned, by):
    actions.correct_initiative(initiative=planned, description="Przyszła pani Nowak z córką.", **by)
    actions.withdraw_initiative(initiative=planned, **by)

    entries = Entry.objects.filter(verb__startswith="initiatives.initiative.")
    assert "Nowak" not in str([(e.before, e.after) for e in entries])
    assert all(entry.sealed_before or entry.sealed_after for entry in entries.order_by("number")[1:])
    assert not {"id", "series", "recorded_at", "superseded_at"} & {
        name for entry in entries for told in (entry.before, entry.after) for name in told or {}
    }


def test_evidence_sent_twice_is_one(planned, by):
    nonce = uuid4()

    first, second = (
        prove(planned, by, nonce=nonce, upload=ContentFile(PDF, name="lista.pdf")) for _ in range(2)
    )

    assert first == second
    assert (planned.evidence.count(), StoredFile.objects.filter(name="lista.pdf").count()) == (1, 1)
    assert prove(planned, by, nonce=uuid4()) != first


# ---- what was known ----------------------------------------------------------------------------------------


def known(at):
    """Say what was known at a moment: name, state, how many came, and how many proofs, of each initiative."""
    return sorted(
        (
            row.name,
            row.state,
            row.headcount,
            InitiativeEvidence.objects.known_at(at).filter(initiative__series=row.series).count(),
        )
        for row in Initiative.objects.known_at(at)
    )


def test_what_was_known_at_a_moment_stays_known(here, cast):
    here.evidence.delete()
    here.initiative.delete()
    moments = [NOW + timedelta(hours=hours) for hours in range(7)]

    def at(hours):
        return {"by": cast.anna, "at": moments[hours]}

    planned = actions.plan_initiative(project=here.project, name="Wymiana", held_on=TODAY, **at(1))
    actions.correct_initiative(initiative=planned, name="Wymiana książek", **at(2))
    actions.hold_initiative(initiative=planned, headcount=30, **at(3))
    evidence = prove(planned, at(4))
    actions.withdraw_evidence(evidence=evidence, **at(5))
    actions.reopen_initiative(initiative=planned, **at(6))

    assert [known(moment) for moment in moments] == [
        [],
        [("Wymiana", "planned", None, 0)],
        [("Wymiana książek", "planned", None, 0)],
        [("Wymiana książek", "done", 30, 0)],
        [("Wymiana książek", "done", 30, 1)],
        [("Wymiana książek", "done", 30, 0)],
        [("Wymiana książek", "planned", None, 0)],
    ]
    assert Initiative.objects.current().get() == planned
    assert Initiative.objects.values("series").distinct().count() == 1


def test_a_refused_correction_leaves_no_version(here, by):
    with pytest.raises(Refused, match="poza okresem"):
        actions.correct_initiative(initiative=here.initiative, held_on=date(2021, 1, 1), **by)
    with pytest.raises(Refused):
        actions.correct_initiative(initiative=here.initiative, name=here.initiative.name, **by)

    assert Initiative.objects.count() == 1


def test_what_was_written_tomorrow_is_not_changed_today(here, by):
    Initiative.objects.update(recorded_at=NOW + timedelta(days=1))

    with pytest.raises(Refused, match=r"powstał dopiero 17\.04\.2019"):
        actions.reopen_initiative(initiative=here.initiative, **by)


# ---- what is refused ---------------------------------------------------------------------------------------


def test_a_mistake_is_put_back_into_the_plan(here, by):
    reopened = actions.reopen_initiative(initiative=here.initiative, **by)

    assert (reopened.state, counted(here)) == ("planned", 0)
    cancelled = actions.cancel_initiative(initiative=reopened, reason="deszcz", **by)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "deszcz")
    again = actions.reopen_initiative(initiative=cancelled, **by)
    assert (again.state, again.cancel_reason) == ("planned", "")


def test_a_wrong_entry_is_withdrawn(here, by, planned):
    actions.withdraw_initiative(initiative=planned, **by)

    assert not Initiative.objects.current().filter(pk=planned.pk).exists()
    assert Entry.objects.get(verb="initiatives.initiative.withdrawn").before["name"] == planned.name
    with pytest.raises(Refused, match="ktoś go w międzyczasie wycofał"):
        actions.withdraw_initiative(initiative=planned, **by)
    again = {"name": planned.name, "held_on": planned.held_on}
    assert actions.plan_initiative(project=here.project, **again, **by).pk != planned.pk


def test_facts_are_corrected(here, by, planned):
    corrected = actions.correct_initiative(initiative=planned, name="Wymiana książek", **by)

    assert corrected.name == "Wymiana książek"


@pytest.mark.parametrize(
    ("held_on", "sentence"),
    [
        (date(2018, 9, 24), "Ten dzień jest poza okresem projektu (25.09.2018 – 30.06.2020)."),
        (date(2020, 7, 1), "Ten dzień jest poza okresem projektu (25.09.2018 – 30.06.2020)."),
    ],
)
def test_an_initiative_outside_the_project_is_refused(here, by, held_on, sentence):
    with pytest.raises(Refused) as refusal:
        actions.plan_initiative(project=here.project, name="Za późno", held_on=held_on, **by)

    assert refusal.value.message_dict == {"held_on": [sentence]}


@pytest.mark.parametrize("held_on", [date(2018, 9, 25), date(2020, 6, 30)])
def test_the_first_and_the_last_day_are_inside(here, by, held_on):
    assert actions.plan_initiative(project=here.project, name="Na brzegu", held_on=held_on, **by).pk


def test_nothing_is_held_ahead_of_its_day(here, by):
    ahead = actions.plan_initiative(
        project=here.project, name="Jutro", held_on=TODAY + timedelta(days=1), **by
    )

    with pytest.raises(Refused, match=r"ma się odbyć dopiero 17\.04\.2019"):
        actions.hold_initiative(initiative=ahead, **by)
    with pytest.raises(Refused, match=r"nie może mieć jeszcze dowodu"):
        prove(ahead, by)
    with pytest.raises(Refused, match=r"ma się odbyć dopiero 17\.04\.2019"):
        actions.correct_initiative(initiative=here.initiative, held_on=TODAY + timedelta(days=1), **by)


def test_nobody_came_before_it_was_held(here, by, planned):
    facts = {"project": here.project, "name": "Jutro", "held_on": TODAY, "headcount": 5}

    with pytest.raises(Refused, match="dopiero, gdy inicjatywa się odbyła"):
        actions.plan_initiative(**facts, **by)
    with pytest.raises(Refused, match="dopiero, gdy inicjatywa się odbyła"):
        actions.correct_initiative(initiative=planned, headcount=5, **by)
    with (
        pytest.raises(IntegrityError, match="initiative_headcount_is_of_what_was_held"),
        transaction.atomic(),
    ):
        Initiative.objects.filter(pk=planned.pk).update(headcount=5)
    assert actions.correct_initiative(initiative=here.initiative, headcount=41, **by).headcount == 41


def test_what_is_proved_does_not_move_ahead(by, planned):
    evidence = prove(planned, by)

    with pytest.raises(Refused, match=r"nie może być późniejszy niż dziś, 16\.04\.2019"):
        actions.correct_initiative(initiative=planned, held_on=TODAY + timedelta(days=1), **by)
    assert actions.correct_initiative(initiative=planned, held_on=TODAY, **by).held_on == TODAY
    actions.withdraw_evidence(evidence=evidence, **by)
    tomorrow = TODAY + timedelta(days=1)
    assert actions.correct_initiative(initiative=planned, held_on=tomorrow, **by).held_on == tomorrow


@pytest.mark.parametrize(
    ("verb", "facts", "sentence"),
    [
        ("hold_initiative", {}, "Inicjatywa jest już oznaczona jako przeprowadzona."),
        ("cancel_initiative", {"reason": "deszcz"}, "Inicjatywa jest już oznaczona jako przeprowadzona."),
        ("withdraw_initiative", {}, "Nie można wycofać, bo zależą od tego: dowody inicjatyw (1)."),
    ],
)
def test_what_was_held_and_proved_stays(here, by, verb, facts, sentence):
    with pytest.raises(Refused) as refusal:
        getattr(actions, verb)(initiative=here.initiative, **facts, **by)

    assert refusal.value.messages == [sentence]


def test_what_is_called_off_is_neither_held_nor_called_off_again(here, by, planned):
    actions.cancel_initiative(initiative=planned, reason="deszcz", **by)

    for verb, facts in ((actions.hold_initiative, {}), (actions.cancel_initiative, {"reason": "znowu"})):
        with pytest.raises(Refused, match="Inicjatywa jest odwołana"):
            verb(initiative=planned, **facts, **by)


def test_what_is_planned_cannot_be_put_back(by, planned):
    with pytest.raises(Refused, match="Inicjatywa jest w planie"):
        actions.reopen_initiative(initiative=planned, **by)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"original_place": ""}, "Dodaj plik albo napisz, gdzie jest oryginał."),
        ({"upload": ContentFile(b"GIF89a", name="kot.gif")}, "Wybierz plik PDF, JPG albo PNG."),
    ],
)
def test_evidence_that_nobody_could_open_is_refused(by, planned, facts, sentence):
    with pytest.raises(ValidationError) as refusal:
        prove(planned, by, **facts)

    assert sentence in refusal.value.messages[0]
    assert not planned.evidence.exists()


def test_the_same_initiative_twice_is_refused(here, by):
    with pytest.raises(ValidationError, match="Ta inicjatywa jest już zapisana tego dnia"):
        actions.plan_initiative(
            project=here.project, name=here.initiative.name, held_on=here.initiative.held_on, **by
        )


def test_what_belongs_elsewhere_is_refused(here, by, cast):
    group = Group.objects.create(project=cast.unrelated, name="Obca")
    place = Place(centre=cast.elsewhere.centre, name="Obce miejsce", address_line="ul. Obca 1")
    place.save()

    for facts in ({"group": group}, {"place": place}):
        with pytest.raises(ValidationError):
            actions.plan_initiative(project=here.project, name="Obca", held_on=TODAY, **facts, **by)


def test_ahead_of_its_day_an_initiative_is_planned_whatever_came_of_it(here):
    assert here.initiative.state_on(here.initiative.held_on) == "done"
    assert here.initiative.state_on(here.initiative.held_on - timedelta(days=1)) == "planned"


def test_a_group_that_only_a_closed_version_names_says_so(here, by, planned):
    group = Group.objects.create(project=here.project, name="Grupa na chwilę")
    moved = actions.correct_initiative(initiative=planned, group=group, **by)
    actions.correct_initiative(initiative=moved, group=here.group, **by)

    with pytest.raises(StillNeeded, match=r"inicjatywy społeczne w historii \(1\)"):
        withdraw_group(group=group, **by)
