"""The tools of the journeys see what they should see."""

import pytest


def test_axe_finds_a_picture_without_words(page, axe):
    page.set_content("<html lang='pl'><title>Osnowa</title><main><h1>Osnowa</h1><img src='data:,'></main>")

    with pytest.raises(AssertionError, match="image-alt"):
        axe()


def test_axe_finds_targets_too_small_for_a_thumb(page, axe):
    page.set_viewport_size({"width": 390, "height": 844})
    links = "<a href='#a' style='font-size:8px'>a</a><a href='#b' style='font-size:8px'>b</a>"
    page.set_content(f"<html lang='pl'><title>Osnowa</title><main><h1>Osnowa</h1><nav>{links}</nav></main>")

    with pytest.raises(AssertionError, match="target-size"):
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
