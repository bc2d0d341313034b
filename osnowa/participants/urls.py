"""Addresses of people and their participation; the file itself is composed by the desk."""

from django.urls import path

from osnowa.participants.views import ends, enrolments, grounds, merges, people, persons

app_name = "participants"
urlpatterns = [
    path("osoby/", people.people, name="people"),
    path("osoby/dodaj/", persons.register, name="register"),
    path("osoby/powod/", people.reason_search, name="reason_search"),
    path("osoby/<int:pk>/powod/", people.reason, name="reason"),
    path("osoby/<int:pk>/popraw/", persons.correct, name="correct"),
    path("osoby/<int:pk>/wycofaj/", persons.withdraw, name="withdraw"),
    path("osoby/<int:pk>/zapisz-do-projektu/", enrolments.enrol, name="enrol"),
    path("osoby/<int:pk>/podstawy/dodaj/", grounds.add_ground, name="add_ground"),
    path("osoby/<int:pk>/polacz/<int:other>/", merges.merge, name="merge"),
    path("osoby/<int:pk>/rozne/<int:other>/", merges.tell_apart, name="tell_apart"),
    path("polaczenia/<int:pk>/cofnij/", merges.undo_merge, name="undo_merge"),
    path("podstawy/<int:pk>/popraw/", grounds.correct_ground, name="correct_ground"),
    path("podstawy/<int:pk>/sprawdz/", grounds.decide_ground, name="decide_ground"),
    path("podstawy/<int:pk>/wycofaj/", grounds.withdraw_ground, name="withdraw_ground"),
    path("podstawy/<int:pk>/skan/", grounds.ground_scan, name="ground_scan"),
    path("zapisy/<int:pk>/popraw/", enrolments.correct_enrolment, name="correct_enrolment"),
    path("zapisy/<int:pk>/wycofaj/", enrolments.withdraw_enrolment, name="withdraw_enrolment"),
    path("zapisy/<int:pk>/grupa/", enrolments.join_group, name="join_group"),
    path("zapisy/<int:pk>/opiekun/", enrolments.hand_over, name="hand_over"),
    path("zapisy/<int:pk>/zakonczenie/", ends.end, name="end"),
    path("zapisy/<int:pk>/zakonczenie/wycofaj/", ends.withdraw_exit, name="withdraw_exit"),
    path("zapisy/<int:pk>/pomiar/", ends.measure, name="measure"),
    path("zapisy/<int:pk>/pomiar/wycofaj/", ends.withdraw_outcome, name="withdraw_outcome"),
    path("pomiary/<int:pk>/skan/", ends.outcome_scan, name="outcome_scan"),
    path("udzial-w-grupie/<int:pk>/popraw/", enrolments.correct_membership, name="correct_membership"),
    path("udzial-w-grupie/<int:pk>/wycofaj/", enrolments.withdraw_membership, name="withdraw_membership"),
    path("opieka/<int:pk>/wycofaj/", enrolments.withdraw_caseworker, name="withdraw_caseworker"),
]
