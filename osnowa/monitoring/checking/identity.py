"""Whether the number, the birth date, the sex and the age of a person agree.

Source: docs/sources.md#pesel, docs/sources.md#sm-efs-checks
"""

from collections.abc import Iterator

from osnowa.monitoring.checking.faults import Fault, Rule, error, warning
from osnowa.monitoring.facts import Participation
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.rows import age
from osnowa.participants import pesel

#: Nobody whose age at the start is known was older; a greater one is a slip in the year of birth.
OLDEST = 120


def _read(filing: Filing, who: Participation) -> pesel.Pesel | None:
    """Return what the person's PESEL says; None without a valid one."""
    person = who.person
    if person.lacks_pesel or not person.pesel:
        return None
    try:
        return pesel.read(person.pesel, synthetic=filing.project.is_synthetic)
    except pesel.NotPesel:
        return None


def number(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield what is wrong with the PESEL itself: its digits, its length, its check digit."""
    if who.person.lacks_pesel or not who.person.pesel:
        return
    try:
        pesel.read(who.person.pesel)
    except pesel.NotPesel as fault:
        if fault.fault != "date":
            count = len(pesel.compact(who.person.pesel))
            yield error(f"pesel-{fault.fault}", "identifier", count=count)


def birth_date(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a day in the PESEL that does not exist, or that is not the birth date of the record."""
    person = who.person
    if person.lacks_pesel or not person.pesel:
        return
    try:
        said = pesel.read(person.pesel, synthetic=filing.project.is_synthetic)
    except pesel.NotPesel as fault:
        if fault.fault == "date":
            yield error("pesel-date", "identifier")
        return
    if person.birth_date and person.birth_date != said.birth_date:
        yield error("pesel-birth-date", "birth_date", typed=person.birth_date, said=said.birth_date)


def sex(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a sex that the PESEL does not say; with a reason only a warning."""
    said = _read(filing, who)
    if said is None or not who.person.sex or who.person.sex == said.sex:
        return
    column = filing.register.by_code["sex"]
    of_number, typed = filing.text(column, said.sex), filing.text(column, who.person.sex)
    if who.person.sex_reason.strip():
        yield warning("pesel-sex-explained", "sex", verified=False, said=of_number, typed=typed)
    else:
        yield error("pesel-sex", "sex", said=of_number, typed=typed)


def years(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a birth date from which no age follows, and a written age that is not the computed one."""
    born, computed = who.person.birth_date, age(filing, who)
    day = who.started_on or filing.today
    if born and computed is None:
        yield error("born-after-start", "birth_date", born=born, day=day)
    elif computed is not None and computed > OLDEST:
        yield error("too-old", "birth_date", age=computed)
    if computed is not None and who.typed_age is not None and who.typed_age != computed:
        yield error("age-differs", "age", typed=who.typed_age, age=computed, day=day)


def without_pesel(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a person without PESEL who has one all the same, whatever field it was typed in.

    Without PESEL the other identifier and the birth date are asked by the rule of required fields. PESEL-UKR
    is a real PESEL.
    """
    person = who.person
    if not person.lacks_pesel:
        return
    if person.pesel:
        yield error("pesel-though-none", "lacks_pesel")
    try:
        pesel.read(person.other_identifier)
    except pesel.NotPesel:
        return
    yield error("identifier-is-pesel", "identifier")


def elsewhere(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Warn of a person who takes part in another project too: the same form must not be paid twice."""
    if who.other_projects:
        yield warning("in-another-project", "identifier", projects=who.other_projects)


RULES = (
    Rule("pesel-number", "pesel", True, number),
    Rule("pesel-birth-date", "pesel", True, birth_date),
    Rule("pesel-sex", "pesel", True, sex),
    Rule("age-at-start", "sm-efs-checks", True, years),
    Rule("without-pesel", "sm-efs-checks", False, without_pesel),
    Rule("another-project", "sm-efs-checks", True, elsewhere),
)
