"""From registration to what became of somebody: declarations, the steps of the register, the end, a call."""

from playwright.sync_api import expect

from tests.journeys.looking import look


def test_anna_leads_somebody_from_the_first_form_to_the_last_call(page, live_server, cast, enter):
    enter(cast.anna)
    page.goto(f"/panel/{cast.here.centre.slug}/osoby/dodaj/")
    page.get_by_label("Imię", exact=True).fill("Oksana")
    page.get_by_label("Nazwisko", exact=True).fill("Bondar")
    page.get_by_label("Ta osoba nie ma numeru PESEL").check()
    page.get_by_label("Data urodzenia").fill("3.05.1990")
    page.get_by_role("radio", name="kobieta").check()
    page.get_by_role("button", name="Zapisz i przejdź do projektu").click()
    page.get_by_label("Dzień zgłoszenia").fill("1.04.2019")
    page.get_by_role("button", name="Zapisz do projektu").click()

    # Who she is: a passport instead of a PESEL.
    page.get_by_role("link", name="Tożsamość i gospodarstwo").click()
    look(page)
    page.get_by_role("link", name="Dodaj dokument").click()
    page.get_by_label("Rodzaj dokumentu").select_option("passport")
    page.get_by_label("Kraj, który wydał").select_option("UA")
    page.get_by_label("Numer dokumentu").fill("fe 123456")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.locator("main")).to_contain_text("FE123456")
    page.get_by_role("link", name="Wróć do danych osoby").click()

    # The folder says what is missing, and leads to where it is added.
    page.get_by_role("link", name="Teczka udziału").click()
    look(page)
    page.get_by_role("link", name="Deklaracja uczestnictwa").click()
    page.get_by_label("Dzień oświadczenia").fill("1.04.2019")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("link", name="Dodaj oświadczenie").click()
    look(page)
    page.get_by_label("Rodzaj oświadczenia").select_option("image")
    page.get_by_role("radio", name="odmowa zgody").check()
    page.get_by_role("button", name="Zapisz").click()
    expect(page.locator("main")).to_contain_text("odmowa, 16.04.2019")

    page.get_by_role("link", name="Uzupełnij, czego brakuje").click()
    look(page)
    page.get_by_label("Wykształcenie").select_option("2")
    page.get_by_role("button", name="Zapisz i przejdź dalej").click()
    page.get_by_label("Województwo").select_option("dolnośląskie")
    page.get_by_label("Powiat").fill("wrocławski")
    page.get_by_label("Gmina").fill("Siechnice")
    page.get_by_label("Miejscowość").fill("Radwanice")
    page.get_by_label("Numer domu").fill("1")
    page.get_by_label("Kod pocztowy").fill("55-010")
    page.get_by_label("Stopień urbanizacji").select_option("2")
    page.get_by_label("Telefon").fill("601 234 567")
    page.get_by_role("button", name="Zapisz i przejdź dalej").click()
    page.get_by_role("combobox", name="Status na rynku pracy (").select_option("inactive")
    page.get_by_role("button", name="Zapisz i przejdź dalej").click()
    page.get_by_role("button", name="Zapisz i przejdź dalej").click()
    look(page)
    for question in page.get_by_role("radiogroup").all() or page.locator("main fieldset").all():
        question.get_by_role("radio", name="odmowa podania informacji").check()
    page.get_by_role("button", name="Zapisz i przejdź dalej").click()
    page.get_by_role("link", name="Wróć do teczki").click()
    expect(page.locator("main")).not_to_contain_text("brakuje: ")

    # She leaves, and is asked within four weeks.
    page.get_by_role("link", name="Wróć do danych osoby").click()
    page.get_by_role("link", name="Zakończ udział").click()
    page.get_by_label("Ostatni dzień udziału").fill("10.04.2019")
    page.get_by_label("Powód zakończenia").select_option("employment")
    page.get_by_label("Sytuacja po zakończeniu").select_option("monitored")
    page.get_by_role("radio", name="tak").check()
    page.get_by_role("button", name="Zakończ udział").click()
    page.goto(f"/panel/{cast.here.centre.slug}/osoby/sprawdzenia/")
    expect(page.locator("main")).to_contain_text("22 dni")
    look(page)
    page.get_by_role("link", name="Oksana Bondar").click()
    look(page)
    page.get_by_label("Sytuacja osoby").select_option("employed")
    page.get_by_label("Czym potwierdzona").fill("umowa o pracę")
    page.get_by_role("button", name="Zapisz").click()

    expect(page.locator("main")).to_contain_text("umowa o pracę")
    look(page)
    page.goto(f"/panel/{cast.here.centre.slug}/osoby/sprawdzenia/")
    expect(page.locator("main")).to_contain_text("Nikogo nie trzeba teraz pytać")
