"""How every form of the project is drawn (``FORM_RENDERER``): one field template, one order of help.

Label above, hint, error between the label and the input; the input is described by its error first, then by
its hint. The browser's own bubbles are switched off on purpose: they speak the browser's language, vanish,
and are read badly by screen readers. The server says what is wrong, in one place and in our words.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

# With at most this many options all of them fit in one row and one click.
SEGMENTED_AT_MOST = 3


class DrawnField(BoundField):
    """A field of a form as our template draws it."""

    @property
    def kind(self) -> str:
        """Return how the field is drawn: seg, radios, checks, check, hidden or line."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "checks"
        if isinstance(widget, forms.RadioSelect):
            return "seg" if len(list(self.field.choices)) <= SEGMENTED_AT_MOST else "radios"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "group" if widget.use_fieldset else "line"

    @property
    def is_radio(self) -> bool:
        """Tell whether one of several buttons is chosen."""
        return self.kind in {"seg", "radios"}

    @property
    def in_group(self) -> bool:
        """Tell whether the label is a legend over several inputs."""
        return self.kind in {"seg", "radios", "checks", "group"}

    @property
    def sentences(self) -> list[str]:
        """Return what is wrong, a sentence each; Django's "this field is required" gets the field's name."""
        named = []
        for error in self.form.errors.as_data().get(self.name, ()):
            is_default = (
                error.code == "required" and error.message == forms.Field.default_error_messages["required"]
            )
            named.extend([_("Uzupełnij pole „%s”") % self.label] if is_default else error.messages)
        return named

    @property
    def first_input_id(self) -> str:
        """Return the id that a link in the error summary leads to."""
        return f"{self.auto_id}_0" if self.in_group else self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        """Return the ids that explain the field: what is wrong first, then how to fill it in."""
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        ids = []
        if self.errors:
            ids.append(f"{self.auto_id}_error")
        if self.help_text:
            ids.append(f"{self.auto_id}_helptext")
        return " ".join(ids)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return the attributes of the input: ours instead of the browser's validation."""
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        # A browser cuts what is pasted without a word; the server names the limit and leaves the text alone.
        built["maxlength"] = False
        if self.kind in {"seg", "radios", "checks"}:
            # A radio button cannot be invalid by itself (ARIA 1.2); the group around it says so.
            built.pop("aria-invalid", None)
        elif self.kind in {"line", "group"}:
            widget = widget or self.field.widget
            built["class"] = " ".join(filter(None, ["in", widget.attrs.get("class")]))
        return built


class FormRenderer(DjangoTemplates):
    """Draws every form of the project with the templates of this app."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"
    bound_field_class = DrawnField
