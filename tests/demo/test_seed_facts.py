"""Each fact that the centre's old pages told stands on the new ones, and comes from its record.

Only the plan is loaded, without people: what these pages tell besides their figures needs none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django_scopes import scope

from osnowa.clock.actions import begin_demo, set_demo_clock
from osnowa.demo import facts, figures, other_projects, plan
from osnowa.indicators.actions.targets import correct_target
from osnowa.indicators.models import Target
from osnowa.organisations.actions import centres, directory
from osnowa.organisations.models import ContactPoint, Organisation, Unit
from osnowa.projects.actions import (
    groups,
    local_programmes,
    partnerships,
    programmes,
    projects,
    rounds,
    sections,
    support_forms,
    team,
    terms,
)
from osnowa.projects.models import LocalProgramme, PageSection, Programme, Project

PROJECT = "/projekty/pas-ja/"
PAL = f"{PROJECT}pal/przedmiescie-olawskie-i-ksieze/"
CONTACT = "/kontakt/"


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker) -> Iterator[plan.Plan]:
    """The plan of the demo for the whole file; each test rolls back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        begin_demo(today=facts.DEMO_DAY)
        centre = centres.add_centre(by=None, at=plan.at(plan.SIGNED_ON), **facts.CENTRE)
        with scope(centre=centre):
            laid = plan.lay(centre)
            figures.promise(laid)
            other_projects.publish(laid)
        yield laid
        transaction.set_rollback(True)


@pytest.fixture
def laid(published, db) -> Iterator[plan.Plan]:
    with scope(centre=published.centre):
        yield published


def words(address: str) -> str:
    """Return what a reader of the page sees, with ordinary spaces."""
    response = Client().get(address)
    assert response.status_code == 200, address
    main = response.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


# ---- each fact stands on its page --------------------------------------------------------------------------

