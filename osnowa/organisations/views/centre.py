"""The page on which a centre's own data are corrected."""

from functools import partial

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.organisations.access import centre_abilities
from osnowa.organisations.actions.centres import correct_centre
from osnowa.organisations.addresses import panel
from osnowa.organisations.forms.centre import CentreForm
from osnowa.ui.doing import done, typed
from osnowa.ui.pages import allow, answer_form


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest) -> HttpResponse:
    allow(centre_abilities(request.who).correct_centre)
    form = CentreForm(typed(request), initial=model_to_dict(request.centre))
    if done(form, partial(correct_centre, centre=request.centre, by=request.user, at=request.now)):
        messages.success(request, _("Dane ośrodka są poprawione."))
        return redirect(panel("organisations:members"))
    title = _("Popraw dane ośrodka")
    context = {
        "title": title,
        "lede": _("Nazwę w adresie (%(slug)s) i host zmienia osoba, która prowadzi serwer.")
        % {"slug": request.centre.slug},
        "save": _("Zapisz poprawki"),
        "back": panel("organisations:members"),
        "crumbs": [(_("Konta"), panel("organisations:members")), (title, "")],
    }
    return answer_form(request, "organisations/form.html", context, form)
