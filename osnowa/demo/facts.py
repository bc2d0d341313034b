"""What is known of PAS-ja, its Local Activity Programme and the centre; whatever is invented says so.

Known facts come from the centre's public pages; people, staff, sessions, grounds and measurements are
invented by the generator. Seven further programmes are invented too: the pages name only the first one.
"""

from datetime import date
from decimal import Decimal

DEMO_DAY = date(2019, 4, 16)

CENTRE = {
    "slug": "mops-wroclaw",
    "name": "Miejski Ośrodek Pomocy Społecznej we Wrocławiu",
    "short_name": "MOPS Wrocław",
    "address_line": "ul. Strzegomska 6, 53-611 Wrocław",
}
# The line above the pages of 2020–21, during the pandemic; its first and last day are invented.
NOTICE = {
    "text": "W okresie pandemii oczekujemy na Państwa telefony od poniedziałku do piątku, "
    "od godziny 7:30 do 19:00. Kontakt: tel. 71\u00a078\u00a022\u00a0300 do\u00a0303.",
    "begins_on": date(2020, 3, 14),
    "ends_on": date(2021, 6, 30),
}
# Title and address; whether it is one of the project, or of the centre.
LINKS = (
    (False, "Biuletyn Informacji Publicznej: strona główna", "https://www.gov.pl/web/bip"),
    (True, "Portal Funduszy Europejskich", "https://www.funduszeeuropejskie.gov.pl"),
)
SECOND_CENTRE = {
    "slug": "mops-jaworzyn",
    "name": "Miejski Ośrodek Pomocy Społecznej w Jaworzynie (zmyślony)",
    "short_name": "MOPS Jaworzyn",
    "address_line": "ul. Lipowa 1, 00-000 Jaworzyn",
}

PROGRAMME = {
    "code": "RPO WD 2014–2020",
    "name": "Regionalny Program Operacyjny Województwa Dolnośląskiego 2014–2020",
    "fund": "Europejski Fundusz Społeczny",
    "period": "2014–2020",
    "region": "Dolny Śląsk",
    "is_eu": True,
}
# The public page names neither axis nor measure; their numbers are those of the programme, from memory.
PRIORITY = {"number": "9", "name": "Włączenie społeczne"}
MEASURE = {"number": "9.1", "name": "Aktywna integracja"}

BEGINS_ON = date(2018, 9, 25)
ENDS_ON = date(2020, 6, 30)
TOTAL = Decimal("1478268.32")
EU_PART = Decimal("1256528.05")
# Invented: the page does not say how the project measured progress.
OUTCOME_GAIN = Decimal("6")
INSTRUMENT = "Ankieta kompetencji społecznych, 11 pytań po 5 punktów"

PROJECT = {
    "slug": "pas-ja",
    "title": "PAS-ja",
    "alias": "PAS – ja",
    "rule_pack": "esf-2014-2020",
    "lead": (
        "Pomagamy mieszkankom i mieszkańcom Wrocławia wyjść z osamotnienia, wrócić do życia wśród ludzi "
        "i zwiększyć szanse na pracę."
    ),
    "problem": (
        "Mieszkańcy zagrożeni ubóstwem lub wykluczeniem społecznym, którzy korzystają ze wsparcia MOPS, są "
        "coraz bardziej osamotnieni i mają trudności z integracją społeczną, w tym zawodową."
    ),
    "main_goal": (
        "Większe szanse na integrację społeczną, w tym zdolność do zatrudnienia, 180 klientów MOPS dzięki "
        "instrumentom aktywnej integracji."
    ),
    "specific_goals": (
        "Mocniejsze więzi w środowiskach lokalnych\n"
        "Większa aktywność społeczna, kompetencje osobiste i umiejętności życiowe"
    ),
    "activities": (
        "Wspieramy usługami aktywnej integracji o charakterze społecznym: od intensywnej pracy "
        "socjalnej, przez treningi, po grupę wsparcia dla osób "
        "doświadczających przemocy."
    ),
    "accompanying_support": "opieka nad dzieckiem lub osobą zależną\nubezpieczenie NNW",
}

