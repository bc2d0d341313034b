"""A session that ends half an hour after the last look, without a write at each look."""

import time

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

TOUCHED = "touched_at"
TOUCH_EVERY_SECONDS = 60


class SlidingSessionMiddleware(SessionMiddleware):
    """Keep a signed-in session alive while it is used; its row is renewed at most once a minute.

    Writing at each request would take SQLite's only write lock for every page that is merely read.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if self.is_due(request, int(time.time())):
            request.session[TOUCHED] = int(time.time())
        return super().process_response(request, response)

    @staticmethod
    def is_due(request: HttpRequest, now: int) -> bool:
        """Answer whether the session is somebody's, was used now, and was not renewed in the last minute."""
        session = getattr(request, "session", None)
        if session is None or not session.accessed or "_auth_user_id" not in session:
            return False
        # A clock set back must not leave a session that is never renewed.
        return not 0 <= now - session.get(TOUCHED, 0) < TOUCH_EVERY_SECONDS
