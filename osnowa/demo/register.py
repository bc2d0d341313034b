"""What the people of PAS-ja answered to SL2014 at entry: invented, but for what is planted."""

from random import Random

from osnowa.demo.faults import IN_THE_REGISTER, Fault, InRegister
from osnowa.demo.lives import Life

_OCCUPATIONS = ("other", "other", "farmer")
_EMPLOYERS = ("sklep spożywczy (zmyślony)", "firma sprzątająca (zmyślona)", "magazyn (zmyślony)")


def planted(lives: list[Life]) -> dict[int, InRegister]:
    """Return what is planted in whom, by place in ``lives``; only in people without any other fault."""
    found: dict[int, InRegister] = {}
    for each in IN_THE_REGISTER:
        fitting = (
            index
            for index, life in enumerate(lives)
            if (life.round, life.programme, life.fault) == (0, each.programme, Fault.NONE)
            and index not in found
            and (not each.of_unemployed or life.labour_status.startswith("unemployed"))
        )
        if (index := next(fitting, None)) is not None:
            found[index] = each
    return found


def answers(life: Life, wrong: InRegister | None) -> dict[str, str]:
    """Return the answers of ``life`` by field, without the one that ``wrong`` leaves out."""
    # Of the person alone: whoever else joins or leaves the demo changes nobody's answers.
    random = Random(f"register {life.person.pesel}")  # noqa: S311 - invents, keeps no secret
    said = {
        "migrant_or_minority": random.choice(("no",) * 9 + ("refused",)),
        "homeless": random.choice(("no",) * 14 + ("yes",)),
        "otherwise_disadvantaged": random.choice(("no", "no", "no", "yes", "refused")),
    }
    if life.labour_status.startswith("unemployed"):
        said["labour_substatus"] = random.choice(("long-term-unemployed", "other"))
    elif life.labour_status == "employed":
        said["occupation"] = random.choice(_OCCUPATIONS)
        said["employer"] = random.choice(_EMPLOYERS)
    return {field: code for field, code in said.items() if not wrong or field != wrong.without}


def address(wrong: InRegister | None) -> dict[str, str | int | None]:
    """Return where everybody lives, with what ``wrong`` says instead."""
    right: dict[str, str | int | None] = {
        "locality": "Wrocław",
        "gmina": "Wrocław",
        "powiat": "Wrocław",
        "voivodeship": "dolnośląskie",
        "degurba": 1,
    }
    return {**right, **(dict(wrong.instead) if wrong else {})}