MARKS = "Fundusze Europejskie Rzeczpospolita Polska Dolny Śląsk Unia Europejska"
SEED_002 = [
    MARKS,
    "PAS-ja",
    "Projekt trwa od 25.09.2018 do 30.06.2020.",
    "Realizuje Miejski Ośrodek Pomocy Społecznej we Wrocławiu",
    "W imieniu Gmina Wrocław",
    "Regionalny Program Operacyjny Województwa Dolnośląskiego 2014–2020",
    "Europejski Fundusz Społeczny",
    # the problem
    "są coraz bardziej osamotnieni",
    "trudności z integracją społeczną, w tym zawodową",
    "zagrożeni ubóstwem lub wykluczeniem społecznym",
    "korzystają ze wsparcia MOPS",
    # goals
    "Większe szanse na integrację społeczną, w tym zdolność do zatrudnienia, 180 klientów MOPS",
    "dzięki instrumentom aktywnej integracji",
    "Mocniejsze więzi w środowiskach lokalnych",
    "Większa aktywność społeczna, kompetencje osobiste i umiejętności życiowe",
    # what is done
    "8 programów, 2 tury po 8 grup.",
    "usługami aktywnej integracji o charakterze społecznym",
    "Intensywna praca socjalna",
    "Treningi rozwoju osobistego",
    "Treningi aktywności społecznej",
    "Treningi umiejętności życiowych",
    "Treningi autoprezentacji",
    "Poradnictwo indywidualne",
    "Indywidualne wsparcie z nowoczesnych technologii",
    "Grupa wsparcia dla osób doświadczających przemocy",
    "opieka nad dzieckiem lub osobą zależną",
    "ubezpieczenie NNW",
    # what a PAL is
    "plan pracy z jednym środowiskiem: gminą, dzielnicą, osiedlem albo grupą mieszkańców",
    "oraz z ich otoczeniem",
    "Pomaga ludziom zagrożonym wykluczeniem działać razem i rozwiązywać wspólne problemy",
    "z usług społecznych, zawodowych, edukacyjnych i zdrowotnych",
    "dla kogo jest i po co, jakich rezultatów się spodziewa, co zrobi, jaką metodą i kiedy",
    "z jakich badań albo wskaźników wiadomo, że właśnie to środowisko potrzebuje wsparcia",
    # expected effects
    "0 z 180 Liczba osób zagrożonych ubóstwem lub wykluczeniem społecznym objętych wsparciem w programie",
    "0 z 62 Liczba osób z niepełnosprawnościami objętych wsparciem w programie",
    "0 z 110 Liczba osób zagrożonych ubóstwem lub wykluczeniem społecznym, które osiągnęły postęp "
    "w rozumieniu efektywności społecznej",
    "0 z 15 Liczba przeprowadzonych inicjatyw społecznych",
    # money
    "1 478 268,32 zł wartość projektu",
    "1 256 528,05 zł wkład Funduszy Europejskich",
    # office
    "Biuro Projektu Centrum Pracy Socjalnej i Rodziny Zespół ds. Aktywizacji i Integracji "
    "ul. Hubska 30-32, 50-502 Wrocław 71 78 49 605 71 78 23 573",
]
SEED_004 = [
    MARKS,
    "PAS-ja na Przedmieściu Oławskim i Księżu",
    "Osiedla: Księże, Przedmieście Oławskie",
    "Tura 1 IX 2018 – VII 2019",
    # the environment
    "badania ankietowe na obu osiedlach i dane MOPS",
    "Osiedla różni zabudowa i położenie",
    "„starych” mieszkańców, którzy znają się od pokoleń",
    "„nowych” z nowych inwestycji, którzy nie szukają kontaktu",
    "wandalizm",
    "awantury sąsiedzkie",
    "agresja słowna",
    "alkohol w miejscach publicznych, na ławkach i skwerach",
    "małe zaangażowanie w sprawy osiedla",
    # people
    "osoby zagrożone wykluczeniem, które mają kilka problemów naraz",
    "ubóstwo",
    "brak zatrudnienia, w tym bezrobocie",
    "niepełnosprawność, długotrwała lub ciężka choroba",
    "przemoc w rodzinie",
    "zaburzenia psychiczne",
    "uzależnienie od alkoholu",
    "bezradność w prowadzeniu gospodarstwa domowego",
    # what they lack
    "nawyku pracy",
    "systematyczności",
    "innych powodów do pracy niż pieniądze",
    "niezależności od instytucji pomocowych",
    "umiejętności porozumiewania się",
    "dbałości o wygląd",
    "czas mija samotnie, w domu",
    "kontaktów i więzi z sąsiadami i znajomymi",
    "udziału w życiu kulturalnym",
    "aktywności fizycznej",
    "aktywności obywatelskiej",
    "umiejętności załatwiania spraw w urzędach",
    "umiejętności rozwiązywania własnych problemów",
    "umiejętności dbania o finanse",
    "korzystać z nowych technologii, zachować się w różnych sytuacjach",
    # addressees and goal
    "11 mieszkańców Przedmieścia Oławskiego i Księża, którzy korzystają ze świadczeń MOPS",
    "są niezaradni życiowo i zagrożeni ubóstwem lub wykluczeniem społecznym",
    "Większe szanse na integrację społeczną, w tym zdolność do zatrudnienia",
    "umiejętnościom życiowym, kompetencjom osobistym, aktywności społecznej i więziom lokalnym",
    "włączali się w życie osiedla i sami coś zaczynali",
    "pokonywać własne bariery, aktywnie spędzali wolny czas i lepiej się porozumiewali",
    # results
    "Większa motywacja do pokonywania barier i do aktywizacji społecznej i zawodowej",
    "Samodzielne funkcjonowanie w społeczeństwie",
    "Lepszy dostęp do ważnych informacji",
    "Większe kompetencje społeczne i osobiste",
    "Znajomość dobrych manier i norm w towarzystwie, pracy, domu i przy stole",
    "Wyższa samoocena, dbałość o wizerunek i umiejętność autoprezentacji",
    "Umiejętność korzystania z nowoczesnych technologii",
    # forms of support
    "12 form wsparcia, 7 grup form.",
    "Intensywna praca socjalna forma indywidualna, minimum 2 kontakty w miesiącu",
    "Indywidualny Harmonogram Wsparcia",
    "Rozmowy wspierają, uczą i motywują.",
    "Treningi rozwoju osobistego Trening „Poznaj-MY SIEBIE” , forma grupowa, 4 spotkania",
    "rozmawiać w grupie, nazywać emocje i dostrzegać swoje mocne strony",
    "Trening manualny , forma grupowa, 7 spotkań",
    "kartki świąteczne i ozdoby na Boże Narodzenie i Wielkanoc",
    "Trening fotograficzny , forma grupowa",
    "od portretu po zdjęcia w plenerze",
    "Treningi aktywności społecznej Trening interpersonalny , forma grupowa",
    "w plenerze i w instytucjach kultury, na przykład w muzeum",
    "Trening tworzenia inicjatyw społecznych , forma grupowa",
    "Odwiedzamy instytucje i organizacje",
    "Trening – Animacja , forma grupowa",
    "inicjatywę dla osób z Dziennego Domu Pomocy Społecznej przy ul. Komuny Paryskiej",
    "Poradnictwo indywidualne Indywidualne poradnictwo socjalne , forma indywidualna",
    "miejskie programy i projekty socjalne",
    "Treningi umiejętności życiowych Trening kulinarny , forma grupowa",
    "Część teoretyczna i wspólne gotowanie. Uczymy się, jak zdrowo jeść.",
    "Trening savoir-vivre , forma grupowa",
    "normy i zwyczaje w towarzystwie, w pracy, w domu i przy stole",
    "Trening nowoczesnych technologii , forma indywidualna",
    "systemu Windows, pakietu MS Office (jak napisać i wydrukować tekst), pamięci przenośnej i Internetu",
    "zakłada pocztę elektroniczną i wyszukuje ważne informacje",
    "Treningi autoprezentacji Trening – Autoprezentacja",
    "rozmowa o pracę, wyjście do instytucji kultury albo spotkanie towarzyskie",
    "pewność siebie i poczucie własnej wartości",
    # local partners
    "13 partnerów lokalnych.",
    *(name for name, _kind, _gives in facts.FIRST_PROGRAMME["partners"]),
    # money
    "Program jest częścią projektu PAS-ja, który współfinansuje Unia Europejska.",
    "Regionalny Program Operacyjny Województwa Dolnośląskiego 2014–2020",
    "Europejski Fundusz Społeczny",
    # who coordinates: the function and the way to reach it are known, the name is invented
    "zastępczyni kierownika zespołu Zespół Terenowej Pracy Socjalnej nr 5 "
    "ul. Kniaziewicza 29, 50-455 Wrocław 71 33 52 379",
]
FRAME = [
    "ul. Strzegomska 6, 53-611 Wrocław",
    "Sekretariat 7:30 – 15:30 Niektóre biura mogą pracować w innych godzinach.",
    "71 78 22 322 infolinia 71 78 22 300 do 303",
    "Faks: 71 78 22 405",
    "sekretariat@mops.wroclaw.pl",
    "Kasy poniedziałek – piątek: 10:00 – 14:00 ostatni dzień miesiąca: 10:00 – 12:00 ul. Strzegomska 6",
    "Świadczenia rodzinne i alimentacyjne Zadzwoń, zapytaj o godziny 71 79 99 274 71 78 22 326 wypłaty "
    "501 928 501 Program Rodzina 500+",
    "Dodatki mieszkaniowe Zadzwoń, zapytaj o godziny 71 78 22 346 71 78 22 348",
    "Karta Rodzina Plus i Karta Dużej Rodziny poniedziałek – środa i piątek: 8:00 – 15:00 "
    "czwartek: 8:00 – 16:30 ul. Namysłowska 8 71 78 23 595 71 78 23 594",
    "Powiatowy Zespół ds. Orzekania o Niepełnosprawności poniedziałek – piątek: 8:00 – 15:00 "
    "pl. Solidarności 1/3/5, III piętro, pokój 316 71 78 22 360 71 78 22 362 71 78 22 363 "
    "zon@mops.wroclaw.pl",
    "Zespół Terenowej Pracy Socjalnej nr 5",
    "Centrum Pracy Socjalnej i Rodziny Zespół ds. Aktywizacji i Integracji",
    "Więcej w innych serwisach Biuletyn Informacji Publicznej: strona główna",
]