# The public directory, in the order of the contact page.
CONTACTS = [
    {
        "name": "Sekretariat",
        "address_line": "ul. Strzegomska 6, 53-611 Wrocław",
        "hours": "7:30 – 15:30\nNiektóre biura mogą pracować w innych godzinach.",
        "phones": [("+48717822322", "infolinia"), ("+48717822300", "do 303")],
        "faxes": ["+48717822405"],
        "emails": ["sekretariat@mops.wroclaw.pl"],
    },
    {
        "name": "Kasy",
        "address_line": "ul. Strzegomska 6, 53-611 Wrocław",
        "hours": "poniedziałek – piątek: 10:00 – 14:00\nostatni dzień miesiąca: 10:00 – 12:00",
    },
    {
        "name": "Świadczenia rodzinne i alimentacyjne",
        # The last two stood on the pages of 2018–21 only.
        "phones": [
            "+48717999274",
            ("+48717822326", "wypłaty"),
            ("+48501928501", "Program Rodzina 500+"),
        ],
    },
    {"name": "Dodatki mieszkaniowe", "phones": ["+48717822346", "+48717822348"]},
    {
        "name": "Karta Rodzina Plus i Karta Dużej Rodziny",
        "address_line": "ul. Namysłowska 8",
        "hours": "poniedziałek – środa i piątek: 8:00 – 15:00\nczwartek: 8:00 – 16:30",
        "phones": ["+48717823595", "+48717823594"],
    },
    {
        "name": "Powiatowy Zespół ds. Orzekania o Niepełnosprawności",
        "address_line": "pl. Solidarności 1/3/5, III piętro, pokój 316",
        "hours": "poniedziałek – piątek: 8:00 – 15:00",
        "phones": ["+48717822360", "+48717822362", "+48717822363"],
        "emails": ["zon@mops.wroclaw.pl"],
    },
]
OFFICE = {
    "name": "Centrum Pracy Socjalnej i Rodziny",
    "team": "Zespół ds. Aktywizacji i Integracji",
    "address_line": "ul. Hubska 30-32, 50-502 Wrocław",
    "phones": ["+48717849605", "+48717823573"],
}
FIELD_TEAM = {
    "name": "Zespół Terenowej Pracy Socjalnej nr 5",
    "team": "",
    "address_line": "ul. Kniaziewicza 29, 50-455 Wrocław",
    "phones": ["+48713352379"],
}

# code, rule, name, short name, kind, target, plan: (end of month, cumulative); the plans are invented.
INDICATORS = [
    (
        "osoby",
        "at-risk-supported",
        "Liczba osób zagrożonych ubóstwem lub wykluczeniem społecznym objętych wsparciem w programie",
        "Osoby objęte wsparciem",
        "product",
        180,
        [
            (date(2018, 9, 30), 10),
            (date(2018, 12, 31), 80),
            (date(2019, 7, 31), 92),
            (date(2019, 12, 31), 180),
        ],
    ),
    (
        "ozn",
        "disability-supported",
        "Liczba osób z niepełnosprawnościami objętych wsparciem w programie",
        "Osoby z niepełnosprawnościami",
        "product",
        62,
        [(date(2018, 9, 30), 3), (date(2018, 12, 31), 28), (date(2019, 7, 31), 32), (date(2019, 12, 31), 62)],
    ),
    (
        "postep",
        "social-progress",
        "Liczba osób zagrożonych ubóstwem lub wykluczeniem społecznym, które osiągnęły postęp w rozumieniu "
        "efektywności społecznej",
        "Postęp w rozumieniu efektywności społecznej",
        "result",
        110,
        [
            (date(2018, 12, 31), 0),
            (date(2019, 4, 30), 11),
            (date(2019, 10, 31), 60),
            (date(2020, 6, 30), 110),
        ],
    ),
    (
        "inicjatywy",
        "initiatives-held",
        "Liczba przeprowadzonych inicjatyw społecznych",
        "Inicjatywy społeczne",
        "product",
        15,
        [(date(2018, 12, 31), 0), (date(2019, 7, 31), 8), (date(2020, 6, 30), 15)],
    ),
]

#: The indicator whose target is split. The group of the first programme has 11 people, as its page says.
#: Invented: the pages split the 180 neither by sex nor by the two rounds of eight groups.
SPLIT_INDICATOR = "osoby"
SPLIT_BY_SEX = {"woman": 115, "man": 65}
SPLIT_BY_ROUND = [("1", 90), ("2", 90)]
ADDRESSEES = 11

