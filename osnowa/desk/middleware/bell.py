"""How much waits for whoever asks, kept in the session: the bell of every page says it.

The number is one statement, but a wide one (lists, documents, measurements, people without support), and it
would stand on each of a hundred pages a day. So it is counted anew after every write of one's own, with other
roles, on the next day and after ten minutes, for what others did; in between it comes with the session, which
is read anyway. A page that counts for itself (the desk, the list of what waits) keeps its own number.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from osnowa.desk.queries.todo import due_of, marks_attendance
from osnowa.projects.standing import Standing
from osnowa.trainings.access import may_see_sessions

#: Under this word it stands in the session: of which centre, day and roles, until which second, how much.
KEPT = "waits"
KEPT_SECONDS = 10 * 60
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class BellMiddleware:
    """Forget how much waits after whatever may have changed it: any request that writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in SAFE and KEPT in request.session:
            del request.session[KEPT]
        return response


def waiting_count(request: HttpRequest) -> int:
    """Return how much waits for whoever asks, as of the last ten minutes; two statements to count it."""
    which = [request.centre.pk, request.today.isoformat(), _roles(request.who)]
    second = int(request.now.timestamp())
    counted = getattr(request, "due_count", None)
    *kept_which, until, kept = request.session.get(KEPT) or [0, 0]
    # A clock set back must not leave a number that is never counted again.
    is_fresh = kept_which == which and 0 < until - second <= KEPT_SECONDS
    if is_fresh and counted in (None, kept):
        return kept
    if counted is None:
        who = request.who
        counted = len(due_of(who, marks=marks_attendance(who, has_meetings=may_see_sessions(who))))
    request.session[KEPT] = [*which, second + KEPT_SECONDS, counted]
    return counted


def _roles(who: Standing) -> str:
    """Return the roles of ``who`` as one word: with another role something else waits."""
    held = {"": who.centre_roles, **who.team, **{f"p{key}": ids for key, ids in who.partnerships.items()}}
    return " ".join(sorted(f"{where}:{role}" for where, roles in held.items() for role in roles))
