"""One run: fill throw-away databases, compare ours with the floor, and say which goals are reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.bench import crowd, floor, serving
from osnowa.bench.lists import LONGEST, list_of_strangers
from osnowa.bench.pairs import PAIRS, Ratio, Side, compare
from osnowa.bench.public import public_page
from osnowa.bench.throwaway import Use, databases
from osnowa.indicators.queries import table
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre, Membership, Organisation, Place, Role
from osnowa.participants.models import Enrolment, GroupMembership
from osnowa.projects.actions.projects import correct_project
from osnowa.projects.models import Group, Project, SupportForm, TeamRole
from osnowa.trainings.actions import mark_session
from osnowa.trainings.models import Course, Edition, MarkBatch, Session

SMALL, LARGE = "maly", "duzy"
FEW = 200
MARKS = 15
#: A day in the middle of the crowd's project, and its last one.
MIDDLE, LAST = date(2019, 8, 1), crowd.ENDS
FIRST_SESSION = date(2020, 4, 1)
NOW = datetime(2020, 6, 30, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"

Progress = Callable[[int], object]


@dataclass
class World:
    """What one database holds: a crowd, a project of two hundred, and somebody who coordinates both."""

    centre: Centre
    crowd: Project
    few: Project
    coordinator: User


def step_count(people: int) -> int:
    """Return how many steps ``run`` reports."""
    return 2 + len(_measures(people))


def run(*, people: int = 10_000, pairs: int = PAIRS, progress: Progress = lambda steps: None) -> list[Ratio]:
    """Measure on the configured engine with a crowd of ``people``; nobody's own database is opened.

    ``progress`` is called with 1 after each step. A tenth of the crowd (at least two hundred) fills the other
    database, with which the first is compared where cost must follow the project.
    """
    ratios: list[Ratio] = []
    with databases([SMALL, LARGE]) as use:
        worlds = {}
        for name, size in ((SMALL, max(people // 10, FEW)), (LARGE, people)):
            use(name)
            worlds[name] = fill(size)
            settle()
            progress(1)
        for measure in _measures(people):
            with scope(centre=worlds[LARGE].centre):
                ratios += measure(use, worlds, people, pairs)
            progress(1)
    return ratios


def fill(people: int) -> World:
    """Write a world with a crowd of ``people`` into the database at hand."""
    centre = Centre.objects.create(slug="pomiar", name="Ośrodek do pomiarów", short_name="Pomiar")
    coordinator = User.objects.create_user("pomiar@example.pl", None, name="Osoba mierząca")
    with scope(centre=centre):
        organisation = Organisation.objects.create(centre=centre, name="Ośrodek", kind="centre")
        Membership.objects.create(
            user=coordinator,
            centre=centre,
            organisation=organisation,
            role=Role.STAFF,
            begins_on=crowd.BEGINS,
        )
        projects = (
            crowd.make(centre, people, worker=coordinator),
            crowd.make(centre, FEW, worker=coordinator, slug="kilkoro", seed=2),
        )
        for project in projects:
            TeamRole.objects.create(
                project=project, user=coordinator, role=Role.COORDINATOR, begins_on=crowd.BEGINS
            )
    return World(centre, *projects, coordinator)


def settle() -> None:
    """Let the database at hand learn what it holds; outside a transaction.

    Both engines plan by statistics, which a database that has just been filled does not have; PostgreSQL also
    settles its rows, which it would otherwise do while it is being measured.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


# ---- what is measured --------------------------------------------------------------------------------------

Worlds = dict[str, World]

#: From this size on PostgreSQL looks for a small project by index. Smaller tables it reads whole, which is
#: quicker, and no sign that cost would follow the database.
LARGE_TABLES = 100_000


def _measures(people: int) -> tuple[Callable[[Use, Worlds, int, int], list[Ratio]], ...]:
    is_postgresql = connection.vendor == "postgresql"
    # The goal for marks is set against PostgreSQL's commit; SQLite's floor is hardly more than Python itself.
    marks = (marks_of_a_session,) if is_postgresql else ()
    growth = (cost_follows_the_project,) if not is_postgresql or people >= LARGE_TABLES else ()
    figures = (figures_of_the_crowd, figures_of_few, figures_of_a_past_day, *growth)
    return (*figures, pages, list_of_people, public_pages, lists_of_strangers, *marks)