# name, heading, kind, subkind, mode, planned amount, unit, what it is about, meetings of the course
# (amounts, modes and meetings are invented where the page is silent)
SUPPORT_FORMS = [
    (
        "Intensywna praca socjalna",
        "Intensywna praca socjalna",
        "active-integration",
        "social",
        "individual",
        2,
        "contacts_a_month",
        (
            "Pracownik socjalny spotyka się osobiście z uczestnikiem. Razem rozpoznają trudności i ich "
            "przyczyny, potrzeby oraz to, co potrafi uczestnik i jego rodzina. Szukają najlepszych "
            "rozwiązań i układają Indywidualny Harmonogram Wsparcia. Rozmowy wspierają, uczą i motywują."
        ),
        None,
    ),
    (
        "Trening „Poznaj-MY SIEBIE”",
        "Treningi rozwoju osobistego",
        "active-integration",
        "social",
        "group",
        4,
        "meetings",
        (
            "Ćwiczenia, dyskusje, gry i zabawy edukacyjne. Uczymy się rozmawiać w grupie, nazywać emocje "
            "i dostrzegać swoje mocne strony."
        ),
        4,
    ),
    (
        "Trening manualny",
        "Treningi rozwoju osobistego",
        "active-integration",
        "social",
        "group",
        7,
        "meetings",
        (
            "Warsztaty plastyczne: kartki świąteczne i ozdoby na Boże Narodzenie i Wielkanoc. Budzą "
            "wyobraźnię, podpowiadają, jak twórczo spędzać wolny czas, uczą pracy w grupie i pokonywania "
            "własnych barier."
        ),
        7,
    ),
    (
        "Trening fotograficzny",
        "Treningi rozwoju osobistego",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Krótkie wykłady, instruktaż i ćwiczenia z aparatem, od portretu po zdjęcia w plenerze. To "
            "okazja, żeby znaleźć pasję i aktywnie spędzać wolny czas."
        ),
        3,
    ),
    (
        "Trening interpersonalny",
        "Treningi aktywności społecznej",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Krótkie wykłady, dyskusje i ćwiczenia, także w plenerze i w instytucjach kultury, na "
            "przykład w muzeum. Uczestnicy poznają nowe miejsca i próbują nowych ról społecznych, "
            "pokonują lęk i wychodzą z inicjatywą."
        ),
        3,
    ),
    (
        "Trening tworzenia inicjatyw społecznych",
        "Treningi aktywności społecznej",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Wykłady, dyskusje i ćwiczenia o tym, jak przygotować inicjatywę społeczną. Odwiedzamy "
            "instytucje i organizacje, które działają dla społeczności lokalnych, i patrzymy, jak "
            "pracują."
        ),
        2,
    ),
    (
        "Trening – Animacja",
        "Treningi aktywności społecznej",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Uczestnicy sami wymyślają, planują i prowadzą inicjatywę dla osób z Dziennego Domu Pomocy "
            "Społecznej przy ul. Komuny Paryskiej. Korzystają z wiedzy z poprzednich treningów i "
            "umacniają więzi na osiedlu."
        ),
        3,
    ),
    (
        "Indywidualne poradnictwo socjalne",
        "Poradnictwo indywidualne",
        "counselling",
        "",
        "individual",
        None,
        "meetings",
        (
            "Rozmowy o sprawach socjalnych, które pomagają lepiej żyć wśród ludzi. Uczestnik dowiaduje "
            "się, które miejskie programy i projekty socjalne są dla niego."
        ),
        None,
    ),
    (
        "Trening kulinarny",
        "Treningi umiejętności życiowych",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        "Część teoretyczna i wspólne gotowanie. Uczymy się, jak zdrowo jeść.",
        3,
    ),
    (
        "Trening savoir-vivre",
        "Treningi umiejętności życiowych",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Jak zachować się w różnych sytuacjach: dobre maniery, normy i zwyczaje w towarzystwie, w "
            "pracy, w domu i przy stole."
        ),
        2,
    ),
    (
        "Trening nowoczesnych technologii",
        "Indywidualne wsparcie z nowoczesnych technologii",
        "counselling",
        "",
        "individual",
        None,
        "meetings",
        (
            "Poradnictwo indywidualne: instruktaż i ćwiczenia. Uczestnik uczy się systemu Windows, "
            "pakietu MS Office (jak napisać i wydrukować tekst), pamięci przenośnej i Internetu: zakłada "
            "pocztę elektroniczną i wyszukuje ważne informacje."
        ),
        None,
    ),
    (
        "Trening – Autoprezentacja",
        "Treningi autoprezentacji",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        (
            "Część teoretyczna i praktyczna: jak zadbać o wygląd i dobrać go do okazji, takiej jak "
            "rozmowa o pracę, wyjście do instytucji kultury albo spotkanie towarzyskie. Rośnie pewność "
            "siebie i poczucie własnej wartości."
        ),
        2,
    ),
    (
        "Grupa wsparcia dla osób doświadczających przemocy",
        "Grupa wsparcia dla osób doświadczających przemocy",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        "",
        None,
    ),
]
INTENSIVE_WORK = "Intensywna praca socjalna"
MANUAL_TRAINING = "Trening manualny"

