"""Why the rules of the field refuse: the paragraphs of help to which refusals lead (``errors.Refused.why``).

One paragraph answers all refusals of one rule. Where a law or a guideline decides, the paragraph names it as
``docs/sources.md`` has it, and says so when its wording was not verified.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Why:
    """One paragraph: its anchor, the question, the answer, and whence the rule comes.

    ``sources`` are headings of ``docs/sources.md``; empty for what this system decided itself.
    """

    anchor: str
    question: str
    answer: str
    source: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Paragraphs about one part of the work."""

    title: str
    whys: tuple[Why, ...]


PEOPLE = Chapter(
    _("Osoby i dokumenty"),
    (
        Why(
            "pesel",
            _("Dlaczego system nie przyjmuje numeru PESEL?"),
            _(
                "PESEL ma 11 cyfr i sam się sprawdza. Sześć pierwszych to data urodzenia, a stulecie kryje "
                "się w miesiącu. Dziesiąta cyfra jest parzysta u kobiet i nieparzysta u mężczyzn, ostatnia "
                "wynika z pozostałych. Porównaj numer z dokumentem. Jeśli dokument naprawdę mówi o innej "
                "płci niż numer, wpisz powód różnicy."
            ),
            _("ustawa o ewidencji ludności z 24.09.2010 i praktyka."),
            ("pesel",),
        ),
        Why(
            "ta-sama-osoba",
            _("Dlaczego ta osoba już jest?"),
            _(
                "Osobę wpisuje się w ośrodku raz, a w projekcie liczy się ją raz, choćby do niego wróciła. "
                "Najpierw poszukaj jej na liście osób i dopisz, co nowe, w jej teczce. Jeśli jej tam nie "
                "widzisz, pracuje z nią ktoś inny: zapytaj koordynację. Gdy to dwie różne osoby o tym samym "
                "imieniu, nazwisku i dniu urodzenia, potwierdź to w formularzu."
            ),
            _("rozporządzenie (UE) nr 1304/2013, załącznik I: uczestnika liczy się raz w projekcie."),
            ("participants",),
        ),
        Why(
            "dokument-podstawy",
            _("Dlaczego ten dokument nie wystarcza?"),
            _(
                "Podstawa wsparcia decyduje o tym, czy osoba liczy się do wskaźników, więc kontrola musi "
                "dojść od liczby do dokumentu: skanu, znaku albo miejsca, w którym leży oryginał. Które "
                "dokumenty potwierdzają daną podstawę, mówi pakiet reguł projektu."
            ),
            _("wytyczne na lata 2014–2020. Ich brzmienia nie sprawdziliśmy."),
            ("risk-of-exclusion",),
        ),
        Why(
            "druga-osoba",
            _("Dlaczego dokument sprawdza druga osoba?"),
            _(
                "Jedna osoba wpisuje podstawę wsparcia, druga bierze dokument do ręki i ją potwierdza. "
                "Dzięki temu pomyłka jednej osoby nie zmienia wskaźników. Kto odrzuca dokument, pisze "
                "dlaczego, żeby było wiadomo, co poprawić. Raz rozstrzygnięty wpis wraca do sprawdzenia po "
                "poprawce."
            ),
        ),
        Why(
            "powod-wgladu",
            _("Dlaczego trzeba podać powód?"),
            _(
                "Kto nie pracuje z osobą, może otworzyć jej dane tylko po coś. Powód zostaje w dzienniku "
                "obok tego, kto i kiedy patrzył, i musi być zrozumiały dla kogoś, kto przeczyta go za rok."
            ),
            _("art. 5 ust. 2 i art. 32 rozporządzenia (UE) 2016/679 (RODO)."),
            ("gdpr-security",),
        ),
    ),
)

