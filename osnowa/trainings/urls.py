"""Addresses of group work."""

from django.urls import path

from osnowa.trainings.views import approvals, courses, meeting, planning, register, sessions, signing

app_name = "trainings"
urlpatterns = [
    path("zajecia/", sessions.sessions, name="sessions"),
    path("zajecia/<int:pk>/", register.edition, name="edition"),
    path("zajecia/<int:pk>/spotkania/<int:session>/", meeting.session, name="session"),
    path("zajecia/<int:pk>/do-podpisu/", signing.edition_to_sign, name="edition_to_sign"),
    path("zajecia/terminy/<int:pk>/do-podpisu/", signing.session_to_sign, name="session_to_sign"),
    path("zajecia/<int:pk>/terminy/", planning.timetable, name="timetable"),
    path("zajecia/<int:pk>/terminy/dodaj/", planning.plan_session, name="plan_session"),
    path("zajecia/<int:pk>/terminy/co-tydzien/", planning.plan_weekly, name="plan_weekly"),
    path("zajecia/<int:pk>/popraw/", courses.correct_edition, name="correct_edition"),
    path("zajecia/<int:pk>/wycofaj/", courses.withdraw_edition, name="withdraw_edition"),
    path("zajecia/terminy/<int:pk>/popraw/", planning.correct_session, name="correct_session"),
    path("zajecia/terminy/<int:pk>/temat/", planning.correct_topic, name="correct_topic"),
    path("zajecia/terminy/<int:pk>/odwolaj/", planning.cancel_session, name="cancel_session"),
    path("zajecia/terminy/<int:pk>/przywroc/", planning.reinstate_session, name="reinstate_session"),
    path("zajecia/terminy/<int:pk>/wycofaj/", planning.withdraw_session, name="withdraw_session"),
    path("zajecia/terminy/<int:pk>/wycofaj-obecnosci/", register.withdraw_marks, name="withdraw_marks"),
    path("zajecia/terminy/<int:pk>/zatwierdz/", approvals.approve_list, name="approve_list"),
    path(
        "zajecia/terminy/<int:pk>/wycofaj-zatwierdzenie/",
        approvals.withdraw_approval,
        name="withdraw_approval",
    ),
    path("zajecia/zatwierdzenia/<int:pk>/skan/", approvals.list_scan, name="list_scan"),
    path("zajecia/zapisy/<int:pk>/cofnij/", register.undo_batch, name="undo_batch"),
    path("zajecia/kursy/<int:pk>/popraw/", courses.correct_course, name="correct_course"),
    path("zajecia/kursy/<int:pk>/wycofaj/", courses.withdraw_course, name="withdraw_course"),
    path("zajecia/kursy/<int:pk>/grupy/dodaj/", courses.add_edition, name="add_edition"),
    path("projekty/<slug:slug>/zajecia/", courses.courses, name="courses"),
    path("projekty/<slug:slug>/zajecia/dodaj/", courses.add_course, name="add_course"),
]
