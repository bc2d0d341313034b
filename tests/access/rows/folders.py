"""The folder of a participation, identity papers, households, privacy notices: who reads and writes them."""

from datetime import date

from django_scopes import scope

from osnowa.participants.models import (
    Declaration,
    Exit,
    FollowUp,
    Household,
    HouseholdMember,
    IdentityPaper,
    PrivacyNotice,
    Return,
)
from osnowa.secrets import blind_index
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who
from tests.access.rows.participants import DONE, FILE, SCAN, ended, enrolment, maria
from tests.cast import NOW, PROJECT_BEGAN, ROUND_BEGAN, TODAY

#: Read by whoever reads the grounds of support; Maria is nobody's whom Bartek knows.
READ = {"anna": OK, "sabina": OK, "ewa": OK, "tomek": DENIED, "rest": HIDDEN}
LISTED = {"anna": OK, "sabina": OK, "rest": DENIED}
PLAN = {
    **dict.fromkeys(("anna", "sabina", "kasia", "ewa", "adam"), OK),
    **dict.fromkeys(("tomek", "bartek", "iga", "hanna", "celina"), DENIED),
}
SETTING_UP = {
    "anna": OK,
    **dict.fromkeys(("sabina", "tomek", "bartek", "kasia", "ewa", "iga", "adam", "hanna", "celina"), DENIED),
}
SET_UP = {**SETTING_UP, "anna": GO}


def slug(world):
    return {"slug": world.project.slug}


def notice(world):
    """A version of the privacy notice that nobody was given."""
    with scope(centre=world.centre):
        row, _new = PrivacyNotice.objects.get_or_create(
            project=world.project, version="1", valid_from=PROJECT_BEGAN, text="Kto i po co."
        )
    return {"slug": world.project.slug, "pk": row.pk}


def declaration(world):
    """Maria's consent, with a scan."""
    with scope(centre=world.centre):
        row = Declaration.objects.current().filter(enrolment=world.enrolment).first()
        row = row or Declaration.objects.create(
            enrolment=world.enrolment, kind="image", given_on=ROUND_BEGAN, scan=world.file, recorded_at=NOW
        )
    return {"pk": row.pk}


def step(world):
    return {"pk": world.enrolment.pk, "code": "sensitive"}


def gone(world):
    """Maria's participation, which ended in March."""
    with scope(centre=world.centre):
        Exit.objects.filter(enrolment=world.enrolment).delete()
        Exit.objects.create(
            enrolment=world.enrolment,
            ended_on=date(2019, 4, 12),
            reason="completed",
            situation="improved",
            on_path=True,
            outcome_due_on=date(2019, 7, 12),
            recorded_at=NOW,
        )
    return enrolment(world)


def to_ask(world):
    return {**gone(world), "kind": "four-weeks"}


def asked(world):
    """What became of Maria, with a scan."""
    gone(world)
    with scope(centre=world.centre):
        row = FollowUp.objects.current().filter(enrolment=world.enrolment).first()
        row = row or FollowUp.objects.create(
            enrolment=world.enrolment,
            kind="four-weeks",
            held_on=TODAY,
            situation="employed",
            scan=world.file,
            recorded_at=NOW,
        )
    return {"pk": row.pk}


def came(world):
    """Jan's return after a break, of which Anna alone knows more than the name."""
    with scope(centre=world.centre):
        left = {"ended_on": date(2019, 2, 1), "outcome_due_on": date(2019, 5, 1), "recorded_at": NOW}
        Exit.objects.get_or_create(
            enrolment=world.stranger_enrolment,
            superseded_at=NOW,
            defaults={"reason": "other", "situation": "other", "on_path": False, **left},
        )
        row, _new = Return.objects.get_or_create(
            enrolment=world.stranger_enrolment,
            superseded_at=None,
            defaults={"left_on": date(2019, 2, 1), "returned_on": date(2019, 3, 1), "recorded_at": NOW},
        )
    return {"pk": row.pk}


def paper(world):
    """Maria's passport."""
    with scope(centre=world.centre):
        row = IdentityPaper.objects.filter(person=world.person).first()
        row = row or IdentityPaper.objects.create(
            centre=world.centre,
            person=world.person,
            kind="passport",
            country="UA",
            number="FE1",
            number_index=blind_index.digest("FE1", purpose="identity-paper", tenant=world.centre.pk),
        )
    return {"pk": row.pk}


def member(world):
    """Maria in her household."""
    with scope(centre=world.centre):
        row = HouseholdMember.objects.filter(person=world.person).first()
        row = row or HouseholdMember.objects.create(
            household=Household.objects.create(centre=world.centre, name="Parkowa 3"),
            person=world.person,
            relation="head",
            begins_on=ROUND_BEGAN,
        )
    return {"pk": row.pk}


def said(world):
    return {"kind": "participation", "given_on": "1.10.2018", "is_given": "tak", "channel": "paper"}


def refused(world):
    return {"kind": "image", "given_on": "2.10.2018", "is_given": "nie", "channel": "paper"}


def withdrawal(world):
    return {"withdrawn_on": "16.04.2019"}


