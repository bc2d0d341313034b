"""The tools of the journeys see what they should see."""

import pytest


def test_axe_finds_a_picture_without_words(page, axe):
    page.set_content("<html lang='pl'><title>Osnowa</title><main><h1>Osnowa</h1><img src='data:,'></main>")

    with pytest.raises(AssertionError, match="image-alt"):
        axe()


def test_axe_passes_a_plain_page(page, axe):
    page.set_content("<html lang='pl'><title>Osnowa</title><main><h1>Osnowa</h1><p>Tkanina.</p></main>")

    axe()


def test_a_user_who_enters_is_signed_in(page, cast, enter):
    page.goto("/panel/")
    assert "/konto/zaloguj/" in page.url

    enter(cast.anna)
    page.goto("/panel/")

    assert page.url.endswith(f"/panel/{cast.here.centre.slug}/")
