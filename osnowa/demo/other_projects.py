"""The further projects of the first centre, as far as their pages tell: plans in words, nobody in them.

What a page does not say stays unknown here: no amounts, no people, and no invented date but the content
day of the oldest project, whose page says so.
"""

from datetime import date
from typing import Any

from osnowa.accounts.models import User
from osnowa.demo.plan import SIGNED_ON, Plan, at
from osnowa.organisations.actions import directory
from osnowa.organisations.models import Organisation
from osnowa.projects.actions import partnerships, programmes, projects, publishing, sections, terms
from osnowa.projects.models import Measure, Partnership, Programme, Project

ESF = "Europejski Fundusz Społeczny"

# key → programme; its priority; its measures from the whole to the part. Names of priorities are from memory.
PROGRAMMES: dict[str, dict[str, Any]] = {
    "fers": {
        "programme": {
            "code": "FERS 2021–2027",
            "name": "Fundusze Europejskie dla Rozwoju Społecznego 2021–2027",
            "fund": "Europejski Fundusz Społeczny Plus",
            "is_eu": True,
            "period": "2021–2027",
        },
        "priority": {"number": "V", "name": "Innowacje społeczne"},
        "measures": [{"number": "5.1", "name": "Innowacje społeczne (innowacyjne działania społeczne)"}],
    },
    "works": {
        "programme": {
            "code": "RPO WD 2014–2020 (EFRR)",
            "name": "Regionalny Program Operacyjny Województwa Dolnośląskiego 2014–2020",
            "fund": "Europejski Fundusz Rozwoju Regionalnego",
            "is_eu": True,
            "period": "2014–2020",
            "region": "Dolny Śląsk",
        },
        "priority": {"number": "6", "name": "Infrastruktura spójności społecznej"},
        "measures": [
            {"number": "6.1", "name": "Inwestycje w infrastrukturę społeczną"},
            {
                "number": "6.1.2",
                "name": "Inwestycje w infrastrukturę społeczną – ZIT Wrocławskiego Obszaru Funkcjonalnego",
                "is_iti": True,
            },
        ],
    },
    "training": {
        "programme": {
            "code": "SPO RZL 2004–2006",
            "name": "Sektorowy Program Operacyjny Rozwój Zasobów Ludzkich 2004–2006",
            "fund": ESF,
            "is_eu": True,
            "period": "2004–2006",
        },
        "priority": {
            "number": "1",
            "name": "Aktywna polityka rynku pracy oraz integracji zawodowej i społecznej",
        },
        "measures": [
            {
                "number": "1.5",
                "name": "Promocja aktywnej polityki społecznej poprzez wsparcie grup szczególnego ryzyka",
            }
        ],
    },
}

# name, kind, seat, estate where it works
WINNERS = [
    (
        "Stowarzyszenie Edukacji Krytycznej",
        Organisation.Kind.ASSOCIATION,
        "Wrocław, ul. Legnicka 65",
        "Przedmieście Oławskie",
    ),
    (
        "Fundacja Ładne Historie",
        Organisation.Kind.FOUNDATION,
        "Wrocław, ul. Marii Skłodowskiej-Curie 63a",
        "Plac Grunwaldzki",
    ),
    (
        "Stowarzyszenie Żółty Parasol i Partnerzy",
        Organisation.Kind.ASSOCIATION,
        "Wrocław, ul. Bolesława Prusa 37/39",
        "Ołbin",
    ),
]
PROPERTY_BOARD = "Zarząd Zasobu Komunalnego"
LEADER = ("gmina", Partnership.Part.LEADER)
EXECUTING = ("own", Partnership.Part.EXECUTING_UNIT)

