"""What can happen to the privacy notices of a project: a version is added, corrected, withdrawn."""

from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import PrivacyNotice
from osnowa.projects.models import Project


class NoticeWasGiven(Refused):
    """What people were told stays as it was told."""

    message = _("Tę wersję klauzuli ktoś już dostał, więc zostaje bez zmian. Dodaj następną wersję.")


@action
def add_notice(
    *, project: Project, version: str, valid_from: date, text: str, by: User, at: datetime
) -> PrivacyNotice:
    """Add a version of the privacy notice of ``project``, handed out from ``valid_from``.

    Raises:
        ValidationError: the version or the day is taken, or a field is empty.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    notice = PrivacyNotice(project=project, **_tidy(version, valid_from, text))
    notice.full_clean()
    notice.save()
    _say("added", notice, by, at, after=_told(notice))
    return notice


@action
def correct_notice(
    *, notice: PrivacyNotice, version: str, valid_from: date, text: str, by: User, at: datetime
) -> PrivacyNotice:
    """Correct a version that nobody was given yet.

    Raises:
        NoticeWasGiven: somebody was.
        NothingChanged: everything given is already so.
        ValidationError: see ``add_notice``.
    """
    notice = _locked(notice)
    before = _told(notice)
    for name, value in _tidy(version, valid_from, text).items():
        setattr(notice, name, value)
    if _told(notice) == before:
        raise NothingChanged
    if notice.declarations.exists():
        raise NoticeWasGiven
    notice.full_clean()
    notice.save()
    _say("corrected", notice, by, at, before=before, after=_told(notice))
    return notice


@action
def withdraw_notice(*, notice: PrivacyNotice, by: User, at: datetime) -> PrivacyNotice:
    """Delete a version that nobody was given.

    Raises:
        NoticeWasGiven: somebody was, or had been before that was corrected.
    """
    notice = _locked(notice)
    _say("withdrawn", notice, by, at, before=_told(notice))
    try:
        notice.delete()
    except ProtectedError as given:
        raise NoticeWasGiven from given
    return notice


def _locked(notice: PrivacyNotice) -> PrivacyNotice:
    Project.objects.select_for_update(no_key=True).get(pk=notice.project_id)
    return PrivacyNotice.objects.select_related("project").get(pk=notice.pk)


def _tidy(version: str, valid_from: date, text: str) -> dict[str, Any]:
    return {"version": " ".join(version.split()), "valid_from": valid_from, "text": text.strip()}


def _say(
    verb: str,
    notice: PrivacyNotice,
    by: User,
    at: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(
        verb=f"participants.privacynotice.{verb}",
        subject=notice,
        by=by,
        at=at,
        within=notice.project,
        before=before,
        after=after,
    )


def _told(notice: PrivacyNotice) -> dict[str, Any]:
    return {"version": notice.version, "valid_from": notice.valid_from, "text": notice.text}
