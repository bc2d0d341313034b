"""Which register a project reports to, in the words of which rule pack, as of which day."""

from dataclasses import dataclass
from datetime import date

from osnowa.monitoring.facts import Project
from osnowa.rulepacks.registers import Column, Kind, Register, Term, Translation

CHOICES = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.YES_NO_REFUSED})


@dataclass(frozen=True)
class Filing:
    """One occasion of checking or sending; ``today`` is the day for people who have not started."""

    register: Register
    project: Project
    translation: Translation
    today: date

    @property
    def is_rehearsal(self) -> bool:
        """Whether the register is not the one of the project's period: the file may be tried, not sent."""
        return self.translation.is_rehearsal

    def asks(self, column: Column) -> bool:
        """Return whether records of the project's period can have ``column``."""
        return column.code not in self.translation.not_asked

    def term(self, column: Column, code: str) -> Term | None:
        """Return the register's term for our ``code``; None where it has none, which is a fault."""
        codes = self.translation.codes.get(column.dictionary, {})
        return self.register.term(column.dictionary, codes.get(code, code))

    def text(self, column: Column, code: str) -> str:
        """Return the register's own text for our ``code``; the code itself where there is none."""
        found = self.term(column, code)
        return found.text if found else code

    def substatus(self, status: str, code: str) -> str:
        """Return the "w tym" ``code`` of our ``status``, in the register's code where that depends on it."""
        codes = self.translation.codes.get("labour_substatus", {})
        return codes.get(f"{status}/{code}", code)

    def term_of(self, column_code: str, code: str) -> Term | None:
        """Return the term of a column named by its code; None too where the register has no such column."""
        column = self.register.by_code.get(column_code)
        return self.term(column, code) if column and column.dictionary else None

    def is_choice(self, column: Column) -> bool:
        """Return whether only the texts of a dictionary may stand in ``column``."""
        return column.kind in CHOICES


def filing(register: Register, project: Project, *, today: date) -> Filing:
    """Return the occasion of reporting ``project`` to ``register`` on ``today``.

    Raises:
        NoTranslation: records of the project's rule pack cannot be said there.
    """
    return Filing(register, project, register.translation(project.rule_pack), today)
