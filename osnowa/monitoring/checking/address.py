"""Whether contact and address have the form the register takes, and places the names of TERYT.

Source: docs/sources.md#participant-contact, docs/sources.md#teryt
"""

import re
from collections.abc import Iterator

from osnowa.monitoring.checking.faults import Fault, Rule, error, warning
from osnowa.monitoring.facts import POLAND, Participation
from osnowa.monitoring.filing import Filing
from osnowa.rulepacks import teryt

POSTAL_CODE = re.compile(r"\d{2}-\d{3}", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
FEWEST_DIGITS, MOST_DIGITS = 7, 15
DEGREES = (1, 2, 3)

_UNIT = r"(?:pow(?:iat|\.)|gm(?:ina|\.)|woj(?:ew\w+|\.)|m\.(?: ?st\.)?|miasto)"
WITH_UNIT = re.compile(rf"{_UNIT}\s*(?P<name>\S.*)", re.IGNORECASE)


def postal_code(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a Polish postal code that is not two digits, a hyphen and three digits."""
    code = who.person.postal_code.strip()
    if code and who.person.country == POLAND and not POSTAL_CODE.fullmatch(code):
        yield error("postal-code", "postal_code", typed=code)


def phone(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a telephone number with anything but 7 to 15 digits after a plus, spaces and hyphens apart."""
    digits = re.sub(r"[\s-]", "", who.person.phone).removeprefix("+")
    if not digits:
        return
    if not (digits.isascii() and digits.isdigit()):
        yield error("phone-letters", "phone")
    elif not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        yield error("phone-length", "phone", count=len(digits))


def email(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield an e-mail address with Polish letters, or one that is none."""
    address = who.person.email.strip()
    if not address:
        return
    if not address.isascii():
        letters = "".join(sorted({letter for letter in address if not letter.isascii()}))
        yield error("email-letters", "email", letters=letters)
    elif not EMAIL.fullmatch(address):
        yield error("email-form", "email")


def voivodeship(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a voivodeship that is not one of the register's, in lower case."""
    name, known = who.person.voivodeship.strip(), filing.register.dictionaries["voivodeships"]
    if not name or name in known or who.person.country != POLAND:
        return
    bare = _without_unit(name).lower()
    if bare in known:
        yield error("voivodeship-form", "voivodeship", typed=name, right=bare)
    else:
        yield error("voivodeship-unknown", "voivodeship", typed=name)


def powiat(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a powiat that is neither an adjective in lower case nor a city with the rights of one."""
    name, cities = who.person.powiat.strip(), filing.register.dictionaries["cities_with_powiat_rights"]
    if not name or name in cities or who.person.country != POLAND:
        return
    bare = _without_unit(name)
    meant = _city_meant(filing, name)
    if meant:
        yield error("powiat-is-city", "powiat", typed=name, right=meant)
    elif bare.lower() != name:
        yield error("powiat-form", "powiat", typed=name, right=bare.lower())
    elif not any(word.endswith("ki") for word in re.split(r"[\s-]", name)):
        yield error("powiat-no-adjective", "powiat", verified=False, typed=name)


def gmina(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a gmina with the word for it, and one that is not the city which is the powiat."""
    person = who.person
    name = person.gmina.strip()
    if not name or person.country != POLAND:
        return
    bare = _without_unit(name)
    if bare != name:
        yield error("gmina-form", "gmina", typed=name, right=bare)
    elif name[0].islower():
        yield error("gmina-form", "gmina", typed=name, right=name[0].upper() + name[1:])
    elif (meant := _city_meant(filing, person.powiat)) and name != meant:
        yield error("gmina-is-city", "gmina", typed=name, right=meant)


def listed(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Warn of a powiat or gmina whose form is right but that the list of names does not have there.

    A village entered for a gmina is such a name. Only a warning: the list is not the register itself, and
    where it has no powiats of a voivodeship it says nothing.
    """
    person = who.person
    if person.country != POLAND:
        return
    said = {fault.field for rule in (powiat, gmina) for fault in rule(filing, who)}
    for doubt in teryt.doubts(person.voivodeship.strip(), person.powiat.strip(), person.gmina.strip()):
        if doubt.level == "voivodeship" or doubt.level in said:
            continue
        if doubt.meant:
            yield warning(f"{doubt.level}-spelt", doubt.level, typed=doubt.name, right=doubt.meant)
        else:
            yield warning(f"{doubt.level}-unlisted", doubt.level, typed=doubt.name)


def city(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield an address in a city with the rights of a powiat whose other parts lie elsewhere.

    A village may bear a city's name, so that is a warning; a degree of urbanisation that is not the city's
    is an error.
    """
    person, cities = who.person, filing.register.dictionaries["cities_with_powiat_rights"]
    if person.country != POLAND:
        return
    # A city written badly for a powiat is said there; here it is the city that was meant.
    locality, unit = person.locality.strip(), _city_meant(filing, person.powiat) or person.powiat.strip()
    if locality in cities and unit and unit != locality:
        yield warning("locality-is-city", "powiat", locality=locality, typed=unit)
    if unit in cities and locality and locality != unit:
        yield warning("locality-not-city", "locality", locality=locality, city=unit)
    known = cities[unit].marks.get("degurba") if unit in cities else None
    if person.degurba is not None and person.degurba not in DEGREES:
        yield error("degurba-unknown", "degurba", typed=person.degurba)
    elif known and person.degurba is not None and person.degurba != known:
        yield error("degurba-of-city", "degurba", typed=person.degurba, city=unit, right=known)


def _city_meant(filing: Filing, name: str) -> str:
    """Return the city with the rights of a powiat that ``name`` means, however written; "" for none."""
    bare = _without_unit(name.strip()).lower()
    cities = filing.register.dictionaries["cities_with_powiat_rights"]
    return next((each for each in cities if each.lower() == bare), "")


def _without_unit(name: str) -> str:
    found = WITH_UNIT.fullmatch(name)
    return found["name"] if found else name


RULES = (
    Rule("postal-code", "participant-contact", True, postal_code),
    Rule("phone", "participant-contact", True, phone),
    Rule("email", "participant-contact", True, email),
    Rule("voivodeship", "teryt", True, voivodeship),
    Rule("powiat", "teryt", True, powiat),
    Rule("gmina", "teryt", True, gmina),
    Rule("teryt-list", "teryt", False, listed),
    Rule("city", "teryt", False, city),
)
