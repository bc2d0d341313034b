"""The codes of the pure rooms in plain Polish: what is wrong, and how to make it right."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.intake.faults import Said, Unreadable
from osnowa.participants.likeness import Likeness
from osnowa.participants.reasons import in_words

#: Why a whole file is refused.
FILES = {
    "too_large": _("Plik ma %(size)s MB, a można wczytać najwyżej %(most)s MB. Podziel listę na części."),
    "too_many_rows": _("Arkusz ma więcej wierszy niż %(most)s. Podziel listę na części."),
    "too_many_cells": _(
        "Arkusz jest za duży: ma więcej komórek niż %(most)s. "
        "Skopiuj samą listę do nowego pliku i wczytaj go."
    ),
    "bomb": _("Plik po rozpakowaniu byłby za duży. Skopiuj samą listę do nowego pliku i wczytaj go."),
    "macros": _("Plik zawiera makra. Zapisz go w Excelu jako „Skoroszyt programu Excel (*.xlsx)” i wczytaj."),
    "password": _("Plik jest zabezpieczony hasłem. Zapisz go bez hasła i wczytaj."),
    "old_format": _(
        "To plik w starym formacie Excela. Otwórz go i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."
    ),
    "web_page": _(
        "To strona internetowa albo plik XML zapisany pod nazwą arkusza. "
        "Otwórz go w Excelu i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."
    ),
    "not_spreadsheet": _("To nie jest arkusz. Można wczytać plik XLSX, ODS albo CSV."),
    "broken": _(
        "Pliku nie da się odczytać: jest uszkodzony. Otwórz go w arkuszu, zapisz jeszcze raz i wczytaj."
    ),
    "empty": _("W pliku nie ma żadnego wiersza z danymi."),
    "no_header": _(
        "Nie widać wiersza z nazwami kolumn (na przykład imię, nazwisko, PESEL). "
        "Dopisz go nad listą i wczytaj plik jeszcze raz."
    ),
    "which_sheet": _("Dane są w kilku arkuszach: %(sheets)s. Wybierz ten, z którego wczytać listę."),
    "no_sheet": _("W pliku nie ma arkusza z danymi o nazwie „%(sheet)s”."),
    "broken_letters": _(
        "Polskie litery są w tym pliku zepsute (na przykład „Å‚” zamiast „ł”). "
        "Zapisz listę jeszcze raz z programu, z którego pochodzi, najlepiej jako XLSX."
    ),
    "which_encoding": _(
        "Nie wiadomo, jak zapisano w tym pliku polskie litery. Zapisz go w Excelu jako „CSV UTF-8” albo XLSX."
    ),
}
#: Why a row is refused.
FAULTS = {
    "cell_merged": _("Komórka jest scalona z sąsiednią i nie ma własnej wartości. Rozdziel komórki."),
    "cell_uncomputed": _(
        "W komórce jest formuła bez obliczonej wartości. "
        "Otwórz plik w Excelu, zapisz go i wczytaj jeszcze raz."
    ),
    "formula_failed": _("Formuła dała błąd „%(text)s”. Wpisz wartość."),
    "became_date": _(
        "Arkusz zamienił wpis na datę (%(text)s). Ustaw format komórki „Tekst” i wpisz jeszcze raz."
    ),
    "too_long": _("Wpis ma za dużo znaków: %(count)s, a może mieć najwyżej %(most)s."),
    "not_a_name": _("„%(text)s” nie wygląda na imię ani nazwisko."),
    "one_word_name": _("„%(text)s” to jedno słowo; potrzebne są imię i nazwisko."),
    "no_name": _("Brakuje imienia albo nazwiska."),
    "pesel_scientific": _(
        "Arkusz skrócił PESEL do liczby „%(text)s” i cyfry przepadły. "
        "Ustaw format komórki „Tekst” i wpisz PESEL."
    ),
    "pesel_digits": _("PESEL składa się z samych cyfr."),
    "pesel_length": _("Liczba cyfr w numerze PESEL to %(count)s, a potrzebnych jest 11."),
    "pesel_checksum": _("PESEL ma błędną cyfrę kontrolną. Porównaj go z dokumentem."),
    "pesel_date": _("PESEL zaczyna się od dnia, którego nie ma w kalendarzu. Porównaj go z dokumentem."),
    "pesel_and_none": _("Jest numer PESEL i znak, że osoba go nie ma. Zostaw jedno z nich."),
    "not_a_day": _("„%(text)s” nie jest datą. Wpisz ją na przykład tak: 2.10.2018."),
    "no_such_day": _("Dnia %(text)s nie ma w kalendarzu."),
    "only_year": _("„%(text)s” to sam rok; potrzebna jest cała data."),
    "short_year": _("W dacie „%(text)s” rok ma dwie cyfry. Wpisz cztery."),
    "which_day": _(
        "„%(text)s” może znaczyć %(one)s albo %(other)s. "
        "Wpisz datę z kropkami, najpierw dzień, potem miesiąc."
    ),
    "born_in_future": _("Data urodzenia %(day)s jest późniejsza niż dziś."),
    "born_too_long_ago": _("Data urodzenia %(day)s oznacza wiek ponad %(years)s lat."),
    "birth_date_differs": _("PESEL wskazuje datę urodzenia %(day)s. Popraw jedno z nich."),
    "sex_differs": _("PESEL wskazuje inną płeć. Popraw jedno z nich."),
    "not_a_sex": _("„%(text)s” nie oznacza płci. Wpisz K albo M."),
    "not_an_answer": _("„%(text)s” nie jest odpowiedzią. Wpisz tak, nie albo odmowa."),
    "not_a_phone": _("„%(text)s” nie jest numerem telefonu. Ma on 9 cyfr, a zagraniczny zaczyna się od +."),
    "not_an_email": _(
        "„%(text)s” nie jest adresem e-mail. Ma on postać nazwa@domena.pl, bez polskich liter."
    ),
    "not_a_postal_code": _("„%(text)s” nie jest kodem pocztowym. Ma on postać 50-502."),
    "not_a_education": _(
        "W projekcie nie ma wykształcenia „%(text)s”. Wpisz je słowami ze słownika projektu."
    ),
    "not_a_labour_status": _("W projekcie nie ma statusu „%(text)s”. Wpisz go słowami ze słownika projektu."),
    "not_a_house_number": _("„%(text)s” nie jest numerem domu i mieszkania. Wpisz na przykład 12/3."),
    "address_unclear": _(
        "Nie da się podzielić adresu „%(text)s”. Wpisz na przykład: Traugutta 12/3, 50-502 Wrocław."
    ),
    "columns_differ": _("Dwie kolumny mówią co innego (%(field)s): „%(one)s” i „%(other)s”."),
    "pesel_of_other_name": _(
        "Ten PESEL ma w ośrodku osoba o innym nazwisku. Sprawdź numer, albo najpierw popraw dane tej osoby."
    ),
    "no_group": _("W projekcie nie ma grupy „%(text)s” albo są dwie o tej nazwie."),
    "no_worker": _("W zespole projektu nikt o nazwisku „%(text)s” nie prowadzi osób. Wpisz imię i nazwisko."),
    "not_in_register": _("Rejestr uczestników nie zna odpowiedzi „%(text)s”."),
    "repeated_pesel": _("Ten sam PESEL jest w wierszu %(row)s. Zostaw jeden z nich."),
    "repeated_number": _("Ten sam numer w projekcie jest w wierszu %(row)s."),
}
#: What was understood or done, without refusing anything.
NOTES = {
    "name_differs": _("Nazwa pliku kończy się na „%(ending)s”, ale to plik %(kind)s."),
    "formulas": _("Liczba komórek z formułą: %(count)s. Wczytano ich obliczone wartości."),
    "encoding": _("Polskie litery odczytano w kodowaniu %(encoding)s. Sprawdź je w kilku nazwiskach."),
    "name_case": _("Nazwisko wielkimi literami zapisano zwykłymi."),
    "name_split": _("Podzielono na imię „%(first)s” i nazwisko „%(last)s”."),
    "pesel_none": _("„%(text)s” przyjęto jako znak, że osoba nie ma numeru PESEL."),
    "zero_restored": _("Arkusz obciął zera na początku (%(count)s); dopisano je."),
    "day_of_number": _("Liczbę %(text)s odczytano jako dzień %(day)s, bo tak arkusz przechowuje daty."),
    "month_first": _("Datę odczytano jako %(day)s, bo miesiąc stoi w niej na początku."),
    "day_by_pesel": _("Datę odczytano jako %(day)s, bo tak mówi PESEL."),
    "second_phone": _("Wzięto pierwszy numer telefonu; pominięto: %(text)s."),
    "left_empty": _("„%(text)s” przyjęto jako brak wpisu."),
    "spelt_otherwise": _("„%(text)s” dopasowano do słownika projektu. Sprawdź to."),
    "address_split": _("Podzielono adres „%(text)s” na części. Sprawdź je."),
    "other_identifier": _("To inny identyfikator niż PESEL: osoba nie ma numeru PESEL."),
    "without_pesel": _("Nie ma numeru PESEL ani znaku, że osoba go nie ma; dane trzeba będzie uzupełnić."),
}
#: Verdicts over a row.
KINDS = {
    "new": _("nowa osoba"),
    "same_person": _("osoba znana w ośrodku, zostanie zapisana do projektu"),
    "in_project": _("jest już w projekcie"),
    "likely_duplicate": _("możliwe, że ta osoba już jest – zdecyduj"),
    "refused": _("odrzucony"),
}


def of_file(fault: Unreadable) -> str:
    """Return why the file is refused."""
    return str(FILES[fault.code]) % _shown(fault.params)


def of(said: Said) -> str:
    """Return the sentence of a fault or a note."""
    return str(FAULTS.get(said.code) or NOTES[said.code]) % _shown(said.params)


def of_likeness(likeness: Likeness) -> str:
    """Return the reasons in words, joined by commas."""
    return in_words(likeness.reasons)


def _shown(params: object) -> dict[str, object]:
    pairs = dict(params) if isinstance(params, dict) else {}
    return {name: date_format(value) if isinstance(value, date) else value for name, value in pairs.items()}
