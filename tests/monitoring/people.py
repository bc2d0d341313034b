"""One complete person per register, from which each test takes something away."""

from dataclasses import replace
from datetime import date

from osnowa.monitoring.facts import NO, YES, Exit, Participation, Person, Project, Support
from osnowa.monitoring.filing import Filing, filing
from osnowa.rulepacks.registers import register

TODAY = date(2026, 11, 22)
SM_EFS = register("sm-efs")
SL2014 = register("sl2014")

PROJECT = Project(
    number="FEDS.07.05-IP.02-0172/24",
    rule_pack="esf-plus-2021-2027",
    begins_on=date(2026, 1, 1),
    ends_on=date(2027, 12, 31),
    is_synthetic=True,
)
PAS_JA = Project(
    number="RPDS.09.01.01-02-0001/17",
    rule_pack="esf-2014-2020",
    begins_on=date(2017, 12, 1),
    ends_on=date(2019, 4, 30),
    is_synthetic=True,
)

#: A number of the years 2200–2299, which nobody has; a demo reads it as a woman of 3.05.1984.
PERSON = Person(
    first_name="Zofia",
    last_name="Żółkiewska",
    pesel="84650301241",
    sex="woman",
    birth_date=date(1984, 5, 3),
    voivodeship="dolnośląskie",
    powiat="Wrocław",
    gmina="Wrocław",
    locality="Wrocław",
    postal_code="50-502",
    street="ul. Strzegomska",
    house_number="6",
    degurba=1,
    phone="+48717822322",
    email="zofia@example.org",
)
SUPPORTS = (
    Support("counselling", "psychological", date(2026, 3, 2), date(2026, 3, 2), "aktywizacja"),
    Support("training", "", date(2026, 3, 9), date(2026, 5, 4), "aktywizacja"),
    Support("active-integration", "social", date(2026, 4, 1), date(2026, 4, 1), "aktywizacja"),
)
ANSWERS = {
    "labour_substatus": "long-term-unemployed",
    "citizenship": "polish",
    "foreign_background": NO,
    "third_country": NO,
    "minority": "refused",
    "homeless": NO,
    "disability": YES,
}
ZOFIA = Participation(
    key=7,
    number="UP-0007",
    person=PERSON,
    started_on=date(2026, 3, 2),
    education=3,
    labour_status="unemployed",
    answers=ANSWERS,
    supports=SUPPORTS,
)
ENDED = replace(ZOFIA, exit=Exit(date(2026, 6, 30), ("improved",), on_path=True))
#: The same woman in a project of 2014–2020.
ZOFIA_THEN = replace(
    ZOFIA,
    started_on=date(2018, 10, 2),
    labour_status="unemployed-registered",
    supports=(Support("active-integration", "social", date(2018, 10, 2), date(2019, 1, 15)),),
    answers={
        "labour_substatus": "long-term-unemployed",
        "migrant_or_minority": NO,
        "homeless": NO,
        "disability": YES,
        "otherwise_disadvantaged": NO,
    },
)


def to_sm_efs(project: Project = PROJECT) -> Filing:
    return filing(SM_EFS, project, today=TODAY)


def to_sl2014(project: Project = PAS_JA) -> Filing:
    return filing(SL2014, project, today=TODAY)