@pytest.mark.parametrize(
    ("address", "known"),
    [(PROJECT, SEED_002), (PAL, SEED_004), (CONTACT, FRAME)],
    ids=["002", "004", "frame"],
)
def test_every_fact_stands_on_its_page(laid, address, known):
    page = words(address)

    assert [fact for fact in known if fact not in page] == []


def test_the_counted_things_are_as_many_as_the_page_told(laid):
    told = facts.FIRST_PROGRAMME

    assert len([kind for kind, _text in told["findings"] if kind == "deficit"]) == 15
    assert (len(told["results"]), len(told["partners"])) == (7, 13)
    forms = LocalProgramme.objects.get(slug=told["slug"]).support_forms.all()
    assert (len(forms), len({form.heading for form in forms})) == (12, 7)


PANDEMIC = (
    "W okresie pandemii oczekujemy na Państwa telefony od poniedziałku do piątku, od godziny 7:30 do 19:00. "
    "Kontakt: tel. 71 78 22 300 do 303."
)


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        (facts.DEMO_DAY, False),
        (date(2020, 3, 13), False),
        (date(2020, 3, 14), True),
        (date(2021, 6, 30), True),
        (date(2021, 7, 1), False),
    ],
)
@pytest.mark.parametrize("address", [PROJECT, PAL, CONTACT, "/"])
def test_the_line_of_the_pandemic_stands_above_everything_on_its_days(laid, address, day, is_shown):
    set_demo_clock(today=day)

    above = Client().get(address).content.decode().partition("<main")[0]

    assert (PANDEMIC in above.replace("\u00a0", " ")) is is_shown