def answers(world):
    return {"homeless": "no"}


def back(world):
    return {"returned_on": "16.04.2019"}


def situation(world):
    return {"held_on": "16.04.2019", "situation": "employed"}


def passport(world):
    return {"kind": "passport", "country": "UA", "number": "FE 2"}


def home(world):
    return {"name": "Parkowa 3", "begins_on": "1.10.2018"}


def renamed(world):
    return {"name": "Parkowa 5"}


def nobody(world):
    return {"meant": "Nikt Taki", "relation": "child", "begins_on": "1.10.2018"}


def moved(world):
    return {"relation": "head", "begins_on": "1.10.2018", "ends_before": "31.03.2019"}


def text(world):
    return {"version": "2", "valid_from": "1.01.2019", "text": "Kto i po co."}


#: Jan is of nobody's caseload, so Sabina knows his name only.
STRANGERS = {"anna": OK, "sabina": DENIED, "tomek": DENIED, "ewa": DENIED, "rest": HIDDEN}
GONE_ON = {"anna": GO, "sabina": GO, "tomek": DENIED, "ewa": DENIED, "rest": HIDDEN}

ROWS = {
    ("GET", "participants:follow_ups"): who(**LISTED),
    ("GET", "participants:identity"): who(to=maria, **READ),
    ("GET", "participants:add_paper"): who(to=maria, **FILE),
    ("POST", "participants:add_paper"): who(to=maria, sends=passport, **DONE),
    ("GET", "participants:correct_paper"): who(to=paper, **FILE),
    ("POST", "participants:correct_paper"): who(to=paper, sends=passport, **DONE),
    ("GET", "participants:withdraw_paper"): who(to=paper, **FILE),
    ("POST", "participants:withdraw_paper"): who(to=paper, **DONE),
    ("GET", "participants:begin_household"): who(to=maria, **FILE),
    ("POST", "participants:begin_household"): who(to=maria, sends=home, **DONE),
    ("GET", "participants:correct_household"): who(to=member, **FILE),
    ("POST", "participants:correct_household"): who(to=member, sends=renamed, **DONE),
    ("GET", "participants:add_household_member"): who(to=member, **FILE),
    # Whom they mean nobody knows.
    ("POST", "participants:add_household_member"): who(
        to=member, sends=nobody, **{**DONE, "anna": BAD, "sabina": BAD}
    ),
    ("GET", "participants:correct_household_member"): who(to=member, **FILE),
    ("POST", "participants:correct_household_member"): who(to=member, sends=moved, **DONE),
    ("GET", "participants:withdraw_household_member"): who(to=member, **FILE),
    ("POST", "participants:withdraw_household_member"): who(to=member, **DONE),
    ("GET", "participants:folder"): who(to=enrolment, **READ),
    ("GET", "participants:answers"): who(to=enrolment, **GONE_ON),
    ("GET", "participants:step"): who(to=step, **FILE),
    ("POST", "participants:step"): who(to=step, sends=answers, **DONE),
    ("GET", "participants:add_declaration"): who(to=enrolment, **FILE),
    ("POST", "participants:add_declaration"): who(to=enrolment, sends=said, **DONE),
    ("GET", "participants:correct_declaration"): who(to=declaration, **FILE),
    ("POST", "participants:correct_declaration"): who(to=declaration, sends=refused, **DONE),
    ("GET", "participants:withdraw_declaration"): who(to=declaration, **FILE),
    ("POST", "participants:withdraw_declaration"): who(to=declaration, **DONE),
    ("GET", "participants:withdraw_consent"): who(to=declaration, **FILE),
    ("POST", "participants:withdraw_consent"): who(to=declaration, sends=withdrawal, **DONE),
    ("GET", "participants:declaration_scan"): who(to=declaration, **SCAN),
    ("GET", "participants:come_back"): who(to=ended, **FILE),
    ("POST", "participants:come_back"): who(to=gone, sends=back, **DONE),
    ("GET", "participants:withdraw_return"): who(to=came, **STRANGERS),
    ("POST", "participants:withdraw_return"): who(to=came, **{**STRANGERS, "anna": GO}),
    ("GET", "participants:follow_up"): who(to=to_ask, **FILE),
    ("POST", "participants:follow_up"): who(to=to_ask, sends=situation, **DONE),
    ("GET", "participants:withdraw_follow_up"): who(to=asked, **FILE),
    ("POST", "participants:withdraw_follow_up"): who(to=asked, **DONE),
    ("GET", "participants:follow_up_scan"): who(to=asked, **SCAN),
    ("GET", "participants:notices"): who(to=slug, **PLAN),
    ("GET", "participants:add_notice"): who(to=slug, **SETTING_UP),
    ("POST", "participants:add_notice"): who(to=slug, sends=text, **SET_UP),
    ("GET", "participants:correct_notice"): who(to=notice, **SETTING_UP),
    ("POST", "participants:correct_notice"): who(to=notice, sends=text, **SET_UP),
    ("GET", "participants:withdraw_notice"): who(to=notice, **SETTING_UP),
    ("POST", "participants:withdraw_notice"): who(to=notice, **SET_UP),
}
