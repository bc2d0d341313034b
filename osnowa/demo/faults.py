"""Every fault planted in the demo, in one place: what is wrong, and where one should see it.

Faulty people come on top of the 180; the two with a faulty disability document are among the 180 but not
the 62.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What was planted."""

    NONE = ""
    GROUND_AWAITING = "ground-awaiting"
    GROUND_EXPIRED = "ground-expired"
    GROUND_REJECTED = "ground-rejected"
    RECORD_INCOMPLETE = "record-incomplete"
    DISABILITY_EXPIRED = "disability-expired"
    DISABILITY_REJECTED = "disability-rejected"
    WAITING = "waiting"
    SEEN_ONCE = "seen-once"


@dataclass(frozen=True)
class Planted:
    """One planted fault: who carries it (programme from 0, always in the first round), and where it shows."""

    fault: Fault
    programme: int
    shows: str


ON_TOP_OF_THE_180 = (
    Planted(Fault.GROUND_AWAITING, 2, "Wskaźnik osób: niepoliczona, dokument czeka na sprawdzenie."),
    Planted(
        Fault.RECORD_INCOMPLETE,
        3,
        "Wskaźnik osób: niepoliczona, brak wykształcenia i statusu na rynku pracy.",
    ),
    Planted(
        Fault.GROUND_EXPIRED,
        4,
        "Wskaźnik osób: niepoliczona, dokument stracił ważność przed pierwszym wsparciem.",
    ),
    Planted(Fault.GROUND_REJECTED, 5, "Wskaźnik osób: niepoliczona, skan nieczytelny, odrzucony."),
)
AMONG_THE_180 = (
    Planted(
        Fault.DISABILITY_EXPIRED, 1, "Wskaźnik OzN: orzeczenie wygasło 31.08.2018, przed pierwszym wsparciem."
    ),
    Planted(Fault.DISABILITY_REJECTED, 2, "Wskaźnik OzN: skan orzeczenia nieczytelny, odrzucony."),
    Planted(Fault.SEEN_ONCE, 0, "Osoba z jednym jedynym wsparciem: wycofanie go zmienia 180 na 179."),
    Planted(
        Fault.WAITING, 0, "Zapisana przed dniem pokazu, bez wsparcia: policzy ją dopiero obecność 16.04.2019."
    ),
)
#: An initiative that was held, but nothing proves it: it does not count.
INITIATIVE_WITHOUT_EVIDENCE = ("Majowy spacer po osiedlu", "2019-03-30")


@dataclass(frozen=True)
class InRegister:
    """Faults in the data for the national register, in somebody of ``programme`` who has no others.

    ``finds`` are (code, field) of what the check says of the person. ``without`` is the answer left out,
    ``instead`` are facts of the person that are wrong. None of it is asked by a figure: everybody counts.
    """

    programme: int
    finds: tuple[tuple[str, str], ...]
    without: str = ""
    instead: tuple[tuple[str, str | None], ...] = ()
    of_unemployed: bool = False


#: Found by `osnowa smefs check pas-ja`, beside those whose record is incomplete or who wait for support.
IN_THE_REGISTER = (
    InRegister(3, (("missing", "homeless"),), without="homeless"),
    InRegister(4, (("missing", "otherwise_disadvantaged"),), without="otherwise_disadvantaged"),
    InRegister(5, (("missing", "labour_substatus"),), without="labour_substatus", of_unemployed=True),
    # Two warnings: the person may be sent, but somebody should look whether it is the village.
    InRegister(
        6, (("locality-is-city", "powiat"), ("gmina-unlisted", "gmina")), instead=(("powiat", "wrocławski"),)
    ),
    InRegister(7, (("missing", "degurba"),), instead=(("degurba", None),)),
)
#: The same of faults planted above: what the register misses in them.
ALSO_IN_THE_REGISTER = (
    (Fault.RECORD_INCOMPLETE, (("missing", "education"), ("missing", "labour_status"))),
    (Fault.WAITING, (("missing", "started_on"), ("support-missing", "support_kind"))),
)
#: Found by `osnowa smefs check sasiedzki-krok --as-of 2026-11-22`: the n-th person lacks an answer.
IN_ESF_PLUS = ((4, "missing", "minority"), (9, "missing", "labour_substatus"))
