"""Invented people: names, addresses and PESEL numbers that nobody has.

A synthetic PESEL is valid by its checksum but codes a year 2200–2299 (month + 60), so no living person can
have it; the demo reads the year less 300.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from faker import Faker

# Later births would need the years 2300–2399, which PESEL cannot code.
_LAST_CODABLE_BIRTH = date(1999, 12, 31)
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
#: Real surnames that would make a reader laugh at an invented person.
_NOT_FUNNY = frozenset({"Merda", "Kiełbasa", "Kutas", "Dupa", "Pipka", "Cipa"})
_STREETS = (
    "Traugutta", "Kościuszki", "Komuny Paryskiej", "Prądzyńskiego", "Mierniczna", "Szybka", "Na Grobli",
    "Opolska", "Krakowska", "Świstackiego", "Katowicka", "Gnieźnieńska", "Więckowskiego", "Brzeska",
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """One invented human being, before registration."""

    first_name: str
    last_name: str
    sex: str
    birth_date: date
    pesel: str
    phone: str
    street: str
    house_number: str
    flat_number: str
    postal_code: str


class People:
    """An endless supply of invented people; the same ``seed`` gives the same people."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - invents people, keeps no secret
        self._faker = Faker("pl_PL")
        self._faker.seed_instance(seed)
        self._pesels: set[str] = set()
        self._names: set[tuple[str, str]] = set()

    def somebody(self, sex: str, *, on: date) -> Invented:
        """Return a new adult (19–78 years old on the day ``on``) of ``sex`` ("woman" or "man")."""
        first_name, last_name = self._name(sex)
        age_in_days = self.random.randint(19 * 366, 78 * 365)
        birth_date = min(on - timedelta(days=age_in_days), _LAST_CODABLE_BIRTH)
        return Invented(
            first_name=first_name,
            last_name=last_name,
            sex=sex,
            birth_date=birth_date,
            pesel=self._pesel(birth_date, sex),
            # 500 000 xxx is not handed out to subscribers in the demo's world; nobody is ever called.
            phone=f"+48500{self.random.randint(0, 999_999):06d}",
            street=self.random.choice(_STREETS),
            house_number=str(self.random.randint(1, 98)),
            flat_number=str(self.random.randint(1, 24)),
            postal_code=f"50-{self.random.randint(400, 459)}",
        )

    def _name(self, sex: str) -> tuple[str, str]:
        while True:
            if sex == "woman":
                name = (self._faker.first_name_female(), self._faker.last_name_female())
            else:
                name = (self._faker.first_name_male(), self._faker.last_name_male())
            if name not in self._names and name[1] not in _NOT_FUNNY:
                self._names.add(name)
                return name

    def _pesel(self, birth_date: date, sex: str) -> str:
        while True:
            serial = f"{self.random.randint(0, 999):03d}"
            digit = self.random.choice("02468" if sex == "woman" else "13579")
            number = synthetic_pesel(birth_date, serial + digit)
            if number not in self._pesels:
                self._pesels.add(number)
                return number


def synthetic_pesel(birth_date: date, serial: str) -> str:
    """Return a checksum-valid PESEL of ``birth_date`` moved 300 years on.

    ``serial`` is four digits; the last one is even for women, odd for men.

    Only for births 1900–1999, which become 2200–2299: month code + 60.
    """
    body = f"{birth_date.year % 100:02d}{birth_date.month + 60:02d}{birth_date.day:02d}{serial}"
    check = (10 - sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 10) % 10
    return f"{body}{check}"
