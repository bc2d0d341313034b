"""A text field that suggests known names and takes any other."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class SuggestInput(forms.TextInput):
    """An input with the browser's own list of suggestions; it needs no script."""

    def __init__(self, suggestions: Iterable[str], attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.suggestions = list(suggestions)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the input and its list."""
        own = f"lista-{(attrs or {}).get('id', name)}"
        field = super().render(name, value, {**(attrs or {}), "list": own}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, own, options)
