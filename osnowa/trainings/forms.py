"""What is typed about courses, editions, meetings and marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.clock.periods import in_force
from osnowa.organisations.models import Membership, Place
from osnowa.projects.models import Group, Project, SupportForm
from osnowa.trainings.models import Attendance, Course, Edition
from osnowa.ui.fields import DayField, HourField

#: Statuses that say how long somebody was there.
_TIMED = (Attendance.Status.LATE, Attendance.Status.LEFT_EARLY)

#: More digits than this are no id of ours, and more than a database takes.
_LONGEST_ID = 18

WEEKDAYS = (
    ("", _("ten sam, co pierwszy dzień")),
    ("0", _("poniedziałek")),
    ("1", _("wtorek")),
    ("2", _("środa")),
    ("3", _("czwartek")),
    ("4", _("piątek")),
    ("5", _("sobota")),
    ("6", _("niedziela")),
)


class CourseForm(forms.Form):
    """A course of a project."""

    form = forms.ModelChoiceField(
        label=_("Forma wsparcia"),
        queryset=SupportForm.objects.none(),
        empty_label=_("wybierz formę grupową"),
        error_messages={"required": _("Wybierz formę wsparcia")},
    )
    name = forms.CharField(label=_("Nazwa zajęć"), max_length=160)
    meetings = forms.IntegerField(
        label=_("Planowana liczba spotkań"),
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w6"}),
    )
    description = forms.CharField(label=_("Program zajęć"), required=False, widget=forms.Textarea)

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        group_forms = SupportForm.objects.filter(project=project, mode=SupportForm.Mode.GROUP)
        self.fields["form"].queryset = group_forms


class EditionForm(forms.Form):
    """A course for one group: who leads it and where."""

    group = forms.ModelChoiceField(
        label=_("Grupa"),
        queryset=Group.objects.none(),
        empty_label=_("wybierz grupę"),
        error_messages={"required": _("Wybierz grupę")},
    )
    trainer = forms.ModelChoiceField(
        label=_("Prowadzi (konto)"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nikt z kontem"),
        help_text=_("Ta osoba zaznacza obecność na tych zajęciach."),
    )
    trainer_name = forms.CharField(
        label=_("Prowadzi (imię i nazwisko)"),
        max_length=120,
        required=False,
        help_text=_(
            "Gdy prowadzi ktoś bez konta. To samo imię i nazwisko to ta sama osoba, "
            "więc nie ma dwóch spotkań naraz."
        ),
    )
    place = forms.ModelChoiceField(
        label=_("Miejsce"), queryset=Place.objects.none(), required=False, empty_label=_("nie podano")
    )

    def __init__(self, *args, project: Project, on: date, edition: Edition | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(project=project).order_by("sort_key", "name")
        members = Q(pk__in=Membership.objects.filter(in_force(on), centre=project.centre_id).values("user"))
        if edition and edition.trainer_id:
            members |= Q(pk=edition.trainer_id)
        self.fields["trainer"].queryset = User.objects.filter(members).order_by("name")
        self.fields["place"].queryset = Place.objects.all()


class _MeetingForm(forms.Form):
    """Hours and place of a meeting."""

    begins_at = HourField(label=_("Od godziny"))
    ends_at = HourField(label=_("Do godziny"), help_text=_("Na przykład 13:00"))
    place = forms.ModelChoiceField(
        label=_("Miejsce"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("to samo, co zajęć"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.all()


class SessionForm(_MeetingForm):
    """One meeting."""

    number = forms.IntegerField(
        label=_("Numer spotkania"),
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w6"}),
    )
    held_on = DayField(label=_("Dzień"))
    topic = forms.CharField(label=_("Temat"), max_length=200, required=False)

    field_order = ("number", "held_on", "begins_at", "ends_at", "topic", "place")


class WeeklyForm(_MeetingForm):
    """Meetings a week apart."""

    first_on = DayField(label=_("Najwcześniej od dnia"))
    weekday = forms.TypedChoiceField(
        label=_("Dzień tygodnia"), choices=WEEKDAYS, required=False, coerce=int, empty_value=None
    )
    count = forms.IntegerField(
        label=_("Liczba spotkań"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w6"}),
    )

    is_second = forms.BooleanField(
        label=_("To druga seria tej grupy w tych samych tygodniach"), required=False
    )

    field_order = ("first_on", "weekday", "count", "begins_at", "ends_at", "place", "is_second")

    def __init__(self, *args, has_series: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_series:
            del self.fields["is_second"]


class TopicForm(forms.Form):
    """What a meeting was about."""

    topic = forms.CharField(label=_("Temat"), max_length=200, required=False)


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label=_("Powód odwołania"),
        max_length=200,
        help_text=_("Zobaczą go osoby, które prowadzą i planują zajęcia."),
    )


class ApprovalForm(forms.Form):
    """Somebody answers for a list, with the paper that was signed."""

    scan = forms.FileField(
        label=_("Skan podpisanej listy"),
        required=False,
        help_text=_("PDF, JPG albo PNG. Papierowy oryginał zostaje w dokumentacji."),
    )


class ApprovalWithdrawalForm(forms.Form):
    """Why nobody answers for a list any more."""

    reason = forms.CharField(
        label=_("Powód wycofania zatwierdzenia"), max_length=200, help_text=_("Zostaje w dzienniku zmian.")
    )


def course_values(course: Course) -> dict[str, object]:
    """Return what the form of a course shows first."""
    return {name: getattr(course, name) for name in ("form", "name", "meetings", "description")}


# ---- marks -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TypedMark:
    """The choice of one row: a status or "", minutes as typed, and the mark that stood there."""

    status: str = ""
    minutes: str = ""
    base: int | None = None

    def as_mark(self) -> tuple[str, int | None, int | None]:
        """Return status, minutes and base as an action takes them; minutes of a timed status only."""
        timed = self.minutes.strip() if self.status in _TIMED else ""
        return self.status, int(timed) if timed else None, self.base


@dataclass(frozen=True)
class TypedMarks:
    """What was sent from the register: a choice per participant, and what could not be read."""

    rows: Mapping[int, TypedMark]
    faults: Mapping[int, str] = field(default_factory=dict)

    @property
    def chosen(self) -> dict[int, tuple[str, int | None, int | None]]:
        """The rows in which something is chosen, as ``mark_session`` takes them."""
        return {pk: row.as_mark() for pk, row in self.rows.items() if row.status and pk not in self.faults}


def typed_nonce(data: Mapping[str, str]) -> UUID | None:
    """Return what one sending of marks is known by; None when it came without, or with what is none."""
    try:
        return UUID(data.get("zapis", ""))
    except ValueError:
        return None


def typed_marks(data: Mapping[str, str], enrolments: Iterable[int]) -> TypedMarks:
    """Return the choices sent for ``enrolments``: ``m-<id>`` status, ``t-<id>`` minutes, ``b-<id>`` base.

    Others are left out: a form may have been open while somebody left the group.
    """
    rows, faults = {}, {}
    for pk in enrolments:
        base = data.get(f"b-{pk}", "")
        row = TypedMark(
            status=data.get(f"m-{pk}", ""),
            minutes=data.get(f"t-{pk}", "").strip(),
            base=int(base) if base.isascii() and base.isdecimal() and len(base) <= _LONGEST_ID else None,
        )
        rows[pk] = row
        readable = row.minutes.isascii() and row.minutes.isdigit() and len(row.minutes) < 5
        if row.status in _TIMED and row.minutes and not readable:
            faults[pk] = _now("Wpisz minuty cyframi, na przykład 60.")
    return TypedMarks(rows, faults)
