"""Grounds of support: added, corrected, verified, rejected, withdrawn, and each version kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from osnowa.audit.models import Entry
from osnowa.clock.actions import ChangedMeanwhile
from osnowa.documents.models import StoredFile
from osnowa.documents.queries import verify_stored
from osnowa.errors import Refused
from osnowa.participants import actions
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.grounds import (
    DecidedInFuture,
    GroundIsDecided,
    NoProofOfDisability,
    NothingProvesGround,
    RejectionNeedsReason,
    StatedByTheSamePerson,
    ValidityBeginsTooLate,
    ValidityEndsTooEarly,
)
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Ground
from osnowa.participants.queries.grounds import grounds_known_and_current, pack_of
from tests.cast import NOW, TODAY
from tests.participants.conftest import said, scan, verbs

LATER = NOW + timedelta(hours=1)


def grounds_of(person, on):
    """Return what the file tells of the grounds on a day."""
    return grounds_known_and_current(person, on, pack_of(person))[0]


def test_a_ground_waits_to_be_checked(add_ground):
    ground = add_ground(issuer="  Powiatowy  Zespół ", upload=scan("orzeczenie.pdf"))

    assert (ground.state, ground.is_disability, ground.issuer) == ("awaiting", True, "Powiatowy Zespół")
    assert ground.scan.name == "orzeczenie.pdf"
    assert verbs()[-2:] == ["participants.ground.added", "documents.file.stored"][::-1]


@pytest.mark.parametrize(
    ("facts", "is_disability"),
    [
        ({"kind": "disability", "document_kind": "disability-severe"}, True),
        ({"kind": "disability", "document_kind": "medical-certificate"}, True),
        ({"kind": "poverty", "document_kind": "decision"}, False),
        ({"kind": "illness", "document_kind": "medical-certificate"}, False),
    ],
)
def test_a_disability_is_what_both_kinds_say(add_ground, facts, is_disability):
    assert add_ground(**facts).is_disability is is_disability


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"kind": "debt"}, UnknownCode, "kind"),
        ({"document_kind": "letter"}, UnknownCode, "document_kind"),
        ({"document_kind": "statement"}, NoProofOfDisability, "document_kind"),
        ({"valid_until": date(2018, 5, 31)}, ValidityEndsTooEarly, "valid_until"),
        (
            {"valid_from": TODAY + timedelta(days=367), "valid_until": None},
            ValidityBeginsTooLate,
            "valid_from",
        ),
        ({"upload": scan(content=b"MZ program")}, Refused, "upload"),
        ({"upload": scan(content=b"")}, Refused, "upload"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(add_ground, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        add_ground(**facts)

    assert list(said(refused)) == [field]
    assert not Ground.objects.filter(kind="disability").exists()


def test_a_document_may_be_valid_for_one_day(add_ground):
    assert add_ground(valid_from=TODAY, valid_until=TODAY).pk


def test_a_verified_ground_is_a_new_version(add_ground, cast):
    ground = add_ground()

    verified = actions.verify_ground(ground=ground, by=cast.anna, at=LATER)

    ground.refresh_from_db()
    assert (verified.series, verified.state) == (ground.series, "verified")
    assert (verified.decided_on, verified.decided_by) == (TODAY, cast.anna)
    assert (ground.superseded_at, ground.state) == (LATER, "awaiting")
    assert list(Ground.objects.known_at(NOW).filter(series=ground.series)) == [ground]
    assert Entry.objects.get(verb="participants.ground.verified").after_json == '{"state":"verified"}'


def test_a_ground_is_verified_by_somebody_else(add_ground, cast):
    mine = add_ground(by=cast.anna)

    with pytest.raises(StatedByTheSamePerson, match="sprawdzić ją musi druga osoba"):
        actions.verify_ground(ground=mine, by=cast.anna, at=NOW)
    assert actions.verify_ground(ground=mine, by=cast.darek, at=NOW).state == "verified"


def test_who_changes_what_a_ground_claims_does_not_verify_it(add_ground, cast):
    changed = actions.correct_ground(ground=add_ground(), by=cast.anna, at=NOW, valid_until=date(2021, 5, 31))

    with pytest.raises(StatedByTheSamePerson):
        actions.verify_ground(ground=changed, by=cast.anna, at=NOW)


def test_who_brings_the_scan_of_a_colleagues_ground_may_verify_it(add_ground, cast):
    proved = actions.correct_ground(
        ground=add_ground(document_number=""), by=cast.anna, at=NOW, upload=scan(), original_place="teczka 4"
    )

    assert proved.stated_by == cast.sabina
    assert actions.verify_ground(ground=proved, by=cast.anna, at=NOW).state == "verified"


def test_the_table_keeps_that_two_have_seen_what_counts(add_ground, cast):
    verified = actions.verify_ground(ground=add_ground(), by=cast.anna, at=NOW)

    with pytest.raises(IntegrityError, match="ground_verified_was_seen_by_two"):
        Ground.objects.filter(pk=verified.pk).update(stated_by=cast.anna)


def test_a_ground_that_nothing_proves_is_not_verified(add_ground, cast):
    ground = add_ground(document_number="")

    with pytest.raises(NothingProvesGround):
        actions.verify_ground(ground=ground, by=cast.anna, at=NOW)


@pytest.mark.parametrize(
    "proof", [{"upload": scan()}, {"original_place": "teczka 4, pokój 12"}, {"document_number": "ZON.1"}]
)
def test_any_way_to_the_document_proves_it(add_ground, cast, proof):
    ground = add_ground(**{"document_number": "", **proof})

    assert actions.verify_ground(ground=ground, by=cast.anna, at=NOW).state == "verified"


def test_a_rejected_ground_says_why(add_ground, cast):
    rejected = actions.reject_ground(
        ground=add_ground(), rejection_reason=" nieczytelna  pieczęć ", by=cast.anna, at=NOW
    )

    assert (rejected.state, rejected.rejection_reason) == ("rejected", "nieczytelna pieczęć")


def test_a_rejection_without_a_reason_is_refused(add_ground, cast):
    with pytest.raises(RejectionNeedsReason):
        actions.reject_ground(ground=add_ground(), rejection_reason="  ", by=cast.anna, at=NOW)


def test_nothing_is_decided_tomorrow(add_ground, cast):
    with pytest.raises(DecidedInFuture):
        actions.verify_ground(ground=add_ground(), by=cast.anna, at=NOW, decided_on=TODAY + timedelta(days=1))


def test_what_is_decided_is_not_decided_again(add_ground, cast):
    verified = actions.verify_ground(ground=add_ground(), by=cast.anna, at=NOW)

    with pytest.raises(GroundIsDecided, match="sprawdzony"):
        actions.reject_ground(ground=verified, rejection_reason="pomyłka", by=cast.anna, at=NOW)


def test_the_version_in_hand_must_be_the_last(add_ground, cast):
    ground = add_ground()
    actions.verify_ground(ground=ground, by=cast.anna, at=NOW)

    for verb in (actions.verify_ground, actions.withdraw_ground):
        with pytest.raises(ChangedMeanwhile):
            verb(ground=ground, by=cast.anna, at=NOW)


def test_a_corrected_ground_is_checked_again(add_ground, cast):
    verified = actions.verify_ground(ground=add_ground(upload=scan()), by=cast.anna, at=NOW)

    corrected = actions.correct_ground(
        ground=verified, by=cast.sabina, at=LATER, valid_until=date(2019, 5, 31)
    )

    assert (corrected.state, corrected.decided_on, corrected.decided_by) == ("awaiting", None, None)
    assert (corrected.valid_until, corrected.scan) == (date(2019, 5, 31), verified.scan)
    assert Ground.objects.filter(series=verified.series).count() == 3


def test_a_new_scan_replaces_the_old_one(add_ground, cast):
    ground = add_ground(upload=scan("stary.pdf"))

    corrected = actions.correct_ground(ground=ground, by=cast.sabina, at=LATER, upload=scan("nowy.pdf"))

    assert corrected.scan.name == "nowy.pdf"
    assert StoredFile.objects.filter(name="stary.pdf").exists()


def test_correcting_nothing_is_refused_and_keeps_the_version(add_ground, cast):
    verified = actions.verify_ground(ground=add_ground(), by=cast.anna, at=NOW)
    awaiting = add_ground(kind="poverty", document_kind="decision")

    with pytest.raises(NothingChanged):
        actions.correct_ground(ground=awaiting, by=cast.sabina, at=NOW, kind="poverty")
    assert Ground.objects.get(pk=verified.pk).is_current


def test_a_withdrawn_ground_stays_as_history(add_ground, here, cast):
    ground = add_ground()

    actions.withdraw_ground(ground=ground, by=cast.sabina, at=LATER)

    assert ground.series not in Ground.objects.current().values_list("series", flat=True)
    assert Ground.objects.filter(pk=ground.pk).exists()
    assert ground not in [each.ground for each in grounds_of(here.person, TODAY)]


def test_the_scans_of_a_ground_that_never_counted_go_with_it(
    add_ground, cast, django_capture_on_commit_callbacks
):
    ground = add_ground(upload=scan("cudzy.pdf"))
    ground = actions.correct_ground(ground=ground, by=cast.sabina, at=NOW, upload=scan("drugi.pdf"))
    before = list(verify_stored())

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_ground(ground=ground, by=cast.sabina, at=LATER)

    assert not StoredFile.objects.filter(name__in=["cudzy.pdf", "drugi.pdf"]).exists()
    assert [each.scan for each in Ground.objects.filter(series=ground.series)] == [None, None]
    assert list(verify_stored()) == before
    assert verbs().count("documents.file.discarded") == 2


def test_the_scan_of_a_ground_that_counted_stays_in_the_history(add_ground, cast):
    verified = actions.verify_ground(ground=add_ground(upload=scan("dowod.pdf")), by=cast.anna, at=NOW)

    actions.withdraw_ground(ground=verified, by=cast.sabina, at=LATER)

    assert Ground.objects.get(pk=verified.pk).scan.name == "dowod.pdf"
    assert "documents.file.discarded" not in verbs()


def test_a_demo_put_back_cannot_change_what_came_later(add_ground, cast):
    ground = add_ground(at=NOW + timedelta(days=3))

    with pytest.raises(ValidationError, match="19.04.2019".replace(".", r"\.")):
        actions.withdraw_ground(ground=ground, by=cast.sabina, at=NOW)


def test_grounds_are_told_in_the_words_of_the_pack(add_ground, here):
    add_ground()
    add_ground(kind="violence", document_kind="statement", valid_from=date(2017, 1, 1), valid_until=None)
    add_ground(kind="poverty", document_kind="decision", valid_until=TODAY - timedelta(days=1))

    facts = [
        (each.kind, each.document, each.is_sensitive, each.is_valid)
        for each in grounds_of(here.person, TODAY)
    ]
    assert facts == [
        ("ubóstwo", "zaświadczenie ośrodka pomocy społecznej", False, True),
        ("ubóstwo", "decyzja o przyznaniu świadczenia", False, False),
        ("niepełnosprawność", "orzeczenie, stopień umiarkowany", False, True),
        ("doświadczanie przemocy w rodzinie", "oświadczenie osoby", True, True),
    ]


def test_a_document_is_known_from_the_day_it_was_recorded(here, cast, add_ground):
    ground = add_ground()
    before, tomorrow = NOW - timedelta(days=1), NOW + timedelta(days=1)
    actions.withdraw_ground(ground=ground, by=cast.sabina, at=tomorrow)

    shown = {
        day: [facts.ground.pk for facts in grounds_of(here.person, day.date())]
        for day in (before, NOW, tomorrow)
    }
    assert shown == {before: [], NOW: [here.ground.pk, ground.pk], tomorrow: [here.ground.pk]}
