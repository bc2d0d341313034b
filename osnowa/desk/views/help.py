"""Help: the keys, and how one begins."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.desk.views.whys import CHAPTERS
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
    return page(request, "desk/help.html", {"groups": groups, "chapters": CHAPTERS})