def test_the_page_of_the_programme_is_one_click_from_its_project(laid):
    assert f'href="{PAL}"' in Client().get(PROJECT).content.decode()


# ---- each structured fact comes from its record ------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """A record that is changed by its own verb: what the page says before and after."""

    address: str
    before: str
    after: str
    change: Callable[[dict], object]


def by(laid: plan.Plan) -> dict:
    return {"by": laid.administrator, "at": plan.at(facts.DEMO_DAY)}


def pas_ja() -> Project:
    return Project.objects.get(slug="pas-ja")


def pal() -> LocalProgramme:
    return LocalProgramme.objects.get(slug=facts.FIRST_PROGRAMME["slug"])


def form(name: str):
    return pas_ja().support_forms.get(name=name)


def first_round():
    return pal().rounds.get(number=1)


def corrected_unit(called: str, done: dict, **changes) -> Unit:
    unit = Unit.objects.get(name=called)
    known = {key: getattr(unit, key) for key in ("name", "team", "address_line", "hours", "position")}
    return directory.correct_unit(unit=unit, **{**known, **changes}, **done)


def corrected_phone(number: str, new: str, done: dict) -> ContactPoint:
    point = ContactPoint.objects.get(value=number)
    return directory.correct_contact_point(
        contact_point=point, kind="phone", value=new, purpose="zapisy", **done
    )


def corrected_body(body: Organisation, done: dict, **changes) -> Organisation:
    known = {key: getattr(body, key) for key in ("name", "kind", "seat", "krs", "nip")}
    return directory.correct_organisation(organisation=body, **{**known, **changes}, **done)


def one_group_more(done: dict) -> None:
    for number in (1, 2):
        for each in LocalProgramme.objects.all():
            planned = each.rounds.get(number=number)
            groups.add_group(
                project=pas_ja(), round=planned, name=f"Druga {each.number}/{number}", capacity=5, **done
            )