#: What each project's page says; ``parts`` are (body, its part), ``sections`` are (heading, text).
PAGES: list[dict[str, Any]] = [
    {
        "programme": "fers",
        "parts": [LEADER, EXECUTING],
        "terms": {"period_as_written": "jeszcze nieustalony"},
        "project": {
            "slug": "wygrana-rodzina",
            "title": "Wrocławska Wygrana Rodzina",
            "rule_pack": "esf-plus-2021-2027",
            "lead": (
                "Chcemy wspierać rodziny, w których bieda przechodzi z pokolenia na pokolenie, i angażować "
                "do tego ich sąsiadów na trzech osiedlach."
            ),
            "problem": (
                "Dla rodzin z doświadczeniem wielopokoleniowej biedy i dla środowisk, w których żyją."
            ),
            "main_goal": (
                "Dopasujemy do lokalnych warunków i wdrożymy model „Wygrana rodzina”, który wzmacnia kapitał "
                "społeczny rodzin."
            ),
        },
        "sections": [
            (
                "Model „Wygrana rodzina”",
                "Model nosił najpierw nazwę: Model Przeciwdziałania Dziedziczenia Biedy KOKON. Jest dla "
                "miejsc, na przykład dzielnic i osiedli, w których skupia się bieda i inne trudności, "
                "a kolejne pokolenia je dziedziczą.",
            ),
            (
                "Gdzie będziemy działać",
                "- Przedmieście Oławskie\n- Ołbin\n- Plac Grunwaldzki\n\nNa każdym osiedlu działamy "
                "z organizacją, która wygrała tam konkurs Gminy Wrocław. Powstaną trzy takie projekty.",
            ),
            (
                "Co robimy razem z organizacjami",
                "- przygotowujemy projekt: z dokumentacją wniosków o dofinansowanie, wytycznymi i ofertą "
                "organizacji\n"
                "- zarządzamy nim i rozliczamy dofinansowanie\n"
                "- ustalamy rezultaty i wskaźniki, potem śledzimy, jak rosną\n"
                "- promujemy projekt",
            ),
            (
                "Co robią organizacje",
                "Na przykład:\n- praca z dziećmi\n- opieka nad dziećmi, gdy rodzice są na warsztatach\n"
                "- praca z rodzinami i z rodzicami\n- praca w środowisku lokalnym\n- inne zadania z projektu",
            ),
        ],
    },
    {
        "programme": "works",
        "parts": [LEADER, ("property", Partnership.Part.EXECUTING_UNIT), EXECUTING],
        "terms": {
            "begins_on": date(2017, 12, 1),
            "ends_on": date(2019, 4, 30),
            "period_as_written": "XII 2017 – IV 2019",
        },
        "project": {
            "slug": "mieszkania-wspomagane",
            "title": (
                "Remont i przebudowa wraz z wyposażeniem czterech mieszkań o charakterze wspomaganym "
                "we Wrocławiu"
            ),
            "rule_pack": "esf-2014-2020",
            "lead": "Cztery mieszkania, 24 miejsca: tu można nauczyć się samodzielnego życia.",
            "problem": (
                "Dla osób zagrożonych wykluczeniem, które chcą zmienić swoją sytuację. Są wśród nich osoby "
                "doświadczające przemocy i młodzież, która opuszcza pieczę zastępczą."
            ),
            "main_goal": (
                "Mieszkanie wspomagane to usługa na pewien czas, w społeczności lokalnej. Specjaliści "
                "pomagają mieszkańcom stać się samodzielnymi, częściowo albo całkowicie."
            ),
        },
        "sections": [
            (
                "Co powstało",
                "- 4 mieszkania w różnych częściach Wrocławia\n- 24 miejsca\n- remont każdego mieszkania "
                "i potrzebny sprzęt\n\nPierwsi mieszkańcy wprowadzili się pod koniec I kwartału 2019.",
            ),
            (
                "Jaką pomoc dostają mieszkańcy",
                "- trening samodzielności\n- poradnictwo\n- praca socjalna\n- inne usługi, które wspierają "
                "pobyt albo aktywność w mieszkaniu",
            ),
            (
                "Co jeszcze",
                "Drugi projekt dodał 3 mieszkania, więc Gmina Wrocław ma ich razem 7. Od marca 2019 "
                "mieszkańców wspiera projekt „TRAMPOLINA – mieszkania wspomagane”.",
            ),
        ],
    },
    {
        "parts": [LEADER],
        # The page gives no days of its own, so the days are those of the four flats.
        "terms": {
            "begins_on": date(2017, 12, 1),
            "ends_on": date(2019, 4, 30),
            "period_as_written": "w tym samym czasie co cztery mieszkania",
        },
        "project": {
            "slug": "trzy-mieszkania",
            "title": (
                "Remont i przebudowa wraz z wyposażeniem trzech mieszkań o charakterze wspomaganym "
                "we Wrocławiu"
            ),
            "rule_pack": "esf-2014-2020",
            "lead": "Trzy dodatkowe mieszkania wspomagane dla osób zagrożonych wykluczeniem.",
        },
        "sections": [
            (
                "Co powstało",
                "Dzięki dofinansowaniu z Unii Europejskiej Gmina Wrocław uruchomiła 3 mieszkania wspomagane. "
                "Z czterema z drugiego projektu jest ich 7.",
            ),
        ],
    },
    {
        "parts": [LEADER],
        "terms": {"begins_on": date(2019, 3, 1), "period_as_written": "od III 2019"},
        "project": {
            "slug": "trampolina",
            "title": "TRAMPOLINA – mieszkania wspomagane",
            "rule_pack": "esf-2014-2020",
            "lead": "Wspieramy aktywność osób, które mieszkają w siedmiu mieszkaniach wspomaganych.",
        },
        "sections": [
            (
                "Co robimy",
                "Od marca 2019 w 7 mieszkaniach wspomaganych Gminy Wrocław działają usługi dla ich "
                "mieszkańców, którzy są zarazem uczestnikami projektu.",
            ),
            ("Kto to finansuje", f"Projekt współfinansuje {ESF}."),
        ],
    },
    {
        "programme": "training",
        "parts": [EXECUTING],
        "terms": {"begins_on": date(2006, 1, 2), "ends_on": date(2007, 12, 31)},
        "project": {
            "slug": "we-ep",
            "title": "Wszechstronne edukowanie – efektywne pomaganie",
            "alias": "WE-EP",
            "rule_pack": "esf-2004-2006",
            "content_day": date(2007, 11, 28),
            "lead": "Kadra MOPS uczy się, żeby skuteczniej pomagać osobom z grup szczególnego ryzyka.",
            "problem": (
                "Dla 214 osób z kadry MOPS: pracowników socjalnych, specjalistów oraz kierowników i osób, "
                "które nadzorują ich pracę. Pomagają one osobom długotrwale bezrobotnym, uzależnionym od "
                "alkoholu albo narkotyków, bezdomnym, uchodźcom i osobom, które opuściły zakład karny."
            ),
            "main_goal": (
                "Wyższe kwalifikacje kadry, a dzięki nim lepiej działający ośrodek, lepsze usługi i bardziej "
                "zadowoleni klienci."
            ),
            "specific_goals": (
                "Aktualna wiedza\nUzupełnione i wyższe kwalifikacje zawodowe\n"
                "Lepsze umiejętności interpersonalne\nWsparcie psychospołeczne"
            ),
            "activities": (
                "Prowadzimy specjalizacje I i II stopnia oraz szkolenia dobrane do roli i predyspozycji."
            ),
        },
        "sections": [
            (
                "Tematy szkoleń",
                "- kontrakt socjalny\n- grupy wsparcia\n- praca z rodziną, także wielodzietną, i z grupą\n"
                "- terapia indywidualna i grupowa, socjoterapia\n- stres i wypalenie zawodowe\n"
                "- praca z osobą bezrobotną\n- superwizja zewnętrzna, indywidualna i grupowa",
            ),
            (
                "Jak wybieramy uczestników",
                "Kadrę do projektu wybraliśmy od stycznia do marca 2006, a na kolejne szkolenia zapraszamy "
                "według harmonogramu. Czuwa nad tym Zespół Kwalifikujący: kierownik Działu Analiz, Programów "
                "i Szkoleń (przewodniczy), specjalista z Działu Organizacji i Nadzoru, specjalista pracy "
                "zespołowej oraz psycholog.",
            ),
            (
                "Plan",
                "- 43 szkolenia\n- 205 przeszkolonych pracowników\n- 36 dyplomów specjalizacji I stopnia\n"
                "- 18 dyplomów lub zaświadczeń specjalizacji II stopnia\n\nTesty na początku i na końcu "
                "szkoleń pokazują, jak rośnie wiedza i umiejętności.",
            ),
            (
                "Kto prowadzi projekt",
                "Zespół Wdrażający: lider, eksperci do spraw księgowości, prawnych i merytorycznych, "
                "psycholog i koordynator administracyjny. Sprawy biurowe prowadzi Zespół Administracyjny. "
                "Łącznicy przekazują wiadomości między biurem a uczestnikami i spotykają się średnio raz "
                "w miesiącu.\n\n"
                "Biuro Projektu: pl. Solidarności 1/3/5, pok. 24-25, II piętro.",
            ),
            (
                "Wsparcie między szkoleniami",
                "- superwizja\n- rozmowa z psychologiem\n- Forum Wymiany Doświadczeń\n"
                "- nauka pracy w zespołach interdyscyplinarnych",
            ),
            (
                "Seminarium",
                "21.11.2007 o 9:30 mówiliśmy o wynikach projektu w Sali Sesyjnej Rady Miejskiej Wrocławia, "
                "Sukiennice 9.",
            ),
            (
                "Skąd data tej strony",
                "Dzień 28.11.2007 jest zmyślony: strona, z której pochodzi ta treść, nie ma daty. Powstała "
                "po seminarium, a przed końcem projektu.",
            ),
        ],
    },
]