FIRST_PROGRAMME = {
    "slug": "przedmiescie-olawskie-i-ksieze",
    "name": "PAS-ja na Przedmieściu Oławskim i Księżu",
    "areas": ["Przedmieście Oławskie", "Księże"],
    "addressees": (
        "11 mieszkańców Przedmieścia Oławskiego i Księża, którzy korzystają ze świadczeń MOPS, są "
        "niezaradni życiowo i zagrożeni ubóstwem lub wykluczeniem społecznym."
    ),
    "diagnosis_method": "badania ankietowe na obu osiedlach i dane MOPS",
    "environment_diagnosis": (
        "Osiedla różni zabudowa i położenie, ale łączą je te same trudności. Część z nich mieszkańcy "
        "wskazali sami, w ankietach."
    ),
    "people_diagnosis": (
        "Z pomocy MOPS korzystają tu osoby zagrożone wykluczeniem, które mają kilka problemów naraz."
    ),
    # kind, text
    "findings": [
        ("environment", "wandalizm"),
        ("environment", "awantury sąsiedzkie"),
        ("environment", "agresja słowna"),
        ("environment", "alkohol w miejscach publicznych, na ławkach i skwerach"),
        (
            "environment",
            "podział na „starych” mieszkańców, którzy znają się od pokoleń, i „nowych” z nowych inwestycji, "
            "którzy nie szukają kontaktu",
        ),
        ("environment", "małe zaangażowanie w sprawy osiedla"),
        ("person", "ubóstwo"),
        ("person", "brak zatrudnienia, w tym bezrobocie"),
        ("person", "problemy ze zdrowiem: niepełnosprawność, długotrwała lub ciężka choroba"),
        ("person", "przemoc w rodzinie"),
        ("person", "zaburzenia psychiczne"),
        ("person", "uzależnienie od alkoholu"),
        ("person", "bezradność w prowadzeniu gospodarstwa domowego"),
        ("deficit", "nawyku pracy"),
        ("deficit", "systematyczności"),
        ("deficit", "innych powodów do pracy niż pieniądze"),
        ("deficit", "niezależności od instytucji pomocowych"),
        ("deficit", "umiejętności porozumiewania się"),
        ("deficit", "dbałości o wygląd"),
        ("deficit", "towarzystwa: czas mija samotnie, w domu"),
        ("deficit", "kontaktów i więzi z sąsiadami i znajomymi"),
        ("deficit", "udziału w życiu kulturalnym"),
        ("deficit", "aktywności fizycznej"),
        ("deficit", "aktywności obywatelskiej"),
        ("deficit", "umiejętności załatwiania spraw w urzędach"),
        ("deficit", "umiejętności rozwiązywania własnych problemów"),
        ("deficit", "umiejętności dbania o finanse"),
        (
            "deficit",
            "poczucia, że umie się żyć w dzisiejszym świecie: korzystać z nowych technologii, zachować się "
            "w różnych sytuacjach",
        ),
    ],
    "goal": (
        "Większe szanse na integrację społeczną, w tym zdolność do zatrudnienia, dzięki umiejętnościom "
        "życiowym, kompetencjom osobistym, aktywności społecznej i więziom lokalnym.\n\n"
        "Zachęcamy uczestników, żeby włączali się w życie osiedla i sami coś zaczynali. Chcemy, żeby umieli "
        "pokonywać własne bariery, aktywnie spędzali wolny czas i lepiej się porozumiewali."
    ),
    "results": [
        "Większa motywacja do pokonywania barier i do aktywizacji społecznej i zawodowej",
        "Samodzielne funkcjonowanie w społeczeństwie",
        "Lepszy dostęp do ważnych informacji",
        "Większe kompetencje społeczne i osobiste",
        "Znajomość dobrych manier i norm w towarzystwie, pracy, domu i przy stole",
        "Wyższa samoocena, dbałość o wizerunek i umiejętność autoprezentacji",
        "Umiejętność korzystania z nowoczesnych technologii",
    ],
    # name, kind, what they give (the page tells of one)
    "partners": [
        ("Rada Osiedla „Przedmieście Oławskie”", "estate_council", ""),
        ("Rada Osiedla „Księże”", "estate_council", ""),
        ("Wrocławska Rewitalizacja Sp. z o.o.", "company", ""),
        ("Stowarzyszenie Przedmieście Oławskie", "association", ""),
        ("Stowarzyszenie Pomocy „ISKIERKA”", "association", ""),
        ("Szkoła Podstawowa nr 2", "school", ""),
        ("Szkoła Podstawowa nr 85", "school", ""),
        ("Szkoła Podstawowa nr 96", "school", ""),
        ("Szkoła Podstawowa nr 99", "school", ""),
        ("Muzeum Etnograficzne", "culture", ""),
        ("Miejska Biblioteka Publiczna, filia nr 46", "culture", ""),
        (
            "Dzienny Dom Pomocy Społecznej, ul. Komuny Paryskiej",
            "day_centre",
            "miejsce inicjatywy, którą prowadzą uczestnicy",
        ),
        ("Dzienny Dom Pomocy Społecznej, ul. Ciepła", "day_centre", ""),
    ],
}
# Invented: the pages name only the first of eight programmes. (name, slug, areas)
OTHER_PROGRAMMES = [
    ("PAS-ja na Ołbinie", "olbin", ["Ołbin"]),
    ("PAS-ja na Placu Grunwaldzkim", "plac-grunwaldzki", ["Plac Grunwaldzki"]),
    ("PAS-ja na Nadodrzu", "nadodrze", ["Nadodrze"]),
    ("PAS-ja na Brochowie", "brochow", ["Brochów"]),
    ("PAS-ja na Psim Polu", "psie-pole", ["Psie Pole"]),
    ("PAS-ja na Szczepinie", "szczepin", ["Szczepin"]),
    ("PAS-ja dla osób po sześćdziesiątce", "seniorzy", []),
]
# Invented for the other seven, of which the pages say nothing.
OTHER_GOAL = (
    "Większa samodzielność i mocniejsze więzi mieszkańców osiedla korzystających z pomocy (zmyślone)."
)
OTHER_RESULTS = [
    "Więcej osób bierze udział w życiu osiedla (zmyślone)",
    "Uczestnicy załatwiają swoje sprawy samodzielnie (zmyślone)",
]
# number, title; the contract's own list of tasks is not public, so this one is invented.
TASKS = [
    (1, "Intensywna praca socjalna i poradnictwo (zmyślone)"),
    (2, "Treningi w Programach Aktywności Lokalnej (zmyślone)"),
    (3, "Grupa wsparcia i wsparcie towarzyszące (zmyślone)"),
]
# planned day, title; invented.
MILESTONES = [
    (date(2018, 12, 31), "Pierwsza tura: skład ośmiu grup (zmyślone)"),
    (date(2019, 7, 31), "Koniec pierwszej tury (zmyślone)"),
    (date(2019, 12, 31), "Druga tura: skład ośmiu grup (zmyślone)"),
    (date(2020, 6, 30), "Koniec drugiej tury i piętnaście inicjatyw (zmyślone)"),
]

