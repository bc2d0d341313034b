import pytest
from django import forms

from osnowa.ui.fields import ChoiceSeg, DayField
from tests.accessibility import faults
from tests.ui.showcase import PersonForm, render


def drawn(field, data=None, *, name="pole"):
    form = type("Form", (forms.Form,), {name: field})(data)
    return render("{% field form." + name + " %}", {"form": form})


def test_field_is_described_by_its_error_first_then_by_its_hint():
    html = drawn(DayField(label="Data"), {"pole": "kiedyś"})

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_pole_error id_pole_helptext"' in html
    assert html.index('id="id_pole_helptext"') < html.index('id="id_pole_error"') < html.index("<input")


def test_field_without_error_is_described_by_its_hint():
    html = drawn(DayField(label="Data"))

    assert 'aria-describedby="id_pole_helptext"' in html
    assert "aria-invalid" not in html


@pytest.mark.parametrize("required", [True, False])
def test_only_optional_fields_say_so_and_the_browser_stays_silent(required):
    html = drawn(forms.CharField(label="Imię", required=required))

    assert ("(nieobowiązkowe)" in html) is not required
    assert " required" not in html


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (ChoiceSeg(choices=[(str(n), str(n)) for n in range(3)]), 'class="seg"'),
        (ChoiceSeg(choices=[(str(n), str(n)) for n in range(4)]), 'class="opts"'),
        (forms.BooleanField(label="Zgoda"), '<label class="check"'),
        (forms.CharField(widget=forms.Textarea(attrs={"rows": 2})), '<textarea name="pole"'),
        (forms.CharField(widget=forms.TextInput(attrs={"class": "w6"})), 'class="in w6"'),
        (forms.FileField(), 'type="file"'),
        (
            forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple),
            'class="opts"',
        ),
    ],
)
def test_each_kind_of_field_has_its_shape(field, expected):
    assert expected in drawn(field)


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
def test_what_is_pasted_is_never_cut_and_the_limit_is_said(widget):
    html = drawn(forms.CharField(label="Imię", max_length=5, widget=widget), {"pole": "ż" * 9})

    assert "maxlength" not in html
    assert "ż" * 9 in html
    assert "5" in (error := html[html.index('id="id_pole_error"') :][:300])
    assert "9" in error


def test_hidden_field_is_only_its_input():
    html = drawn(forms.CharField(widget=forms.HiddenInput)).strip()

    assert html == '<input type="hidden" name="pole" id="id_pole">'


def test_error_of_a_group_belongs_to_the_group():
    html = drawn(ChoiceSeg(label="Forma", choices=[("o", "Osobisty"), ("t", "Telefon")]), {})

    assert html.count('aria-invalid="true"') == 1
    assert 'role="radiogroup" aria-invalid="true" aria-describedby="id_pole_error"' in html


def test_error_summary_says_the_same_words_and_leads_to_the_fields():
    form = PersonForm({"name": "Renata", "born_on": "31.02.1971", "group": "1", "agreed": "on"})
    form.add_error(None, "Ta osoba jest już w projekcie.")

    summary = render("{% error_summary form %}", {"form": form})
    fields = render("{% form_fields form %}", {"form": form})

    assert "Popraw 3\u00a0błędy" in summary
    assert "<li>Ta osoba jest już w projekcie.</li>" in summary
    assert '<a href="#id_born_on">Nie ma takiego dnia w kalendarzu</a>' in summary
    assert '<span class="mute sm">Data urodzenia</span>' in summary
    assert '<a href="#id_kind_0">Wybierz jedną z możliwości</a>' in summary
    assert "Nie ma takiego dnia w kalendarzu" in fields
    assert 'id="id_kind_0"' in fields


def test_missing_value_is_asked_for_by_the_name_of_the_field():
    form = PersonForm({})

    summary = render("{% error_summary form %}", {"form": form})

    assert '<a href="#id_group">Uzupełnij pole „Grupa”</a></li>' in summary


@pytest.mark.parametrize("form", [None, PersonForm(), PersonForm(prefix="inny")])
def test_error_summary_is_absent_when_there_is_nothing_to_correct(form):
    assert render("{% error_summary form %}", {"form": form}).strip() == ""


def test_error_summary_takes_several_forms():
    class Note(forms.Form):
        note = forms.CharField(label="Notatka")

    summary = render("{% error_summary a b %}", {"a": Note({}, prefix="a"), "b": Note({}, prefix="b")})

    assert "Popraw 2\u00a0błędy" in summary
    assert 'href="#id_a-note"' in summary
    assert 'href="#id_b-note"' in summary


def test_what_people_typed_is_escaped():
    html = drawn(forms.CharField(label="<b>Imię</b>", max_length=3), {"pole": "<script>alert(1)</script>"})

    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("data", [None, {}])
def test_whole_form_printed_plainly_is_accessible_too(data):
    assert faults(str(PersonForm(data)), fragment=True) == []