MOVED = {
    "period": Moved(
        PROJECT,
        "Projekt trwa od 25.09.2018 do 30.06.2020.",
        "Projekt trwa od 25.09.2018 do 31.07.2020.",
        lambda done: terms.correct_terms(terms=pas_ja().terms.get(), ends_on=date(2020, 7, 31), **done),
    ),
    "value": Moved(
        PROJECT,
        "1 478 268,32 zł",
        "1 500 000,00 zł",
        lambda done: terms.correct_terms(terms=pas_ja().terms.get(), total_pln=Decimal(1500000), **done),
    ),
    "EU part": Moved(
        PROJECT,
        "1 256 528,05 zł",
        "1 000 000,10 zł",
        lambda done: terms.correct_terms(terms=pas_ja().terms.get(), eu_pln=Decimal("1000000.10"), **done),
    ),
    "target": Moved(
        PROJECT,
        "0 z 62",
        "0 z 70",
        lambda done: correct_target(target=Target.objects.get(indicator__code="ozn"), value=70, **done),
    ),
    "executing unit": Moved(
        PROJECT,
        "Realizuje Miejski Ośrodek",
        "Partner wiodący Gmina Wrocław",
        lambda done: partnerships.correct_partnership(
            partnership=pas_ja().partnerships.get(part="executing_unit"),
            ends_before=date(2019, 4, 1),
            **done,
        ),
    ),
    "leader": Moved(
        PROJECT,
        "W imieniu Gmina Wrocław",
        "W imieniu Gmina Testowo",
        lambda done: corrected_body(Organisation.objects.get(kind="gmina"), done, name="Gmina Testowo"),
    ),
    "programme": Moved(
        PROJECT,
        "Regionalny Program Operacyjny Województwa Dolnośląskiego 2014–2020",
        "Inny program",
        lambda done: programmes.correct_programme(
            programme=Programme.objects.get(code=facts.PROGRAMME["code"]), name="Inny program", **done
        ),
    ),
    "problem": Moved(
        PROJECT,
        "są coraz bardziej osamotnieni",
        "Sąsiedzi się nie znają.",
        lambda done: projects.correct_project(project=pas_ja(), problem="Sąsiedzi się nie znają.", **done),
    ),
    "specific goal": Moved(
        PROJECT,
        "Mocniejsze więzi w środowiskach lokalnych",
        "Jeden cel",
        lambda done: projects.correct_project(project=pas_ja(), specific_goals="Jeden cel", **done),
    ),
    "accompanying support": Moved(
        PROJECT,
        "ubezpieczenie NNW",
        "bilety na dojazd",
        lambda done: projects.correct_project(
            project=pas_ja(), accompanying_support="bilety na dojazd", **done
        ),
    ),
    "groups of a round": Moved(PROJECT, "2 tury po 8 grup.", "2 tury po 16 grup.", one_group_more),
    "heading": Moved(
        PROJECT,
        "Treningi autoprezentacji",
        "Dobre wrażenie",
        lambda done: support_forms.correct_support_form(
            form=form("Trening – Autoprezentacja"), heading="Dobre wrażenie", **done
        ),
    ),
    "office": Moved(
        PROJECT,
        "ul. Hubska 30-32, 50-502 Wrocław",
        "ul. Nowa 1",
        lambda done: corrected_unit(facts.OFFICE["name"], done, address_line="ul. Nowa 1"),
    ),
    "phone of the office": Moved(
        PROJECT,
        "71 78 49 605",
        "71 78 49 600 zapisy",
        lambda done: corrected_phone("+48717849605", "71 78 49 600", done),
    ),
    "section": Moved(
        "/projekty/trampolina/",
        "Co robimy",
        "Jak pomagamy",
        lambda done: sections.correct_page_section(
            section=PageSection.objects.get(project__slug="trampolina", heading="Co robimy"),
            heading="Jak pomagamy",
            **done,
        ),
    ),
    "meetings": Moved(
        PAL,
        "Trening manualny , forma grupowa, 7 spotkań",
        "Trening manualny , forma grupowa, 5 spotkań",
        lambda done: support_forms.correct_support_form(
            form=form("Trening manualny"), planned_amount=Decimal(5), **done
        ),
    ),
    "contacts a month": Moved(
        PAL,
        "minimum 2 kontakty w miesiącu",
        "minimum 3 kontakty w miesiącu",
        lambda done: support_forms.correct_support_form(
            form=form(facts.INTENSIVE_WORK), planned_amount=Decimal(3), **done
        ),
    ),
    "what a form is about": Moved(
        PAL,
        "Uczymy się, jak zdrowo jeść.",
        "Pieczemy chleb.",
        lambda done: support_forms.correct_support_form(
            form=form("Trening kulinarny"), description="Pieczemy chleb.", **done
        ),
    ),
    "forms of the programme": Moved(
        PAL,
        "12 form wsparcia, 7 grup form.",
        "2 formy wsparcia, 1 grupa form.",
        lambda done: local_programmes.correct_local_programme(
            programme=pal(),
            support_forms=[form("Trening manualny"), form("Trening fotograficzny")],
            **done,
        ),
    ),
    "finding": Moved(
        PAL,
        "wandalizm",
        "hałas (34 z 120 osób)",
        lambda done: local_programmes.correct_finding(
            finding=pal().findings.get(text="wandalizm"), text="hałas", named_by=34, asked=120, **done
        ),
    ),
    "deficit": Moved(
        PAL,
        "dbałości o wygląd",
        "wolnego czasu",
        lambda done: local_programmes.correct_finding(
            finding=pal().findings.get(text="dbałości o wygląd"), text="wolnego czasu", **done
        ),
    ),
    "diagnosis method": Moved(
        PAL,
        "badania ankietowe na obu osiedlach i dane MOPS",
        "spacer badawczy",
        lambda done: local_programmes.correct_local_programme(
            programme=pal(), diagnosis_method="spacer badawczy", **done
        ),
    ),
    "addressees": Moved(
        PAL,
        "11 mieszkańców",
        "12 mieszkańców",
        lambda done: local_programmes.correct_local_programme(
            programme=pal(), addressees="12 mieszkańców", **done
        ),
    ),
    "goal": Moved(
        PAL,
        "więziom lokalnym",
        "Więcej odwagi.",
        lambda done: local_programmes.correct_local_programme(programme=pal(), goal="Więcej odwagi.", **done),
    ),
    "result": Moved(
        PAL,
        "Lepszy dostęp do ważnych informacji",
        "Więcej wiedzy Poznamy to po tym: ankieta",
        lambda done: local_programmes.correct_expected_result(
            result=pal().expected_results.get(text="Lepszy dostęp do ważnych informacji"),
            text="Więcej wiedzy",
            seen_by="ankieta",
            **done,
        ),
    ),
    "local partner": Moved(
        PAL,
        "13 partnerów lokalnych.",
        "12 partnerów lokalnych.",
        lambda done: local_programmes.withdraw_local_partner(
            partner=pal().local_partners.get(organisation__name="Muzeum Etnograficzne"), **done
        ),
    ),
    "what a local partner gives": Moved(
        PAL,
        "Muzeum Etnograficzne Rada",
        "Muzeum Etnograficzne bilety",
        lambda done: local_programmes.correct_local_partner(
            partner=pal().local_partners.get(organisation__name="Muzeum Etnograficzne"),
            gives="bilety",
            **done,
        ),
    ),
    "period of a round": Moved(
        PAL,
        "Tura 1 IX 2018 – VII 2019",
        "Tura 1 25.09.2018 – 31.07.2019",
        lambda done: rounds.correct_round(planned=first_round(), period_as_written="", **done),
    ),
    "areas of a round": Moved(
        PAL,
        "Tura 1 IX 2018 – VII 2019 Osiedla: Księże, Przedmieście Oławskie",
        "Tura 1 IX 2018 – VII 2019 Osiedla: Księże Tura 2",
        lambda done: rounds.correct_round(
            planned=first_round(), areas=list(first_round().areas.filter(name="Księże")), **done
        ),
    ),
    "who coordinates": Moved(
        PAL,
        "zastępczyni kierownika zespołu",
        "specjalistka",
        lambda done: team.correct_team_role(
            team_role=first_round().coordinator, title="specjalistka", **done
        ),
    ),
    "phone of the coordinator": Moved(
        PAL,
        "71 33 52 379",
        "71 33 52 380",
        lambda done: corrected_phone("+48713352379", "71 33 52 380", done),
    ),
    "hours": Moved(
        CONTACT,
        "ostatni dzień miesiąca: 10:00 – 12:00",
        "ostatni dzień miesiąca: 9:00 – 11:00",
        lambda done: corrected_unit("Kasy", done, hours="ostatni dzień miesiąca: 9:00 – 11:00"),
    ),
    "place on the contact page": Moved(
        CONTACT,
        "we Wrocławiu, ul. Strzegomska 6, 53-611 Wrocław Sekretariat",
        "we Wrocławiu, ul. Strzegomska 6, 53-611 Wrocław Kasy",
        lambda done: corrected_unit("Sekretariat", done, position=9),
    ),
}