# (first day, last day, as written) of the two rounds; the second one is invented.
ROUNDS = [
    (date(2018, 9, 25), date(2019, 7, 31), "IX 2018 – VII 2019"),
    (date(2019, 9, 2), date(2020, 6, 30), "IX 2019 – VI 2020"),
]
# People who ever count, by programme, in each round: 180 together. The first group loses one and gains one.
GROUP_SIZES = [[12, 12, 11, 12, 11, 11, 11, 11], [11, 11, 11, 12, 11, 11, 11, 11]]
WITH_DISABILITY = [24, 38]
WITH_PROGRESS = [58, 52]

INITIATIVES = [
    (date(2018, 12, 18), 0, "Kiermasz świąteczny na Przedmieściu Oławskim", 64),
    (date(2019, 2, 14), 2, "Walentynki dla sąsiadów", 31),
    (date(2019, 4, 6), 5, "Wiosenne sprzątanie skweru", 27),
    (date(2019, 5, 18), 1, "Piknik rodzinny na Ołbinie", 90),
    (date(2019, 6, 1), 3, "Dzień Dziecka na podwórku", 75),
    (date(2019, 6, 8), 4, "Warsztaty z sadzenia ziół", 22),
    (date(2019, 6, 21), 0, "Popołudnie z muzyką w dziennym domu pomocy", 38),
    (date(2019, 7, 10), 6, "Wystawa fotografii „Moje osiedle”", 55),
    (date(2019, 11, 16), 1, "Wieczór gier planszowych", 24),
    (date(2019, 12, 7), 3, "Mikołajki na Nadodrzu", 82),
    (date(2019, 12, 14), 0, "Wspólne kolędowanie", 47),
    (date(2020, 1, 18), 5, "Zimowe spotkanie przy herbacie", 29),
    (date(2020, 2, 8), 2, "Naprawa rzeczy: kawiarenka", 33),
    (date(2020, 2, 22), 7, "Potańcówka dla seniorów", 58),
    (date(2020, 3, 7), 4, "Dzień Kobiet na osiedlu", 41),
]

