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
    "is_public": True,
}

# The public directory, in the order of the contact page.
CONTACTS = [
    {
        "name": "Sekretariat",
        "address_line": "ul. Strzegomska 6, 53-611 Wrocław",
        "hours": "7:30 – 15:30\nNiektóre biura mogą pracować w innych godzinach.",
        "phones": ["+48717822322"],
        "faxes": ["+48717822405"],
        "emails": ["sekretariat@mops.wroclaw.pl"],
    },
    {
        "name": "Kasy",
        "address_line": "ul. Strzegomska 6, 53-611 Wrocław",
        "hours": "poniedziałek – piątek: 10:00 – 14:00\nostatni dzień miesiąca: 10:00 – 12:00",
    },
    {"name": "Świadczenia rodzinne i alimentacyjne", "phones": ["+48717999274"]},
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

# name, heading, kind, subkind, mode, planned amount, unit, meetings of the course
# (invented where the page is silent)
SUPPORT_FORMS = [
    (
        "Intensywna praca socjalna",
        "Praca socjalna",
        "active-integration",
        "social",
        "individual",
        2,
        "contacts_a_month",
        None,
    ),
    (
        "Trening „Poznaj-MY SIEBIE”",
        "Rozwój osobisty",
        "active-integration",
        "social",
        "group",
        4,
        "meetings",
        4,
    ),
    ("Trening manualny", "Rozwój osobisty", "active-integration", "social", "group", 7, "meetings", 7),
    (
        "Trening fotograficzny",
        "Rozwój osobisty",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        3,
    ),
    (
        "Trening interpersonalny",
        "Aktywność społeczna",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        3,
    ),
    (
        "Trening tworzenia inicjatyw społecznych",
        "Aktywność społeczna",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        2,
    ),
    (
        "Trening – Animacja",
        "Aktywność społeczna",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        3,
    ),
    (
        "Indywidualne poradnictwo socjalne",
        "Poradnictwo",
        "counselling",
        "",
        "individual",
        None,
        "meetings",
        None,
    ),
    (
        "Trening kulinarny",
        "Umiejętności życiowe",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        3,
    ),
    (
        "Trening savoir-vivre",
        "Umiejętności życiowe",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        2,
    ),
    (
        "Trening nowoczesnych technologii",
        "Poradnictwo",
        "counselling",
        "",
        "individual",
        None,
        "meetings",
        None,
    ),
    (
        "Trening – Autoprezentacja",
        "Autoprezentacja",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
        2,
    ),
    (
        "Grupa wsparcia dla osób doświadczających przemocy",
        "Grupa wsparcia",
        "active-integration",
        "social",
        "group",
        None,
        "meetings",
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
        "Na obu osiedlach mieszkańcy dzielą się na „starych”, którzy znają się od pokoleń, i „nowych”, "
        "z nowych budynków, którzy nie szukają kontaktu. W ankietach najczęściej wracają: wandalizm, "
        "awantury sąsiedzkie, agresja słowna i alkohol na ławkach i skwerach. W sprawy osiedla angażuje "
        "się niewiele osób."
    ),
    "people_diagnosis": (
        "Najczęstsze problemy to ubóstwo, brak zatrudnienia i kłopoty ze zdrowiem, a obok nich przemoc "
        "w rodzinie, zaburzenia psychiczne, uzależnienie od alkoholu i bezradność w prowadzeniu domu."
    ),
    "goal": (
        "Większe szanse na integrację społeczną, w tym zdolność do zatrudnienia, dzięki umiejętnościom "
        "życiowym, kompetencjom osobistym, aktywności społecznej i więziom lokalnym."
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
    "partners": [
        ("Rada Osiedla „Przedmieście Oławskie”", "estate_council"),
        ("Rada Osiedla „Księże”", "estate_council"),
        ("Wrocławska Rewitalizacja Sp. z o.o.", "company"),
        ("Stowarzyszenie Przedmieście Oławskie", "association"),
        ("Stowarzyszenie Pomocy „ISKIERKA”", "association"),
        ("Szkoła Podstawowa nr 2", "school"),
        ("Szkoła Podstawowa nr 85", "school"),
        ("Szkoła Podstawowa nr 96", "school"),
        ("Szkoła Podstawowa nr 99", "school"),
        ("Muzeum Etnograficzne", "culture"),
        ("Miejska Biblioteka Publiczna, filia nr 46", "culture"),
        ("Dzienny Dom Pomocy Społecznej, ul. Komuny Paryskiej", "day_centre"),
        ("Dzienny Dom Pomocy Społecznej, ul. Ciepła", "day_centre"),
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