def figures_of_the_crowd(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the whole table of figures of the crowd with one pass of SQL by hand."""
    use(LARGE)
    must, stretch = (1.15, 1.05) if people >= 50_000 else (1.5, 1.1)
    return [_table(f"tabela wskaźników, {people} osób", worlds[LARGE].crowd, must, stretch, pairs)]


def figures_of_few(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the table of a project of two hundred, where our own overhead shows."""
    use(LARGE)
    name = f"tabela wskaźników, {FEW} osób (albo najwyżej 3 ms)"
    return [_table(name, worlds[LARGE].few, 8, 2, pairs, or_within_ms=3)]


def _table(
    name: str, project: Project, must: float, stretch: float, pairs: int, or_within_ms: float = 0
) -> Ratio:
    check_same_numbers(project, LAST)
    return compare(
        "G1",
        name,
        engine=connection.vendor,
        ours=Side(lambda: table(project, LAST)),
        reference=Side(lambda: floor.figures(project.pk, LAST, 300)),
        must=must,
        stretch=stretch,
        or_within_ms=or_within_ms,
        pairs=pairs,
    )


def check_same_numbers(project: Project, day: date) -> None:
    """Refuse to compare answers to two different questions.

    Raises:
        AssertionError: our figures are not those of the floor.
    """
    ours = {
        row.code: [row.total] if row.women is None else [row.women, row.men, row.total]
        for row in table(project, day).rows
    }
    theirs = floor.figures(project.pk, day, 300)
    if ours != theirs:
        raise AssertionError(f"{ours} is not {theirs}")


def figures_of_a_past_day(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the table of a day in the middle with that of the last day, when all has happened."""
    use(LARGE)
    project = worlds[LARGE].crowd
    check_same_numbers(project, MIDDLE)
    return [
        compare(
            "G2",
            f"stan na dzień w połowie do stanu na koniec, {people} osób",
            engine=connection.vendor,
            ours=Side(lambda: table(project, MIDDLE)),
            reference=Side(lambda: table(project, LAST)),
            must=1.3,
            stretch=1.0,
            pairs=pairs,
        )
    ]


def cost_follows_the_project(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare a project of two hundred in the large database with the same one in the small database."""

    def in_database(name: str) -> Side:
        project, centre = worlds[name].few, worlds[name].centre

        def ask() -> object:
            with scope(centre=centre):
                return table(project, LAST)

        def open_it() -> None:
            use(name)
            ask()

        return Side(ask, prepare=open_it)

    return [
        compare(
            "G4",
            f"{FEW} osób: w bazie {people} osób do bazy {max(people // 10, FEW)}",
            engine=connection.vendor,
            ours=in_database(LARGE),
            reference=in_database(SMALL),
            must=1.2,
            stretch=1.05,
            pairs=pairs,
        )
    ]


def pages(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the number of statements of the page of figures, for the crowd and for two hundred."""
    use(LARGE)
    world = worlds[LARGE]
    asked = {
        "strona wskaźników": "",
        "lista za liczbą": "?w=at-risk",
        "lista niepoliczonych": "?w=at-risk&czesc=niepoliczone",
    }
    # Pages are read as in tests: no server, and static files without the manifest that installing makes.
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC_FILES}}
    plainly = {"STORAGES": storages, "STATIC_ROOT": None, "SECURE_SSL_REDIRECT": False}
    with override_settings(ALLOWED_HOSTS=["testserver"], **plainly):
        client = Client()
        client.force_login(world.coordinator)
        return [
            _counted(
                f"{name}: zapytania zamiast ms, {people} do {FEW} osób",
                *(_statements(client, panel("indicators:table", each.slug) + query) for each in projects),
            )
            for name, query in asked.items()
            for projects in [(world.crowd, world.few)]
        ]


def public_pages(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the public page of a project of two hundred, made and kept, with a bare Django view."""
    use(LARGE)
    world = worlds[LARGE]
    return public_page(world.few, by=world.coordinator, at=NOW, people=FEW, pairs=pairs)


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address} answers {answer.status_code}")
    return len(asked)


def _counted(name: str, ours: int, reference: int) -> Ratio:
    return Ratio(
        goal="G15",
        name=name,
        engine=connection.vendor,
        pairs=1,
        ours_ms=ours,
        reference_ms=reference,
        ratio=round(ours / reference, 3),
        must=1.0,
        stretch=1.0,
        reached=ours <= reference,
    )


def list_of_people(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare the list of people over HTTP with a bare Django page of the same fifty, in both databases.

    Ours twice: as it is read between two writings, and with everything counted for each page.
    """
    ratios = []
    for name in (SMALL, LARGE):
        use(name)
        world = worlds[name]
        with scope(centre=world.centre):
            begin_journal(world)
            ours_address = panel("participants:people")
        addresses = {serving.OURS: ours_address, serving.UNKEPT: ours_address, serving.BARE: "/osoby/"}
        with serving.served(world.coordinator, addresses) as served:
            reference = served[serving.BARE]
            for module, how in ((serving.OURS, "między wpisami"), (serving.UNKEPT, "po każdym wpisie")):
                serving.check_same_rows(served[module], reference)
                ratios += serving.compare_pages(
                    "G8",
                    f"lista 50 z {Enrolment.objects.count()} osób, {how}, 8 połączeń",
                    ours=served[module],
                    reference=reference,
                    must=1.5,
                    stretch=1.0,
                    pairs=pairs,
                    # A run of one pair only shows that all of it works.
                    requests=min(serving.REQUESTS, 5 * pairs),
                )
    use(LARGE)
    return ratios


def begin_journal(world: World) -> None:
    """Write an entry: a crowd is written past the journal, and what is kept is named after its last entry."""
    correct_project(project=world.few, lead="Zaczynamy.", by=world.coordinator, at=NOW)


def marks_of_a_session(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare saving fifteen marks (checks, batch, ledger, audit) with writing the same rows by hand."""
    use(LARGE)
    world = worlds[LARGE]
    planned = iter(plan_sessions(world, 2 * (pairs + 2)))
    enrolments = [
        each.pk
        for each in Enrolment.objects.filter(
            project=world.few, memberships__group=Edition.objects.get().group
        )
    ][:MARKS]
    marks = dict.fromkeys(enrolments, ("present",))
    form, batch = world.few.support_forms.get(mode=SupportForm.Mode.GROUP).pk, 0

    def ours() -> None:
        mark_session(session=next(planned), marks=marks, by=world.coordinator, at=NOW)

    def reference() -> None:
        session = next(planned)
        floor.mark(session.pk, form, batch, enrolments, session.held_on, NOW)

    ours()
    batch = MarkBatch.objects.latest("pk").pk
    return [
        compare(
            "G7",
            f"{MARKS} obecności: zapis z kontrolą i dziennikiem do samych wierszy",
            engine=connection.vendor,
            ours=Side(ours, repeatable=False),
            reference=Side(reference, repeatable=False),
            must=4,
            stretch=2,
            pairs=pairs,
        )
    ]


def lists_of_strangers(use: Use, worlds: Worlds, people: int, pairs: int) -> list[Ratio]:
    """Compare reading a list with the parser alone, and measure its dry run among the crowd."""
    use(LARGE)
    return list_of_strangers(worlds[LARGE].crowd, today=LAST, count=min(people, LONGEST), pairs=pairs)


def plan_sessions(world: World, count: int) -> list[Session]:
    """Write a course of ``count`` past sessions for a new group of fifteen in the project of few."""
    project = world.few
    group = Group.objects.create(project=project, name="Grupa mierzona")
    joined = Enrolment.objects.filter(project=project, first_support_on__isnull=False, exits=None)[:MARKS]
    GroupMembership.objects.bulk_create(
        GroupMembership(enrolment=each, group=group, joined_on=each.enrolled_on) for each in joined
    )
    form = SupportForm.objects.create(
        project=project, name="Trening", kind="active-integration", mode="group"
    )
    course = Course.objects.create(form=form, name="Trening", meetings=count)
    place = Place.objects.create(centre=world.centre, name="Sala", address_line="ul. Hubska 30")
    edition = Edition.objects.create(course=course, group=group, trainer=world.coordinator, place=place)
    return Session.objects.bulk_create(
        Session(
            edition=edition,
            number=number,
            topic="Trening",
            held_on=FIRST_SESSION + timedelta(days=number),
            begins_at=time(10),
            ends_at=time(11, 30),
        )
        for number in range(1, count + 1)
    )