PLACES = [
    ("Sala przy ul. Kniaziewicza", "ul. Kniaziewicza 29, 50-455 Wrocław"),
    ("Sala przy ul. Hubskiej", "ul. Hubska 30-32, 50-502 Wrocław"),
    ("Biblioteka, filia nr 46", ""),
    ("Dzienny Dom Pomocy, ul. Komuny Paryskiej", ""),
]

# role, name, e-mail, function; all invented. Doors of the sign-in page are opened for those with a label.
STAFF = [
    ("coordinator", "Marta Zięba", "marta.zieba@demo.example", "Koordynatorka projektu"),
    ("social_worker", "Anna Zawadzka", "anna.zawadzka@demo.example", "Pracownica socjalna"),
    ("social_worker", "Piotr Gaj", "piotr.gaj@demo.example", "Pracownik socjalny"),
    ("social_worker", "Lucyna Mróz", "lucyna.mroz@demo.example", "Pracownica socjalna"),
    ("social_worker", "Olga Wrzos", "olga.wrzos@demo.example", "Pracownica socjalna"),
    ("trainer", "Ewa Śliwa", "ewa.sliwa@demo.example", "Trenerka"),
    ("trainer", "Jan Kalina", "jan.kalina@demo.example", "Trener"),
    ("accountant", "Kinga Bór", "kinga.bor@demo.example", "Księgowa projektu"),
    ("committee_member", "Adam Rola", "adam.rola@demo.example", "Członek komisji"),
    ("housing_manager", "Halina Brzoza", "halina.brzoza@demo.example", "Opiekunka mieszkań"),
    ("partner_staff", "Bartosz Nitka", "bartosz.nitka@demo.example", "Animator u partnera"),
    ("auditor", "Ewelina Kos", "ewelina.kos@demo.example", "Kontrolerka"),
]
OFFICERS = [
    ("data_protection_officer", "Iga Lipa", "iga.lipa@demo.example"),
    ("administrator", "Tadeusz Jesion", "tadeusz.jesion@demo.example"),
]
PARTNER = ("Fundacja Nitka (zmyślona)", "foundation")
# The programme whose first group the invented partner runs (index in the list of programmes).
PARTNER_PROGRAMME = 7