def publish(plan: Plan) -> None:
    """Enter the further projects with their pages, in the scope of the first centre."""
    by, moment = plan.administrator, at(SIGNED_ON)
    bodies = {
        "own": Organisation.objects.get(kind=Organisation.Kind.CENTRE),
        "gmina": Organisation.objects.get(kind=Organisation.Kind.GMINA),
        "property": directory.add_organisation(
            centre=plan.centre, name=PROPERTY_BOARD, kind=Organisation.Kind.MUNICIPAL_UNIT, by=by, at=moment
        ),
    }
    funding = {key: _funding(plan, known, by) for key, known in PROGRAMMES.items()}
    for told in PAGES:
        programme, measure = funding.get(told.get("programme"), (None, None))
        project = projects.create_project(
            centre=plan.centre,
            programme=programme,
            measure=measure,
            by=by,
            at=moment,
            **told["project"],
        )
        since = told["terms"].get("begins_on", SIGNED_ON)
        terms.add_terms(
            project=project,
            valid_from=since,
            reason="Umowa o dofinansowanie"
            if "begins_on" in told["terms"]
            else "Wynik konkursu na partnerów",
            by=by,
            at=moment,
            **told["terms"],
        )
        for body, part in told["parts"]:
            partnerships.add_partner(
                project=project, organisation=bodies[body], part=part, begins_on=since, by=by, at=moment
            )
        for position, (heading, text) in enumerate(told["sections"], 1):
            sections.add_page_section(
                project=project, heading=heading, text=text, position=position, by=by, at=moment
            )
        publishing.publish_project(project=project, by=by, at=moment)
    _winners(Project.objects.get(slug="wygrana-rodzina"), by)


def _funding(plan: Plan, known: dict[str, Any], by: User) -> tuple[Programme, Measure | None]:
    """Return the programme, and the narrowest measure that pays."""
    moment = at(SIGNED_ON)
    programme = programmes.add_programme(centre=plan.centre, by=by, at=moment, **known["programme"])
    priority = programmes.add_priority(programme=programme, by=by, at=moment, **known["priority"])
    measure: Measure | None = None
    for each in known["measures"]:
        measure = programmes.add_measure(priority=priority, parent=measure, by=by, at=moment, **each)
    return programme, measure


def _winners(project: Project, by: User) -> None:
    moment = at(SIGNED_ON)
    for name, kind, seat, estate in WINNERS:
        body = directory.add_organisation(
            centre=project.centre, name=name, kind=kind, seat=seat, by=by, at=moment
        )
        partnerships.add_partner(
            project=project,
            organisation=body,
            part=Partnership.Part.PARTNER,
            tasks=estate,
            begins_on=SIGNED_ON,
            by=by,
            at=moment,
        )
