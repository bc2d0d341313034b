"""What happens only at an edge: reading the clock, leaving a centre's scope; and what a lock may say."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import house
from tests.architecture.house import Module, parse

pytestmark = pytest.mark.guard

#: Who reads the real clock, each with the reason; everybody else gets ``at`` and ``today`` as arguments.
REAL_TIME = {
    "clock": "is the edge of time",
    "audit": "an entry says when it was really written, whatever a demo calls today",
    "secrets/subject_keys.py": "when a person's key was made or erased is a fact of the real world",
}

#: Who looks over the walls between centres, each with the reason why nothing crosses.
ACROSS_CENTRES = {
    "bench/bare/urls.py": "measures a page without walls, in a database of one centre",
    "cli/figures.py": "finds a project by its slug, unique in the installation, then opens its centre",
    "cli/imports.py": "finds a project by its slug, unique in the installation, then opens its centre",
    "cli/smefs.py": "finds a project by its slug, unique in the installation, then opens its centre",
    "clock/actions.py": "ends a version that was found inside its scope; one statement decides who was first",
    "documents/queries.py": "the installation's own check reads the files of every centre",
    "indicators/queries/facts.py": "evidence of an initiative that was found in its scope; the text is kept",
    "indicators/queries/promises.py": "a text kept for every centre, with the project as its parameter",
    "indicators/queries/questions.py": "a text kept for every centre, with the project as its parameter",
    "organisations/queries.py": "memberships of one user, before a centre is chosen; what refers to one row",
    "secrets/rotation.py": "keys are rotated in every centre at once; no value leaves",
    "support/actions.py": "entries of enrolments that the caller found in their scope and locked",
    "trainings/actions/marks.py": "people of a session that was found in its scope and is locked",
    "trainings/actions/savings.py": "marks of a session that was found in its scope and is locked",
    "trainings/queries/meetings.py": "locks a session that was found in its scope",
    "trainings/queries/register.py": "people of a group of a session that was found in its scope",
}

READINGS = {"timezone.now", "date.today", "datetime.now", "datetime.today", "datetime.utcnow"}
#: With an argument these convert; without one they read the clock.
READINGS_WITHOUT_ARGUMENT = {"timezone.localdate", "timezone.localtime"}


def last_two(node: ast.AST) -> str:
    """Return ``datetime.now`` for ``datetime.datetime.now`` too."""
    return ".".join(ast.unparse(node).split(".")[-2:])


def clock_readings(module: Module) -> list[str]:
    """Return where ``module`` reads the clock itself."""
    faults = []
    for node in ast.walk(module.tree):
        is_reading = (isinstance(node, ast.Attribute) and last_two(node) in READINGS) or (
            isinstance(node, ast.Call) and not node.args and last_two(node.func) in READINGS_WITHOUT_ARGUMENT
        )
        if is_reading:
            faults.append(f"{module.name}:{node.lineno} {ast.unparse(node)}")
    hidden = {"django.utils.timezone.now", "django.db.models.functions.Now"}
    return faults + [
        f"{module.name}:{line} imports {name}" for line, name in module.imports() if name in hidden
    ]


def looks_over_walls(module: Module) -> bool:
    """Return whether ``module`` leaves the scope of a centre."""
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    names |= {name.rpartition(".")[2] for _, name in module.imports()}
    return any(name.endswith("scopes_disabled") or name == "_base_manager" for name in names)


def lock_faults(text: str) -> list[str]:
    """Return the lines of a lock that name an address or lack a hash."""
    requirements = re.findall(r"^(?!\s*#)\S(?:.*\\\n)*.*$", text, re.MULTILINE)
    faults = [
        line for line in text.splitlines() if "://" in line or re.match(r"\s*(-i|-f|--(?!hash=))", line)
    ]
    return faults + [
        line for line in requirements if not line.startswith("-") and "--hash=sha256:" not in line
    ]


def pins(path: Path) -> dict[str, str]:
    """Return name → version of a lock."""
    return dict(re.findall(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_clock_is_read_at_the_edge():
    inside = [module for module in house.modules() if module.app not in REAL_TIME]
    inside = [module for module in inside if house.subject_of(module) not in REAL_TIME]

    house.nothing_in([fault for module in inside for fault in clock_readings(module)])


def test_only_listed_files_look_over_the_walls():
    looking = {house.subject_of(module) for module in house.modules() if looks_over_walls(module)}

    house.nothing_in(f"not listed: {path}" for path in sorted(looking - ACROSS_CENTRES.keys()))
    house.nothing_in(f"no longer needed: {path}" for path in sorted(ACROSS_CENTRES.keys() - looking))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_has_hashes_and_no_address(lock):
    assert lock_faults((house.ROOT / lock).read_text(encoding="utf-8")) == []


def test_both_locks_agree():
    run, develop = pins(house.ROOT / "requirements.txt"), pins(house.ROOT / "requirements-dev.txt")

    assert run
    assert {name: develop.get(name) for name in run} == run


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("at = timezone.now()", True),
        ("field = DateTimeField(default=timezone.now)", True),
        ("from django.utils.timezone import now", True),
        ("day = datetime.date.today()", True),
        ("at = datetime.now(tz=WARSAW)", True),
        ("day = timezone.localdate()", True),
        ("day = timezone.localdate(at)", False),
        ("day = reading.today()", False),
    ],
)
def test_reading_the_clock_is_found(source, is_found):
    assert bool(clock_readings(parse("osnowa.casework.views", source))) is is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("from django_scopes import scopes_disabled", True),
        ("with django_scopes.scopes_disabled(): ...", True),
        ("rows = Person.objects.with_scopes_disabled()", True),
        ("rows = Person._base_manager.all()", True),
        ("from django_scopes import scope", False),
    ],
)
def test_looking_over_the_walls_is_found(source, is_found):
    assert looks_over_walls(parse("osnowa.casework.views", source)) is is_found


GOOD_PIN = (
    "django==5.2.19 \\\n    --hash=sha256:00ff \\\n    --hash=sha256:11ff\n    # via -r requirements.in\n"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (GOOD_PIN, 0),
        (GOOD_PIN + "click==8.5.1\n", 1),
        ("--index-url https://example.org/simple\n" + GOOD_PIN, 1),
        ("--find-links wheels\n" + GOOD_PIN, 1),
        ("click @ https://example.org/click.whl\n", 2),
    ],
)
def test_an_address_in_a_lock_is_found(text, count):
    assert len(lock_faults(text)) == count
