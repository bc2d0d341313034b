"""What is said of a file, a row or a cell: a code and what fills its sentence. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(ValueError):
    """The whole file cannot be read; ``code`` and ``params`` find the sentence in ``sentences``."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = params


@dataclass(frozen=True)
class Said:
    """One thing said: a fault that refuses, or a note that only tells what was done."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
