"""Help: the keys, and how one begins."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.ui.pages import page


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the keys that work everywhere and those of single pages."""
    groups = [
        (
            _("Na każdej stronie"),
            [
                (["/"], _("szukaj osoby, projektu albo dokumentu")),
                (["?"], _("ta strona")),
                (["Ctrl", "Enter"], _("zapisz formularz, w którym piszesz")),
                (["Esc"], _("zamknij listę albo otwarty wiersz")),
                (["Tab"], _("następny odnośnik albo pole, z Shift poprzednie")),
            ],
        ),
        (
            _("Pulpit i teczka osoby"),
            [(["K"], _("dodaj kontakt: na pulpicie pierwszej osobie z listy, w teczce tej osobie"))],
        ),
        (
            _("Lista obecności"),
            [
                (["O"], _("obecność")),
                (["N"], _("nieobecność")),
                (["U"], _("nieobecność usprawiedliwiona")),
                (["S"], _("spóźnienie")),
                (["↑", "↓"], _("poprzednia i następna osoba")),
                (["←", "→"], _("poprzednia i następna możliwość")),
            ],
        ),
    ]
    return page(request, "desk/help.html", {"groups": groups, "whys": whys()})


def whys() -> list[tuple[str, str, str]]:
    """Return the paragraphs to which refusals lead: anchor, question and answer."""
    return [
        (
            "dni-kontaktu",
            _("Dlaczego kontakt nie może mieć tej daty?"),
            _(
                "Kontakt jest wsparciem i liczy się do wskaźników, dlatego musi leżeć między dniem zapisania "
                "osoby do projektu a ostatnim dniem jej udziału. Plan na jutro to jeszcze nie wsparcie. "
                "Jeśli pomylony jest dzień zapisu albo zakończenia, najpierw popraw go w teczce osoby."
            ),
        ),
        (
            "kto-w-zespole",
            _("Dlaczego tej osoby nie można wskazać?"),
            _(
                "Kontakt zapisuje się na tego, kto w tym dniu pracował w projekcie. Rolę w zespole i jej "
                "daty nadaje koordynacja w ustawieniach projektu."
            ),
        ),
        (
            "dluga-notatka",
            _("Dlaczego notatka ma granicę?"),
            _(
                "Notatka mówi, co ustalono i co dalej. Dłuższy dokument dołącz do teczki jako plik. To, co "
                "wpisano, zostaje w polu: skróć tekst i zapisz jeszcze raz."
            ),
        ),
    ]
