"""Each file is a room that CONTRIBUTING.md knows or a pure rule; some rooms are closed to other apps."""

import pytest

from tests.architecture import house
from tests.architecture.house import (
    CLOSED_ROOMS,
    MECHANISMS,
    OWN_SUBJECTS,
    PACKAGE,
    ROOMS,
    ROOT,
    Module,
    parse,
)

pytestmark = pytest.mark.guard

#: The console script is the edge of every app: it prints what they export and runs what they do by the clock.
OPEN_TO_COMMANDS = frozenset({"exports", "tasks"})

#: A thing that seems to belong in one of these has a subject; the file is named after it.
DRAWERS = frozenset(
    {
        "utils",
        "util",
        "helpers",
        "common",
        "core",
        "misc",
        "services",
        "managers",
        "mixins",
        "constants",
        "types",
    }
)


def entered_rooms(module: Module) -> list[str]:
    """Return the imports by which ``module`` enters a closed room of another app."""
    faults = []
    for line, name in module.imports():
        package, app, room, *_ = [*name.split("."), "", ""]
        closed = CLOSED_ROOMS - OPEN_TO_COMMANDS if module.app == "cli" else CLOSED_ROOMS
        if package == PACKAGE and app != module.app and room in closed:
            faults.append(f"{module.name}:{line} imports {name}")
    return faults


def impure_rules(all_modules: tuple[Module, ...], own_subjects: dict[str, str]) -> list[str]:
    """Return what stands in no room although it knows Django, itself or through another module."""
    by_name = {module.name: module for module in all_modules}
    verdicts: dict[str, str] = {}

    def why_impure(module: Module) -> str:
        if module.name not in verdicts:
            verdicts[module.name] = ""  # a circle decides nothing
            for line, name in module.imports(only_at_run_time=True):
                if name.split(".")[0] == "django":
                    verdicts[module.name] = f"{module.name}:{line} imports {name}"
                    break
                # "from osnowa.x import y" names a module or something inside one.
                imported = by_name.get(name) or by_name.get(name.rpartition(".")[0])
                if imported and (reason := why_impure(imported)):
                    verdicts[module.name] = f"{module.name}:{line} → {reason}"
                    break
        return verdicts[module.name]

    return [
        why_impure(module)
        for module in all_modules
        if module.room
        and module.room not in ROOMS
        and module.app not in MECHANISMS
        and house.subject_of(module) not in own_subjects
        and why_impure(module)
    ]


def drawers(paths: list[str]) -> list[str]:
    """Return the paths that pass through a folder or file without a subject."""
    return [path for path in paths if DRAWERS & {part.removesuffix(".py") for part in path.split("/")}]


def test_no_app_enters_a_closed_room_of_another():
    house.nothing_in([fault for module in house.modules() for fault in entered_rooms(module)])


def test_what_is_no_room_is_a_pure_rule():
    # Make it pure, move it into a room, or list it in OWN_SUBJECTS with the reason.
    house.nothing_in(impure_rules(house.modules(), OWN_SUBJECTS))


def test_every_exception_is_still_needed():
    without_list = " ".join(impure_rules(house.modules(), {}))

    assert [
        path for path in OWN_SUBJECTS if path.removesuffix(".py").replace("/", ".") not in without_list
    ] == []


def test_there_is_no_drawer():
    paths = [
        p.relative_to(ROOT).as_posix() for folder in (PACKAGE, "tests") for p in (ROOT / folder).rglob("*.py")
    ]

    house.nothing_in(drawers(paths))


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("from osnowa.casework.views import contact", True),
        ("from osnowa.casework import forms", True),
        ("import osnowa.casework.urls", True),
        ("def later():\n    from osnowa.casework.exports.files import rows", True),
        ("from osnowa.casework.actions import note_contact", False),
        ("from osnowa.trainings.views import sheet", False),
        ("from django import forms", False),
    ],
)
def test_entering_a_closed_room_is_found(source, is_found):
    assert bool(entered_rooms(parse("osnowa.trainings.views", source))) is is_found


@pytest.mark.parametrize(("room", "is_found"), [("exports", False), ("tasks", False), ("views", True)])
def test_commands_enter_exports_only(room, is_found):
    module = parse("osnowa.cli.figures", f"from osnowa.indicators.{room} import table")

    assert bool(entered_rooms(module)) is is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("from django.db import models", True),
        ("from osnowa.participants.models import Person", True),
        ("from osnowa.participants.pesel import birth_date", True),
        ("from osnowa.participants import sums", False),
        ("from decimal import Decimal", False),
        ("if TYPE_CHECKING:\n    from django.db import models", False),
    ],
)
def test_an_impure_rule_is_found(source, is_found):
    invented = (
        parse("osnowa.participants.models", "from django.db import models"),
        parse("osnowa.participants.pesel", "from osnowa.participants.models import Person"),
        parse("osnowa.participants.sums", "from decimal import Decimal"),
        parse("osnowa.indicators.counting", source),
    )

    found = impure_rules(invented, {"participants/pesel.py": "a test"})

    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("path", "is_found"),
    [
        ("osnowa/projects/utils.py", True),
        ("osnowa/common/money.py", True),
        ("osnowa/projects/services/award.py", True),
        ("osnowa/ui/polish.py", False),
    ],
)
def test_a_drawer_is_found(path, is_found):
    assert drawers([path]) == ([path] if is_found else [])