PARTICIPATION = Chapter(
    _("Udział w projekcie"),
    (
        Why(
            "dni-udzialu",
            _("Dlaczego udział nie może mieć tych dni?"),
            _(
                "Udział zaczyna się w dniu pierwszego wsparcia, więc zgłoszenie nie może być od niego "
                "późniejsze, a ostatni dzień musi objąć wszystko, co osobie zapisano: wsparcie, kontakty, "
                "obecności i grupy. Dni, które dopiero nadejdą, wpisuje się, gdy nadejdą. Jeśli pomylony "
                "jest wcześniejszy wpis, popraw go w teczce osoby i wróć tutaj."
            ),
            _(
                "odpowiedzi instytucji śląskiej o systemie PEFS, pytanie 19, z 22.06.2017: udział zaczyna "
                "się od pierwszej formy wsparcia."
            ),
            ("start-of-participation",),
        ),
        Why(
            "pomiary",
            _("Dlaczego pomiar postępu nie może być taki?"),
            _(
                "Postęp to różnica dwóch pomiarów tej samej osoby: pierwszego w czasie udziału i drugiego po "
                "nim. Drugi liczy się do skuteczności, gdy powstał najpóźniej trzy miesiące po ostatnim dniu "
                "udziału. Późniejszy zostaje w teczce, ale wskaźnika nie zmienia. Trzy miesiące mijają w "
                "dniu o tej samej liczbie, a gdy miesiąc jest krótszy, w jego ostatnim dniu."
            ),
            _(
                "odpowiedzi instytucji lubelskiej z 2018 o skuteczności społecznej (priorytet 9i); sposób "
                "liczenia miesięcy: art. 112 Kodeksu cywilnego, którego brzmienia nie sprawdziliśmy."
            ),
            ("social-effectiveness", "civil-code-112"),
        ),
    ),
)

SUPPORT = Chapter(
    _("Kontakty i zajęcia"),
    (
        Why(
            "dni-kontaktu",
            _("Dlaczego kontakt nie może mieć tej daty?"),
            _(
                "Kontakt jest wsparciem i liczy się do wskaźników, dlatego musi leżeć w okresie projektu, "
                "między dniem zapisania osoby do projektu a ostatnim dniem jej udziału. Plan na jutro to "
                "jeszcze nie wsparcie. Jeśli pomylony jest dzień zapisu albo zakończenia, najpierw popraw go "
                "w teczce osoby."
            ),
        ),
        Why(
            "kto-w-zespole",
            _("Dlaczego tej osoby nie można wskazać?"),
            _(
                "Kontakty, opiekę i zajęcia przypisuje się temu, kto w tym dniu pracował w projekcie. Rolę w "
                "zespole i jej daty nadaje koordynacja w ustawieniach projektu, a konto w ośrodku zakłada "
                "osoba, która nim administruje."
            ),
        ),
        Why(
            "dluga-notatka",
            _("Dlaczego notatka ma granicę?"),
            _(
                "Notatka mówi, co ustalono i co dalej. Dłuższy dokument dołącz do teczki jako plik. To, co "
                "wpisano, zostaje w polu: skróć tekst i zapisz jeszcze raz."
            ),
        ),
        Why(
            "dni-obecnosci",
            _("Dlaczego tej obecności nie można zapisać?"),
            _(
                "Obecność jest dowodem, że wsparcie się odbyło. Lista mówi więc tylko o spotkaniach, które "
                "już były i których nie odwołano, i tylko o osobach, które tego dnia należały do grupy i do "
                "projektu. Jeśli kogoś brakuje, sprawdź w teczce tej osoby dzień zgłoszenia, grupę i ostatni "
                "dzień udziału."
            ),
        ),
        Why(
            "zatwierdzona-lista",
            _("Dlaczego zatwierdzonej listy nie można po prostu zmienić?"),
            _(
                "Kto zatwierdza listę, odpowiada za nią, dlatego każda osoba musi być na niej zaznaczona. "
                "Późniejsza zmiana wymaga powodu. Powód zostaje w historii obok tego, co było przedtem, i "
                "zobaczy go kontrola."
            ),
        ),
        Why(
            "zajete-godziny",
            _("Dlaczego o tej porze nie można dodać spotkania?"),
            _(
                "Grupa i osoba prowadząca są o jednej porze w jednym miejscu, a miejsce na wyłączność "
                "przyjmuje jedne zajęcia naraz. Wybierz inną godzinę albo inne miejsce. Czy miejsce jest na "
                "wyłączność, zmienia się przy nim, na stronie „Podmioty i miejsca”."
            ),
        ),
        Why(
            "inicjatywy",
            _("Dlaczego inicjatywy nie można jeszcze uznać za przeprowadzoną?"),
            _(
                "Do wskaźnika liczy się inicjatywa, która się odbyła i ma choć jeden dowód: zdjęcie, listę, "
                "ogłoszenie. Dowód i liczba osób mówią o tym, co było, dlatego nie mogą wyprzedzać jej dnia. "
                "Jeśli odbyła się wcześniej, popraw najpierw dzień."
            ),
        ),
    ),
)

