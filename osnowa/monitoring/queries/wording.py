"""Faults of participants' data in Polish: what is wrong, and what to do about it. Never a whole PESEL."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.monitoring.checking import Fault
from osnowa.monitoring.models import Answered
from osnowa.monitoring.reading import Unreadable
from osnowa.monitoring.reconciling import Unpinned
from osnowa.rulepacks.registers import Register

Words = Mapping[str, str | Promise]

#: What a rule asks, for a page that explains the checks.
RULES_IN_WORDS: Words = {
    "required-fields": gettext_lazy(
        "Pola wymagane są wypełnione, a warunkowe wtedy, gdy rejestr o nie pyta."
    ),
    "refusals": gettext_lazy("Odmowa odpowiedzi stoi tylko tam, gdzie rejestr ją przyjmuje."),
    "pesel-number": gettext_lazy("PESEL ma 11 cyfr, a ostatnia zgadza się z pozostałymi."),
    "pesel-birth-date": gettext_lazy("PESEL zawiera dzień, który istnieje i jest datą urodzenia osoby."),
    "pesel-sex": gettext_lazy("Płeć zgadza się z numerem PESEL; inna wymaga podania powodu."),
    "age-at-start": gettext_lazy("Wiek liczymy z daty urodzenia na dzień przystąpienia do projektu."),
    "without-pesel": gettext_lazy("Osoba bez numeru PESEL ma inny identyfikator i datę urodzenia."),
    "another-project": gettext_lazy("Ostrzegamy, gdy ta sama osoba uczestniczy też w innym projekcie."),
    "once-in-project": gettext_lazy("Ten sam PESEL albo identyfikator stoi w projekcie tylko raz."),
    "postal-code": gettext_lazy("Kod pocztowy ma postać 00-000."),
    "phone": gettext_lazy("Telefon ma od 7 do 15 cyfr."),
    "email": gettext_lazy("Adres e-mail nie ma polskich liter ani odstępów."),
    "voivodeship": gettext_lazy("Województwo jest wpisane małą literą, tak jak w TERYT."),
    "powiat": gettext_lazy("Powiat to przymiotnik małą literą albo miasto na prawach powiatu."),
    "gmina": gettext_lazy(
        "Gmina stoi pod swoją nazwą, bez słowa „gmina”; w mieście na prawach powiatu to miasto."
    ),
    "teryt-list": gettext_lazy("Powiat i gmina stoją na naszej liście nazw, o ile zna ona to województwo."),
    "city": gettext_lazy("Miejscowość, gmina, powiat i DEGURBA miasta zgadzają się ze sobą."),
    "citizenship": gettext_lazy(
        "Obywatelstwo zgadza się z odpowiedzią o państwie trzecim i obcym pochodzeniu."
    ),
    "labour-status": gettext_lazy(
        "Status i „w tym” należą do siebie, a ścieżka projektu przyjmuje ten status."
    ),
    "forms-of-support": gettext_lazy("Każda forma wsparcia ma rodzaj, dzień rozpoczęcia i swoje „w tym”."),
    "dictionaries": gettext_lazy("Każda odpowiedź ma swój zapis w słowniku rejestru."),
    "institution": gettext_lazy("Pracownik instytucji ma instytucję z listy projektu."),
    "within-project": gettext_lazy("Udział mieści się w okresie projektu i kończy się po rozpoczęciu."),
    "support-within-participation": gettext_lazy("Wsparcie mieści się między początkiem a końcem udziału."),
    "start-is-first-support": gettext_lazy("Udział zaczyna się w dniu pierwszego wsparcia."),
    "end-is-whole": gettext_lazy("Zakończenie ma datę, sytuację i informację o ścieżce."),
    "institution-nip": gettext_lazy("NIP instytucji jest poprawny albo zaznaczono, że go nie ma."),
    "setting": gettext_lazy("Projekt ma numer umowy i daty."),
    "texts": gettext_lazy("Zapisy w pliku są co do znaku takie jak w słownikach rejestru."),
}

_SENTENCES: Words = {
    "missing": gettext_lazy("Brakuje pola „%(header)s”. Uzupełnij je."),
    "contact-missing": gettext_lazy(
        "Nie ma ani telefonu, ani adresu e-mail. Wpisz co najmniej jedno z nich."
    ),
    "support-missing": gettext_lazy(
        "Nie zapisano żadnego wsparcia. Do rejestru trafia osoba, która je otrzymała: zapisz pierwsze "
        "wsparcie."
    ),
    "refusal-not-taken": gettext_lazy(
        "W polu „%(header)s” rejestr nie przyjmuje odmowy. Zapytaj osobę i zaznacz tak albo nie."
    ),
    "pesel-digits": gettext_lazy("PESEL zawiera znaki inne niż cyfry. Przepisz numer z dokumentu."),
    "pesel-length": gettext_lazy(
        "PESEL ma 11 cyfr, a tu liczba cyfr to %(count)s. Sprawdź, czy nie zginęło zero na początku."
    ),
    "pesel-checksum": gettext_lazy(
        "Ostatnia cyfra PESEL nie zgadza się z pozostałymi. Przepisz numer z dokumentu jeszcze raz."
    ),
    "pesel-date": gettext_lazy(
        "PESEL zawiera dzień, którego nie ma w kalendarzu. Przepisz numer z dokumentu."
    ),
    "pesel-birth-date": gettext_lazy(
        "Data urodzenia to %(typed)s, a z numeru PESEL wynika %(said)s. Sprawdź w dokumencie, które jest "
        "dobre."
    ),
    "pesel-sex": gettext_lazy(
        "Płeć to „%(typed)s”, a numer PESEL mówi „%(said)s”. Popraw jedno z nich albo podaj powód różnicy."
    ),
    "pesel-sex-explained": gettext_lazy(
        "Płeć to „%(typed)s”, a numer PESEL mówi „%(said)s”. Powód jest zapisany; portal może jednak "
        "odrzucić ten wiersz."
    ),
    "born-after-start": gettext_lazy(
        "Data urodzenia %(born)s jest późniejsza niż %(day)s, więc nie da się policzyć wieku. Popraw datę."
    ),
    "too-old": gettext_lazy("Z daty urodzenia wynika wiek %(age)s. Sprawdź rok urodzenia."),
    "age-differs": gettext_lazy(
        "Wpisano wiek %(typed)s, a z daty urodzenia na %(day)s wynika %(age)s. Popraw wiek albo datę."
    ),
    "pesel-though-none": gettext_lazy(
        "Zaznaczono, że osoba nie ma numeru PESEL, a numer jest wpisany. Odznacz to pole albo usuń numer."
    ),
    "identifier-is-pesel": gettext_lazy(
        "Inny identyfikator jest poprawnym numerem PESEL. Przenieś go do pola PESEL; PESEL-UKR to też PESEL."
    ),
    "in-another-project": gettext_lazy(
        "Osoba z tym numerem PESEL uczestniczy też w: %(projects)s. Sprawdź, czy nie otrzymuje tam tego "
        "samego wsparcia."
    ),
    "pesel-twice": gettext_lazy(
        "Ten sam PESEL ma w projekcie także numer: %(others)s. Połącz te osoby albo popraw PESEL."
    ),
    "identifier-twice": gettext_lazy(
        "Ten sam identyfikator ma w projekcie także numer: %(others)s. Połącz te osoby albo popraw "
        "identyfikator."
    ),
    "technical-id-twice": gettext_lazy(
        "Ten sam techniczny identyfikator ma w projekcie także numer: %(others)s. Uzgodnij go z portalem."
    ),
    "postal-code": gettext_lazy("Kod pocztowy „%(typed)s” nie ma postaci 00-000. Wpisz go z łącznikiem."),
    "phone-letters": gettext_lazy("Telefon zawiera znaki inne niż cyfry. Wpisz jeden numer, samymi cyframi."),
    "phone-length": gettext_lazy("Telefon ma od 7 do 15 cyfr, a tu liczba cyfr to %(count)s. Popraw numer."),
    "email-letters": gettext_lazy(
        "Adres e-mail zawiera znaki, których portal nie przyjmuje: %(letters)s. Wpisz adres bez polskich "
        "liter."
    ),
    "email-form": gettext_lazy("Adres e-mail nie ma postaci nazwa@domena.pl. Popraw go albo usuń."),
    "voivodeship-form": gettext_lazy("Zamiast „%(typed)s” wpisz województwo tak: „%(right)s”."),
    "voivodeship-unknown": gettext_lazy("Nie ma województwa „%(typed)s”. Wybierz je z listy."),
    "powiat-is-city": gettext_lazy(
        "To miasto na prawach powiatu: zamiast „%(typed)s” wpisz „%(right)s”, wielką literą."
    ),
    "powiat-form": gettext_lazy("Zamiast „%(typed)s” wpisz powiat tak: „%(right)s”."),
    "powiat-no-adjective": gettext_lazy(
        "„%(typed)s” nie wygląda na nazwę powiatu. Wpisz przymiotnik, na przykład „świebodziński”."
    ),
    "gmina-form": gettext_lazy("Zamiast „%(typed)s” wpisz gminę tak: „%(right)s”."),
    "powiat-spelt": gettext_lazy("Powiat „%(typed)s” pisze się „%(right)s”. Popraw wielkość liter."),
    "powiat-unlisted": gettext_lazy(
        "Na naszej liście nie ma w tym województwie powiatu „%(typed)s”. Sprawdź nazwę."
    ),
    "gmina-spelt": gettext_lazy("Gmina „%(typed)s” pisze się „%(right)s”. Popraw wielkość liter."),
    "gmina-unlisted": gettext_lazy(
        "Na naszej liście nie ma tu gminy „%(typed)s”. Sprawdź, czy to nie wieś: portal chce nazwy gminy."
    ),
    "gmina-is-city": gettext_lazy(
        "W mieście na prawach powiatu gminą jest to miasto: zamiast „%(typed)s” wpisz „%(right)s”."
    ),
    "locality-is-city": gettext_lazy(
        "%(locality)s to miasto na prawach powiatu, a powiat to „%(typed)s”. Sprawdź, czy to nie wieś o "
        "tej samej nazwie."
    ),
    "locality-not-city": gettext_lazy(
        "Powiat to miasto %(city)s, a miejscowość to „%(locality)s”. Sprawdź, które jest dobre."
    ),
    "degurba-unknown": gettext_lazy("DEGURBA to 1, 2 albo 3, a wpisano %(typed)s. Popraw."),
    "degurba-of-city": gettext_lazy("DEGURBA miasta %(city)s to %(right)s, a wpisano %(typed)s. Popraw."),
    "third-country-is-one": gettext_lazy(
        "Osoba nie jest obywatelem kraju UE, więc jest obywatelem państwa trzeciego. Zaznacz „tak” albo "
        "popraw obywatelstwo."
    ),
    "third-country-is-polish": gettext_lazy(
        "Obywatel polski nie jest obywatelem państwa trzeciego. Zaznacz „nie” albo popraw obywatelstwo."
    ),
    "third-country-is-eu": gettext_lazy(
        "Obywatel kraju UE nie jest obywatelem państwa trzeciego. Zaznacz „nie” albo popraw obywatelstwo."
    ),
    "third-country-is-foreign": gettext_lazy(
        "Obywatel państwa trzeciego jest zwykle osobą obcego pochodzenia, a zaznaczono „nie”. Sprawdź."
    ),
    "value-unknown": gettext_lazy("Rejestr nie zna wartości „%(typed)s”. Wybierz wartość z listy."),
    "value-no-day": gettext_lazy("W polu „%(header)s” nie ma daty. Wpisz dzień."),
    "status-not-on-path": gettext_lazy(
        "Ścieżka tego projektu nie przyjmuje osób o statusie „%(status)s”. Sprawdź status na dzień "
        "przystąpienia."
    ),
    "substatus-of-another": gettext_lazy(
        "„%(sub)s” nie należy do statusu „%(status)s”. Popraw status albo „w tym”."
    ),
    "support-without-kind": gettext_lazy(
        "Wsparcie od %(day)s nie ma rodzaju. Uzupełnij formę wsparcia projektu."
    ),
    "support-without-day": gettext_lazy("Wsparcie „%(kind)s” nie ma dnia rozpoczęcia. Uzupełnij go."),
    "support-without-subkind": gettext_lazy(
        "Wsparcie „%(kind)s” wymaga „w tym”. Uzupełnij je w formie wsparcia projektu."
    ),
    "support-without-scope": gettext_lazy("Wsparcie „%(kind)s” nie ma zakresu. Wybierz go z listy naboru."),
    "subkind-of-another": gettext_lazy("„%(sub)s” nie należy do wsparcia „%(kind)s”. Popraw formę wsparcia."),
    "scope-unknown": gettext_lazy("Nabór nie zna zakresu wsparcia „%(typed)s”. Wybierz go z listy."),
    "sign-of-lists": gettext_lazy(
        "„%(typed)s” zawiera znak „%(sign)s”, którym portal rozdziela wartości. Usuń ten znak."
    ),
    "institution-of-individual": gettext_lazy(
        "Uczestnik indywidualny ma wpisaną instytucję. Usuń ją albo zmień rodzaj uczestnika."
    ),
    "institution-unlisted": gettext_lazy(
        "Instytucji „%(name)s” nie ma na liście instytucji projektu. Dopisz ją do listy albo popraw nazwę."
    ),
    "start-before-project": gettext_lazy(
        "Udział zaczyna się %(day)s, przed początkiem projektu %(begins)s. Sprawdź dzień pierwszego wsparcia."
    ),
    "start-after-project": gettext_lazy(
        "Udział zaczyna się %(day)s, po końcu projektu %(ends)s. Sprawdź dzień pierwszego wsparcia."
    ),
    "end-after-project": gettext_lazy(
        "Udział kończy się %(day)s, po końcu projektu %(ends)s. Sprawdź dzień zakończenia albo aneks."
    ),
    "end-before-start": gettext_lazy(
        "Udział kończy się %(day)s, przed rozpoczęciem %(started)s. Sprawdź dzień zakończenia."
    ),
    "support-before-start": gettext_lazy(
        "Wsparcie „%(kind)s” od %(day)s jest wcześniejsze niż początek udziału %(started)s. Początek "
        "udziału to dzień pierwszego wsparcia."
    ),
    "support-after-end": gettext_lazy(
        "Wsparcie „%(kind)s” od %(day)s jest późniejsze niż koniec udziału %(ended)s. Popraw dzień "
        "zakończenia."
    ),
    "support-ends-early": gettext_lazy(
        "Wsparcie „%(kind)s” od %(day)s kończy się wcześniej, niż się zaczyna: %(ended)s. Popraw daty."
    ),
    "start-before-support": gettext_lazy(
        "Udział zaczyna się %(day)s, a pierwsze wsparcie było %(first)s. Początek udziału to dzień "
        "pierwszego wsparcia, nie podpisania deklaracji."
    ),
    "too-many-situations": gettext_lazy(
        "Rejestr ma %(places)s miejsca na sytuację po zakończeniu, a zapisano ich więcej (%(count)s). "
        "Zostaw najważniejsze."
    ),
    "situation-twice": gettext_lazy("Ta sama sytuacja po zakończeniu stoi dwa razy. Usuń powtórzenie."),
    "project-number-missing": gettext_lazy("Projekt nie ma numeru umowy. Uzupełnij go w danych projektu."),
    "project-days-missing": gettext_lazy(
        "Projekt nie ma daty początku albo końca, więc nie można sprawdzić dat udziału. Uzupełnij warunki."
    ),
    "rehearsal": gettext_lazy(
        "To próba: projekt z tego okresu nie trafia do %(register)s. Pola, o które wtedy nie pytano, "
        "zostają puste: %(headers)s."
    ),
    "nip-missing": gettext_lazy("Instytucja „%(name)s” nie ma NIP. Wpisz go albo zaznacz, że go nie ma."),
    "nip-wrong": gettext_lazy("NIP instytucji „%(name)s” jest błędny: 10 cyfr, ostatnia sprawdza pozostałe."),
    "nip-though-none": gettext_lazy("Instytucja „%(name)s” ma NIP, choć zaznaczono, że go nie ma. Popraw."),
    "text-day": gettext_lazy("„%(typed)s” nie jest datą w postaci RRRR-MM-DD. Popraw zapis."),
    "text-unknown": gettext_lazy("„%(typed)s” nie ma w słowniku rejestru. Wybierz wartość z listy."),
    "text-hard-space": gettext_lazy("„%(typed)s” zawiera twardą spację. Wpisz „%(right)s”."),
    "text-spaces": gettext_lazy("„%(typed)s” ma inne odstępy niż słownik. Wpisz „%(right)s”."),
    "text-dash": gettext_lazy("„%(typed)s” ma inną kreskę niż słownik (ma być półpauza). Wpisz „%(right)s”."),
    "text-letters": gettext_lazy("„%(typed)s” ma litery złożone ze znaków. Wpisz „%(right)s”."),
    "text-case": gettext_lazy("„%(typed)s” różni się wielkością liter. Wpisz „%(right)s”."),
    "text-spelling": gettext_lazy("„%(typed)s” różni się zapisem od słownika. Wpisz „%(right)s”."),
    "text-shortened": gettext_lazy("„%(typed)s” jest skrócone. Wpisz cały tekst: „%(right)s”."),
    "text-without-sub": gettext_lazy("Wartość „%(above)s” wymaga „w tym”. Uzupełnij je."),
    "text-of-another": gettext_lazy("„%(typed)s” nie należy do „%(above)s”. Popraw jedno z nich."),
    "lists-differ": gettext_lazy(
        "Liczba wartości to %(count)s, a rodzajów wsparcia %(kinds)s. Każda forma wsparcia ma tu swoje "
        "miejsce, choćby puste."
    ),
}

#: What to do about a missing field, where its header does not say it.
_MISSING: Words = {
    "identifier": gettext_lazy(
        "Brakuje numeru PESEL. Wpisz go albo zaznacz, że osoba go nie ma, i podaj inny identyfikator."
    ),
    "birth_date": gettext_lazy("Brakuje daty urodzenia, więc nie da się policzyć wieku. Uzupełnij ją."),
    "started_on": gettext_lazy(
        "Udział nie ma daty rozpoczęcia. Powstaje ona z pierwszego wsparcia: zapisz je, a data pojawi się "
        "sama."
    ),
    "ended_on": gettext_lazy("Zapisano sytuację po zakończeniu, a nie ma daty zakończenia. Uzupełnij ją."),
    "exit_situation": gettext_lazy(
        "Udział jest zakończony, a nie ma sytuacji po zakończeniu. Ustal ją w ciągu 4 tygodni i wpisz."
    ),
    "exit_on_path": gettext_lazy(
        "Udział jest zakończony, a nie wiadomo, czy zgodnie ze ścieżką. Zaznacz tak albo nie."
    ),
    "labour_substatus": gettext_lazy("Ten status na rynku pracy wymaga „w tym”. Uzupełnij je."),
    "institution": gettext_lazy("Pracownik instytucji musi mieć instytucję. Wybierz ją z listy projektu."),
    "project_number": gettext_lazy("Projekt nie ma numeru umowy. Uzupełnij go w danych projektu."),
}

_UNREADABLE: Words = {
    "encoding": gettext_lazy(
        "Plik nie jest zapisany w UTF-8. Pobierz go z portalu jeszcze raz i nie zapisuj w arkuszu."
    ),
    "empty": gettext_lazy("Plik jest pusty. Pobierz go z portalu jeszcze raz."),
    "headers": gettext_lazy("W pliku nie ma nagłówków, które znamy. Na początku stoi: %(found)s."),
    "quotes": gettext_lazy("Cudzysłowy w pliku nie są domknięte. Pobierz go z portalu jeszcze raz."),
}

_UNPINNED: Words = {
    "nobody": gettext_lazy("Nie znamy osoby, o której mówi ta odpowiedź."),
    "several": gettext_lazy("Odpowiedź pasuje do kilku osób."),
    "contradiction": gettext_lazy("Numer wiersza i identyfikator wskazują różne osoby."),
    "no-address": gettext_lazy("Odpowiedź nie mówi, kogo dotyczy."),
}


def sentence(fault: Fault) -> str:
    """Return what is wrong and how to fix it.

    Raises:
        KeyError: nobody has given words to the code.
    """
    if fault.code == "missing" and fault.field in _MISSING:
        return str(_MISSING[fault.field])
    return str(_SENTENCES[fault.code]) % _shown(fault.params)


def name_of_field(register: Register, field: str) -> str:
    """Return the header of a column or kept field; of a "w tym" also the one it belongs to."""
    column = register.by_code[field]
    if column.header.casefold() != "w tym":
        return column.header
    before = register.columns[register.positions[field] - 1]
    return _("%(header)s, w tym") % {"header": before.header}


def why_unreadable(refusal: Unreadable) -> str:
    """Return why a file could not be read, and what to do."""
    return str(_UNREADABLE[refusal.fault]) % _shown(refusal.params)


def why_unpinned(answer: Unpinned | Answered) -> str:
    """Return why an answer of the portal stands at nobody."""
    return str(_UNPINNED[answer.why])


def _shown(params: Mapping[str, object]) -> Mapping[str, str]:
    return {name: _text(value) for name, value in params.items()}


def _text(value: object) -> str:
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return "" if value is None else str(value)