@pytest.mark.parametrize("moved", MOVED.values(), ids=MOVED.keys())
def test_a_changed_record_changes_the_page(laid, moved):
    before = words(moved.address)
    assert (moved.before in before, moved.after in before) == (True, False)

    moved.change(by(laid))

    after = words(moved.address)
    assert (moved.before in after, moved.after in after) == (False, True)


# ---- the other projects of the centre ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "known"),
    [
        (
            "wygrana-rodzina",
            [
                "Fundusze Europejskie dla Rozwoju Społecznego 2021–2027",
                "5.1 Innowacje społeczne (innowacyjne działania społeczne)",
                "Stowarzyszenie Edukacji Krytycznej, Wrocław, ul. Legnicka 65 Przedmieście Oławskie",
                "Fundacja Ładne Historie, Wrocław, ul. Marii Skłodowskiej-Curie 63a Plac Grunwaldzki",
                "Stowarzyszenie Żółty Parasol i Partnerzy, Wrocław, ul. Bolesława Prusa 37/39 Ołbin",
                "KOKON",
                "Okres projektu: jeszcze nieustalony.",
            ],
        ),
        (
            "mieszkania-wspomagane",
            [
                "Okres projektu: XII 2017 – IV 2019.",
                "Europejski Fundusz Rozwoju Regionalnego",
                "6 Infrastruktura spójności społecznej",
                "6.1 Inwestycje w infrastrukturę społeczną",
                "6.1.2 Inwestycje w infrastrukturę społeczną – ZIT Wrocławskiego Obszaru Funkcjonalnego",
                "Zarząd Zasobu Komunalnego",
                "24 miejsca",
            ],
        ),
        ("trzy-mieszkania", ["Okres projektu: w tym samym czasie co cztery mieszkania.", "3 mieszkania"]),
        ("trampolina", ["Okres projektu: od III 2019.", "7 mieszkaniach", "Europejski Fundusz Społeczny"]),
        (
            "we-ep",
            [
                "Projekt trwał od 2.01.2006 do 31.12.2007.",
                "Treść tej strony jest z 28.11.2007.",
                "Dzień 28.11.2007 jest zmyślony",
                "Sektorowy Program Operacyjny Rozwój Zasobów Ludzkich 2004–2006",
                "1.5 Promocja aktywnej polityki społecznej poprzez wsparcie grup szczególnego ryzyka",
                "43 szkolenia",
            ],
        ),
    ],
)
def test_the_other_projects_have_pages_without_figures(laid, slug, known):
    page = words(f"/projekty/{slug}/")

    assert [fact for fact in known if fact not in page] == []
    # The mark of the region stands only where a regional programme pays.
    assert ("Dolny Śląsk" in page) is (slug == "mieszkania-wspomagane")
    assert "Co już się udało" not in page
    assert "wartość projektu" not in page


def test_the_list_names_all_six_with_their_states(laid):
    page = words("/projekty/").partition("Projekt Okres Stan")[2]

    assert re.findall(r"(trwa|w przygotowaniu|zamknięty)(?: |$)", page) == [
        *["trwa"] * 4,
        "w przygotowaniu",
        "zamknięty",
    ]


def test_no_name_of_a_real_person_stands_anywhere(laid):
    addresses = [f"/projekty/{each.slug}/" for each in Project.objects.filter(is_public=True)]

    for address in (*addresses, PAL, CONTACT, "/projekty/", "/"):
        assert [name for name in ("Grochowska", "Olber") if name in words(address)] == [], address
