"""Which test holds each page of rows to one and three of them (``tests.queries.same_queries_for``).

A page is one of rows when its view only reads, or when a table or a list stands on it as somebody of the cast
sees it. A new one fails the build until a test measures it and is named here.
"""

import re

#: Test → the addresses it opens with one row and with three.
BY_TEST: dict[tuple[str, str], tuple[str, ...]] = {
    ("accounts/test_doors.py", "test_the_doors_cost_the_same_for_one_and_three"): ("accounts:demo_doors",),
    ("casework/test_views.py", "test_the_list_asks_as_often_for_three_contacts_as_for_one"): (
        "casework:contacts",
    ),
    ("desk/test_costs.py", "test_tabs_of_a_file_cost_the_same_for_one_and_three"): (
        "desk:person_attendance",
        "desk:person_history",
    ),
    ("desk/test_report.py", "test_the_report_costs_the_same_for_one_and_three"): ("desk:person_report",),
    ("desk/test_costs.py", "test_the_choice_of_centres_costs_the_same_for_one_and_three"): ("desk:start",),
    ("desk/test_contact_in_row.py", "test_the_open_row_costs_the_same_for_one_and_three"): ("desk:home",),
    ("desk/test_home.py", "test_the_desk_costs_the_same_for_one_and_three"): ("desk:home",),
    ("desk/test_log.py", "test_the_log_costs_the_same_for_one_and_three_entries"): ("desk:log",),
    ("desk/test_overview.py", "test_a_group_costs_the_same_for_one_and_three"): ("desk:group",),
    ("desk/test_overview.py", "test_the_overview_costs_the_same_for_one_and_three"): ("desk:project",),
    ("desk/test_todo.py", "test_the_list_costs_the_same_for_one_and_three"): ("desk:todo",),
    ("desk/test_search.py", "test_searching_costs_the_same_for_one_and_three"): ("desk:search",),
    ("desk/test_person.py", "test_the_file_costs_the_same_for_one_and_three"): ("desk:person",),
    ("indicators/test_costs.py", "test_promises_cost_the_same_for_one_and_three"): ("indicators:settings",),
    ("indicators/test_costs.py", "test_the_print_costs_the_same_for_one_and_three"): ("indicators:print",),
    ("indicators/test_pages.py", "test_the_page_needs_as_many_statements_for_one_as_for_three"): (
        "indicators:table",
    ),
    ("initiatives/test_pages.py", "test_the_list_needs_as_many_statements_for_one_as_for_three"): (
        "initiatives:initiatives",
    ),
    ("initiatives/test_pages.py", "test_the_page_needs_as_many_statements_for_one_proof_as_for_three"): (
        "initiatives:initiative",
    ),
    ("monitoring/test_pages.py", "test_the_register_costs_the_same_for_one_and_three"): (
        "monitoring:register",
    ),
    ("monitoring/test_pages.py", "test_the_feedback_costs_the_same_for_one_and_three"): (
        "monitoring:feedback",
    ),
    ("monitoring/test_pages.py", "test_the_person_costs_the_same_for_one_and_three"): ("monitoring:person",),
    ("intake/test_pages.py", "test_columns_and_one_row_cost_the_same_for_one_and_three"): (
        "intake:accept",
        "intake:columns",
        "intake:decide",
    ),
    ("intake/test_pages.py", "test_lists_cost_the_same_for_one_and_three"): ("intake:batches",),
    ("intake/test_pages.py", "test_rows_cost_the_same_for_one_and_three"): ("intake:batch",),
    ("organisations/test_pages.py", "test_a_list_asks_as_often_for_three_rows_as_for_one"): (
        "organisations:areas",
        "organisations:members",
        "organisations:organisation",
        "organisations:organisations",
        "organisations:places",
    ),
    ("organisations/test_pages.py", "test_an_account_asks_as_often_for_three_roles_as_for_one"): (
        "organisations:member",
        "who_am_i",
    ),
    ("participants/test_merge_pages.py", "test_the_comparison_costs_the_same_for_one_and_three"): (
        "participants:merge",
    ),
    ("participants/test_alike_pages.py", "test_the_pairs_cost_the_same_for_one_and_three"): (
        "participants:alike",
    ),
    ("pages/test_pages.py", "test_lists_cost_the_same_for_one_and_three"): (
        "pages:contact",
        "pages:home",
        "pages:projects",
    ),
    ("pages/test_pages.py", "test_the_page_of_a_project_costs_the_same_for_one_and_three"): (
        "pages:project",
    ),
    ("pages/test_local_programmes.py", "test_the_page_costs_the_same_for_one_and_three"): (
        "pages:local_programme",
    ),
    ("pages/test_notices.py", "test_the_list_of_notices_costs_the_same_for_one_and_three"): (
        "pages:notices",
    ),
    ("pages/test_links.py", "test_the_list_of_links_costs_the_same_for_one_and_three"): ("pages:links",),
    ("pages/test_previews.py", "test_a_preview_costs_the_same_for_one_and_three"): ("pages:preview",),
    ("pages/test_previews.py", "test_a_preview_of_a_programme_costs_the_same_for_one_and_three"): (
        "pages:preview_local_programme",
    ),
    ("participants/test_folders.py", "test_identity_costs_the_same_for_one_and_three"): (
        "participants:identity",
    ),
    ("participants/test_folders.py", "test_lists_cost_the_same_for_one_and_three"): (
        "participants:follow_ups",
        "participants:notices",
    ),
    ("participants/test_folders.py", "test_the_folder_costs_the_same_for_one_and_three"): (
        "participants:folder",
    ),
    ("participants/test_pages.py", "test_the_page_asks_a_constant_number_of_questions"): (
        "participants:people",
    ),
    ("projects/test_pages.py", "test_a_local_programme_asks_the_same_for_one_and_three"): (
        "projects:local_programme",
    ),
    ("projects/test_pages.py", "test_programmes_ask_the_same_for_one_and_three"): ("projects:programmes",),
    ("projects/test_pages.py", "test_settings_ask_the_same_for_one_and_three"): (
        "projects:settings",
        "projects:settings_part",
    ),
    ("projects/test_pages.py", "test_the_list_asks_the_same_for_one_and_three"): ("projects:projects",),
    ("trainings/test_meeting.py", "test_the_list_asks_as_often_for_three_people_as_for_one"): (
        "trainings:session",
    ),
    ("trainings/test_signing.py", "test_lists_to_sign_ask_as_often_for_three_rows_as_for_one"): (
        "trainings:edition_to_sign",
        "trainings:session_to_sign",
    ),
    ("trainings/test_views.py", "test_pages_ask_as_often_for_three_rows_as_for_one"): (
        "trainings:courses",
        "trainings:edition",
        "trainings:sessions",
        "trainings:timetable",
    ),
}
#: Address → the file and the name of the test that measures it.
MEASURED = {name: test for test, names in BY_TEST.items() for name in names}

#: Pages that only read and hold no rows, each with its reason.
WITHOUT_ROWS = {
    "account_reset_password_done": "one sentence, to anybody",
    "account_reset_password_from_key_done": "one sentence, to anybody",
    "desk:help": "the keys, the same for everybody",
}


def holds_rows(html: str) -> bool:
    """Return whether rows stand in the main part of a page: a table, a list or a timeline."""
    main = re.search(r"<main.*?</main>", html, re.S)
    return bool(main and re.search(r'<table|<ul class="list|class="timeline', main[0]))


def check(opened: str, by: str) -> None:
    """Assert that a test of ``BY_TEST`` opens what it is named for; ``by`` is what pytest calls the test."""
    file, _colons, name = by.partition(" ")[0].partition("[")[0].removeprefix("tests/").partition("::")
    held = BY_TEST.get((file, name))
    assert held is None or opened in held, f"{name} opens {opened}, but is named for {', '.join(held)}"