PLAN = Chapter(
    _("Plan projektu"),
    (
        Why(
            "okres-projektu",
            _("Dlaczego to musi leżeć w okresie projektu?"),
            _(
                "Do projektu należy to, co dzieje się w jego dniach: zadania, tury, zajęcia, inicjatywy. "
                "Liczy się okres z ostatniej umowy albo aneksu, a dla grupy z programu także dni jej tury. "
                "Jeśli okres się zmienił, dodaj najpierw aneks w ustawieniach projektu, w części „Warunki i "
                "kamienie milowe”."
            ),
        ),
        Why(
            "aneksy",
            _("Dlaczego umowa i aneksy muszą się układać po kolei?"),
            _(
                "Okres, kwoty i progi projektu zmieniają aneksy, każdy od swojego dnia, a każda liczba pyta "
                "o to, co obowiązywało w danym dniu. Pierwsza jest więc umowa, żaden aneks jej nie "
                "wyprzedza, a okres obejmuje wszystko, co w projekcie już zapisano."
            ),
        ),
        Why(
            "czesci-celu",
            _("Dlaczego części celu do niego nie pasują?"),
            _(
                "Części podziału, na przykład kobiety i mężczyźni, razem dają cel: kto jest w jednej, nie "
                "jest w drugiej. Części „w tym” mówią tylko o niektórych osobach, więc nie mogą dać więcej "
                "niż cały cel. Podstawy wsparcia mogą się na siebie nakładać, bo jedna osoba miewa ich "
                "kilka. Dzieli się cel, który liczy osoby."
            ),
        ),
        Why(
            "plan-narastajaco",
            _("Dlaczego plan nie może maleć?"),
            _(
                "Plan mówi, ile ma być razem od początku projektu, więc każdy następny dzień ma co najmniej "
                "tyle, co poprzedni. Jeśli to aneks zmniejszył cel, dodaj nową wartość docelową od dnia "
                "aneksu: dawna zostaje w historii."
            ),
        ),
        Why(
            "pakiet-regul",
            _("Dlaczego pakiet reguł już się nie zmienia?"),
            _(
                "Pakiet reguł to słowniki, progi i sposoby liczenia z okresu, w którym podpisano umowę. Gdy "
                "w projekcie coś według niego zapisano, zostaje: inny pakiet policzyłby te same zapisy "
                "inaczej. Wybierać można to, co pakiet zna."
            ),
        ),
        Why(
            "role",
            _("Dlaczego roli nie można przepisać ani odebrać sobie?"),
            _(
                "Z dni ról wynika, kto kiedy miał prawo co zobaczyć i zapisać. Dlatego rolę się kończy i "
                "nadaje nową, a nie przepisuje na kogoś innego. Ostatniej koordynacji ani administrowania "
                "nikt nie odbiera sam sobie, żeby projekt i ośrodek nie zostały bez opieki: robi to inna "
                "osoba."
            ),
        ),
        Why(
            "zalezne-zapisy",
            _("Dlaczego tego nie można wycofać ani zmienić?"),
            _(
                "Opierają się na tym inne zapisy: obecności, udział osób, dokumenty albo dalsze wpisy planu. "
                "Gdyby to zniknęło, nie byłoby wiadomo, czego dotyczą, a liczby przestałyby się zgadzać. "
                "Wycofaj najpierw to, co wymienia odmowa. Spotkanie, które miało obecności, można odwołać."
            ),
        ),
        Why(
            "strona-publiczna",
            _("Dlaczego strony nie można opublikować albo zmienić jej adresu?"),
            _(
                "Strona publiczna mówi co najmniej, kiedy projekt trwa, czym jest i po co. Jej adres stoi "
                "potem w pismach, na plakatach i w wyszukiwarkach, więc zostaje, dopóki stronę widać. Tytuł "
                "i treść można zmieniać zawsze."
            ),
        ),
    ),
)

CHAPTERS = (PEOPLE, PARTICIPATION, SUPPORT, PLAN)


def whys() -> list[Why]:
    """Return every paragraph, in the order of the page."""
    return [why for chapter in CHAPTERS for why in chapter.whys]
