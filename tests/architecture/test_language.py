"""No word on a screen passes gettext by."""

import pytest

from tests.architecture.language import sources, templates, untranslated_strings, untranslated_words

pytestmark = pytest.mark.guard

IMPORTS = "from django.utils.translation import gettext as _\n"


def test_every_string_for_people_goes_through_gettext():
    found = {name: strings for name, source in sources() if (strings := untranslated_strings(source))}

    assert found == {}


def test_every_word_of_a_template_goes_through_gettext():
    found = {name: words for name, source in templates() if (words := untranslated_words(source))}

    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('title = "Zażółć"', ["Zażółć"]),
        (f'{IMPORTS}title = _("Zażółć")', []),
        (f'{IMPORTS}title = _("Zażółć %(n)s") % {{"n": "gęś"}}', ["gęś"]),
        ('from django.utils.translation import gettext_lazy as later\ntitle = later("Zażółć")', []),
        ('title = _("Zażółć")', ["Zażółć"]),
        ('"""Mówi o gęsi."""', []),
        ('count = polish.z_liczba(n, "gęś", "gęsi", "gęsi")', []),
        ('forms = ("gęś", "gęsi", "gęsi")', []),
        ('both = ("gęś", "gęsi")', ["gęś", "gęsi"]),
        ('def __str__(self):\n    return f"gęś {self.pk}"', []),
    ],
)
def test_a_string_that_nobody_can_translate_is_found(source, found):
    assert untranslated_strings(source) == found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<h1>Osoby</h1>", ["Osoby"]),
        ('<h1>{% translate "Osoby" %}</h1>', []),
        ("{% blocktranslate %}Wpis {{ n }}{% endblocktranslate %}", []),
        ('<a aria-label="Dalej" href="/dalej/">→</a>', ["Dalej"]),
        ("{% block body_class %}staff{% endblock %}<kbd>Ctrl</kbd>&nbsp;Osnowa", []),
        ("{# Uwaga #}<svg><title>Obraz</title></svg>{{ osoby }}", []),
    ],
)
def test_a_word_that_nobody_can_translate_is_found(template, found):
    assert untranslated_words(template) == found
