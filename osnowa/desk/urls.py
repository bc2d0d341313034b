"""Addresses of the desk: the first one after signing in, and what is composed from several apps."""

from django.urls import path

from osnowa.desk.views import help, home, log, person, project, report, search, start, todo

app_name = "desk"
urlpatterns = [
    path("", start.start, name="start"),
    path("zegar/", start.set_clock, name="clock"),
    path("<slug:centre>/", home.home, name="home"),
    path("<slug:centre>/pomoc/", help.help_page, name="help"),
    path("<slug:centre>/do-zrobienia/", todo.todo, name="todo"),
    path("<slug:centre>/szukaj/", search.search, name="search"),
    path("<slug:centre>/dziennik/", log.log, name="log"),
    path("<slug:centre>/projekty/<slug:slug>/", project.project, name="project"),
    path("<slug:centre>/projekty/<slug:slug>/grupy/<int:pk>/", project.group, name="group"),
    path("<slug:centre>/osoby/<int:pk>/", person.person, name="person"),
    path("<slug:centre>/osoby/<int:pk>/obecnosci/", person.attendance, name="person_attendance"),
    path("<slug:centre>/osoby/<int:pk>/historia/", person.history, name="person_history"),
    path("<slug:centre>/osoby/<int:pk>/raport/", report.report, name="person_report"),
]
