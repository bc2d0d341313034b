"""The words pages are written in: ``{% load ui %}``.

A page says *what* it shows; how that looks is decided here and in ``static/ui/osnowa.css``. Every label that a
tag takes is Polish text, already translated. Where a tag takes entries (tabs, chips, crumbs, facts, timeline),
it takes them from the view, as ``osnowa.ui.entries.Entry`` and ``Moment`` or as dicts with the same keys.

Around content
    {% panel title="Kontakty" lede="Minimum: 2 w miesiącu" more_label="Wszystkie" more_address=url %}…{% endpanel %}
        also id="kontakty", level=3, hot=True (the opened drill-down), aside=tag (safe HTML at the right of
        the heading), foot="Pokazano 6 z 24", flush=True (no padding: for a table or a list that touches the
        edges; put <div class="bd"> around what needs padding), label="Lista" instead of a title
    {% note "warn" title="2 osoby niepoliczone" %}…{% endnote %}        kinds: ok, info, warn, bad
    {% scroll label="Osoby policzone" %}<table class="t cards">…</table>{% endscroll %}
        a table that may be wider than the screen, focusable and named
    {% table "Osoby i ich udział" columns rows %}
        a table of plain cells; columns of osnowa.ui.entries.Column, of each row the first cell names it
    {% empty title="Nie ma jeszcze zgłoszeń" body="Nabór trwa do 31.05.2019." action_label="Dodaj" action_address=url %}

Figures
    {% tile title="Osoby objęte wsparciem" value=91 of=180 address=url plan=90 kind="ok" word="zgodnie z planem" %}
        also points=series since="X 2018" until="IV 2019", title_below=True (public pages), level=3
    {% bar 24 62 plan=31 %}                  label="…" replaces "24 z 62, plan na dziś 31"
    {% spark points "Przyrost od X 2018 do IV 2019" %}
    {% curve rows "Osoby objęte wsparciem" %}   rows (month, reached, planned): the course against the plan, and
        the same as a table one click away
    {% pips 1 phone=1 needed=2 %}            contacts of the month: ●◐ 1 z 2
    {% facts pairs %}                        [(label, value), …]: the line of facts under a heading
    {% timeline moments %}                   newest first

State
    {% tag "ok" "zgodnie z planem" %}        in a frame; kinds: ok, warn, bad, info, "" (planned, idle)
    {% status "warn" "1 poniżej planu" %}    without a frame, for table cells
    {% mark "N" "nieobecność" "bad" %}       one past attendance mark; kinds: ok, warn, bad, info, ""
    {% icon "ok" %}                          decorative; {% icon "lock" label="poufne" %} says it aloud

Going somewhere
    {% crumbs steps %} or {% crumbs "Projekty" list_url project.name project_url "Wskaźniki" %}
        the last one is this page: a label without an address
    {% tabs items label="Projekt PAS-ja" %}  {% chips items label="Filtr listy" %}
    {% link_button url "Dodaj kontakt" icon="pen" key="K" %}          kind="" makes it the primary one
    {% sort_header "Osoba" "osoba" %}        a <th>; also numeric=True, default="osoba"; sets ?sort=-osoba
    {% pagination page %}                    a Paginator page; sets ?strona=2; counted="osoba,osoby,osób"
    {% as_of day %}                          the form "Stan na dzień" (?stan-na=16.04.2019)

Forms (fields come from the form; see also osnowa.ui.fields)
    {% options days %}                       (value, name, chosen) of a <select> with more than a few
    {% error_summary form %}                 first in the form; takes several forms
    {% form_fields form %} {% field form.name %}
    {% submit "Zapisz kontakt" %}            name= value= kind= icon= for another button of the same form
    {% post_button url "Zatwierdź" kind="sec" person=person.pk %}     a whole form of one button; kind="danger"
    {% choice "m-7" "Renata Łącka, spotkanie 7" options value="o" %}  the attendance choice, see its docstring

Identity
    {% logo %} {% weave 10 4 %}

Filters
    {{ total|zl }} 1 478 268,32 zł · {{ total|kwota }} 1 478 268,32 · {{ n|liczba }} 1 478 · {{ share|procent }} 89,20%
    {{ n|odmien:"osoba,osoby,osób" }} osoby · {{ n|z_liczba:"osoba,osoby,osób" }} 3 osoby
        a fourth form is for fractions where it differs: "dzień,dni,dni,dnia"
    {{ day|dzien }} 2.10.2018 · {{ at|chwila }} 16.04.2019, 14:05 · {{ at|godzina }} 7:30
    {{ start|okres:end }}, {{ pair|okres }} or {{ project_period|okres }} 25.09.2018 – 30.06.2020
    {{ day|miesiac }} IX 2018 · {{ day|nazwa_miesiaca }} kwiecień 2019 · {{ day|w_miesiacu }} w kwietniu
    {{ day|dzien_tygodnia }} wtorek
    {{ number|telefon }} a tel: link with 71 78 22 322 · {{ text|nbsp }} no lone letter at the end of a line

Layout classes that pages may use
    blocks      grid with g2, g3, g4 or main-aside (and wide, eq) · stack (s2, s3) · row (between, top-al, tight,
                nowrap) · grow · prose · cols · mt2 to mt5 · bd and ft inside a panel · list · key · kv · sumry
    words       lede · fig (m) · num · tn · nb · mute · sm · xs · big · vh · lnk · numlnk · hide-s · no-print
    tables      t with cards (data-l="Label" on its cells, act on the one with the button), air, att (now on the
                open column), hours (now-row) or mx (cell, me, plan) · tr.on the chosen row · tr.form-row a form
                under a row · td.w-bar a cell with a bar
    attendance  persons, person (todo) around {% choice … large=True %}
    public      eu · hero

Attributes that keys.js understands: data-esc on the link that closes an open panel; data-key="K" on a link or
button; data-announce on a sentence in a swapped fragment ("Pokazano 6 z 24 osób"); data-repeatable on a POST form
that may be sent again (a download).
"""

# Examples of tags stand on one line each, as pages write them.
# ruff: noqa: E501

import datetime as dt
import html
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.defaultfilters import slugify, stringfilter
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from osnowa.errors import why_of
from osnowa.ui import icons, polish
from osnowa.ui.entries import Cell, Column, Entry, State

register = template.Library()


# ---- filters -----------------------------------------------------------------------------------------------


def _forms(words: str) -> list[str]:
    forms = [word.strip() for word in words.split(",")]
    if len(forms) not in (3, 4):
        raise ValueError(f"a noun needs three forms, or four with the one for fractions: {words!r}")
    return forms


@register.filter
def odmien(number: Any, words: str) -> str:
    """Return the form of the noun that agrees with ``number``; a missing number reads like none."""
    return polish.odmien(number or 0, *_forms(words))


@register.filter
def z_liczba(number: Any, words: str) -> str:
    """Return the number with its noun: ``3 osoby``."""
    return polish.z_liczba(number or 0, *_forms(words))


for _name in (
    "zl",
    "kwota",
    "procent",
    "liczba",
    "dzien",
    "godzina",
    "chwila",
    "miesiac",
    "nazwa_miesiaca",
    "w_miesiacu",
    "dzien_tygodnia",
):
    register.filter(_name, getattr(polish, _name))


@register.filter
def okres(first: Any, last: dt.date | None = None) -> str:
    """Return a period from a pair, from two dates, or from a period that knows how it was written."""
    if hasattr(first, "as_written"):
        return polish.okres(first.begins_on, first.ends_on, first.as_written)
    if isinstance(first, tuple | list):
        first, last = first
    return polish.okres(first, last)


@register.filter
def telefon(number: str | None) -> str:
    """Return a link that dials the number."""
    if not number:
        return polish.MISSING
    return format_html(
        '<a class="phone" href="tel:{}">{}{}</a>',
        polish.telefon_e164(number),
        icon("phone"),
        polish.telefon(number),
    )


@register.filter(is_safe=True)
@stringfilter
def nbsp(text: str) -> str:
    """Return the text in which one-letter words stay with the next word."""
    return polish.nbsp(text)


# ---- state -------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """Draw an icon of the sprite; it is silent unless ``label`` says what it means."""
    if label:
        return format_html(
            '<svg class="i {}" role="img" aria-label="{}"><use href="{}"/></svg>',
            kind,
            label,
            icons.address(name),
        )
    # The hottest component: a list page has hundreds. The address is our own, nothing here comes from people.
    return mark_safe(f'<svg class="i" aria-hidden="true"><use href="{icons.address(name)}"/></svg>')  # noqa: S308


def _kind(kind: str) -> str:
    if kind not in icons.OF_KIND:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(filter(None, icons.OF_KIND))}")
    return kind


@register.simple_tag
def tag(kind: str, text: str) -> SafeString:
    """Draw a framed state: icon, word, colour."""
    return format_html('<span class="tag {}">{}{}</span>', _kind(kind), icon(icons.OF_KIND[kind]), text)


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Draw a state without a frame, for table cells and lists."""
    return format_html(
        '<span class="st {}">{}<span>{}</span></span>', _kind(kind), icon(icons.OF_KIND[kind]), text
    )


_MARK_ICONS = {"ok": "tick", "bad": "x", "warn": "doc", "info": "clock", "idle": "minus", "": "minus"}


@register.simple_tag
def mark(letter: str, word: str, kind: str = "") -> SafeString:
    """Draw one past attendance mark: icon and letter for the eye, the whole word for the ear."""
    return format_html(
        '<span class="mk {}">{}<span aria-hidden="true">{}</span><span class="vh">{}</span></span>',
        _kind(kind),
        icon(_MARK_ICONS[kind]),
        letter,
        word,
    )


# ---- around content ----------------------------------------------------------------------------------------


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    id: str = "",
    lede: str = "",
    hot: bool = False,
    flush: bool = False,
    level: int = 2,
    label: str = "",
    aside: str = "",
    more_label: str = "",
    more_address: str = "",
    foot: str = "",
) -> str:
    """Put content on a panel with a heading; see the list at the top of this module."""
    # Put together here and not in a template, like a table: pages have a dozen of them.
    heading_id = escape(f"{id or slugify(title)}-naglowek") if title else ""
    name = f' aria-labelledby="{heading_id}"' if title else f' aria-label="{escape(label)}"' if label else ""
    parts = [f'<section class="panel{" hot" if hot else ""}"{_attribute("id", id)}{name}>\n']
    if title:
        focus = ' tabindex="-1"' if hot else ""
        parts.append(
            f'<div class="hd"><div><h{level} id="{heading_id}"{focus}>{_kept_together(title)}</h{level}>'
            f"{_element('p', 'sm mute', lede)}</div>{_element('div', 'row', aside)}"
        )
        if more_label:
            parts.append(f'<a class="lnk sm" href="{escape(more_address)}">{escape(more_label)}</a>')
        parts.append("</div>\n")
    parts.append(content if flush else f'<div class="bd">{content}</div>')
    parts.append(f"\n{_element('div', 'ft', foot)}\n</section>")
    return mark_safe("".join(parts))  # noqa: S308 - what is shown is escaped, the content drawn already


def _element(name: str, kind: str, text: Any) -> str:
    """Return ``text`` escaped in an element of its own; nothing without a text."""
    return f'<{name} class="{kind}">{conditional_escape(text)}</{name}>' if text else ""


def _attribute(name: str, value: Any) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _kept_together(text: Any) -> str:
    """Return ``text`` escaped, without a lone letter at the end of a line."""
    return conditional_escape(nbsp(text))


@register.simple_block_tag
def note(content: str, kind: str = "info", title: str = "", level: int = 0) -> str:
    """Say something that matters now: the title names the fact, the body what to do.

    The title is a heading only with ``level``: a note may stand anywhere, and a heading may not skip a level.
    """
    return render_to_string(
        "ui/_note.html",
        {
            "content": content,
            "kind": _kind(kind),
            "icon": icons.OF_KIND[kind],
            "title": title,
            "level": level,
        },
    )


@register.simple_block_tag
def scroll(content: str, label: str) -> str:
    """Let a wide table scroll inside a named region that the keyboard can reach."""
    return format_html(
        '<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>', label, content
    )


@register.simple_tag
def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> SafeString:
    """Draw a table of words, links and states; on a phone each cell carries the label of its column.

    Put together here and not in a template: a page of fifty rows has hundreds of cells.
    """
    heads = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in columns)
    starts = [
        f'<td{_class(column.kind)} data-l="{escape(column.label)}">' if number else '<th scope="row">'
        for number, column in enumerate(columns)
    ]
    ends = ["</th>", *["</td>"] * (len(columns) - 1)]
    states: dict[State, str] = {}
    drawn = []
    for row in rows:
        drawn.append("<tr>")
        for start, cell, end in zip(starts, row, ends, strict=True):
            drawn += (start, _cell(cell, states), end)
        drawn.append("</tr>\n")
    return mark_safe(  # noqa: S308 - every cell is escaped
        f'<table class="t cards">\n<caption class="vh">{escape(caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(drawn)}</tbody>\n</table>"
    )


def _class(kind: str) -> str:
    return f' class="{escape(kind)}"' if kind else ""


def _cell(cell: Cell, states: dict[State, str]) -> str:
    if isinstance(cell, State):
        if cell not in states:
            states[cell] = status(cell.kind, cell.word)
        return states[cell]
    if isinstance(cell, Entry):
        return f'<a class="lnk" href="{html.escape(cell.address)}">{html.escape(cell.label)}</a>'
    # What Django's ``conditional_escape`` does, without its wrapper for lazy texts: it costs half of a table.
    return cell if isinstance(cell, SafeString) else html.escape(cell)


@register.inclusion_tag("ui/_empty.html")
def empty(
    title: str, body: str = "", action_label: str = "", action_address: str = "", icon: str = "plus"
) -> dict[str, Any]:
    """Say what is missing, why, and offer one way on."""
    return {
        "title": title,
        "body": body,
        "action_label": action_label,
        "action_address": action_address,
        "icon": icon,
    }


# ---- figures -----------------------------------------------------------------------------------------------


def _share(value: Any, of: Any) -> Decimal:
    """Return ``value`` as a percentage of ``of``, between 0 and 100; nothing of nothing is nothing."""
    if value is None or not of:
        return Decimal(0)
    percent = Decimal(str(value)) / Decimal(str(of)) * 100
    return min(max(percent, Decimal(0)), Decimal(100)).quantize(Decimal("0.01"))


@register.simple_tag
def bar(value: Any, of: Any, plan: Any = None, label: str = "") -> SafeString:
    """Draw how much of ``of`` is done, with a notch where today's plan stands.

    Over 100% the bar is full; the number beside it tells the rest.
    """
    if not label:
        label = f"{polish.liczba(value)} z {polish.liczba(of)}"
        if plan is not None:
            label += f", {_('plan na dziś')} {polish.liczba(plan)}"
    notch = ""
    if plan is not None:
        # At 100% the notch would stand behind the end of the bar.
        at = min(_share(plan, of), Decimal(99))
        notch = format_html('<rect class="pl" x="{}%" width="4" height="16" rx="1"/>', at)
    return format_html(
        '<svg class="bar" role="img" aria-label="{}"><rect class="tr" y="3" width="100%" height="10" rx="2"/>'
        '<rect class="fi" y="3" width="{}%" height="10" rx="2"/>{}</svg>',
        label,
        _share(value, of),
        notch,
    )


@register.simple_tag
def spark(points: Sequence[Any], label: str) -> SafeString:
    """Draw a series as a small line that rises from its lowest possible value, zero."""
    if len(points) < 2:
        return SafeString("")
    top = max([*points, 1])
    step = 100 / (len(points) - 1)
    # Two units are left above and below, so that the line's own width is not cut off.
    places = " ".join(
        f"{index * step:.1f},{32 - 30 * float(point) / float(top):.1f}" for index, point in enumerate(points)
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 100 34" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<polygon class="ar" points="{} 100,34 0,34"/><polyline class="ln" points="{}"/></svg>',
        label,
        places,
        places,
    )


@register.inclusion_tag("ui/_curve.html")
def curve(rows: Sequence[tuple[str, Any, Any]], label: str) -> dict[str, Any]:
    """Draw how a figure grew against its plan: (month, reached, planned) by month, planned None without a plan.

    The picture says its last point in words, and the same numbers stand in a table one click away.
    """
    top = max([1, *(value for _month, *values in rows for value in values if value is not None)])
    step = Decimal(100) / max(len(rows) - 1, 1)

    def line(values: Iterable[Any]) -> str:
        return " ".join(
            f"{index * step:.2f},{58 - 56 * float(value) / float(top):.2f}"
            for index, value in enumerate(values)
            if value is not None
        )

    return {
        "rows": rows,
        "label": label,
        "top": top,
        "reached": line(reached for _month, reached, _plan in rows),
        "planned": line(plan for _month, _reached, plan in rows),
        "last": rows[-1] if rows else None,
        "first": rows[0] if rows else None,
    }


@register.simple_tag
def tile(
    title: str,
    value: Any,
    of: Any = None,
    plan: Any = None,
    address: str = "",
    kind: str = "",
    word: str = "",
    points: Sequence[Any] = (),
    since: str = "",
    until: str = "",
    level: int = 3,
    title_below: bool = False,
) -> SafeString:
    """Show one figure with its target, its plan for today, its course and its state."""
    shown = polish.liczba(value)
    goal = escape(_("z %(of)s") % {"of": polish.liczba(of)}) if of is not None else ""
    figure = f"<b>{shown}</b>"
    if address:
        aloud = f"{f' {goal}' if goal else ''}{escape(_(', pokaż, z czego składa się liczba'))}"
        figure = (
            f'<a href="{escape(address)}"><span class="vh">{escape(title)}: </span>{shown}'
            f'<span class="vh">{aloud}</span></a>'
        )
    # With an address the goal is a part of what the link says.
    hidden = ' aria-hidden="true"' if address else ""
    beside = f'<span class="mute"{hidden}>{goal}</span>' if goal else ""
    parts = [
        '<article class="tile">',
        "" if title_below else f"<h{level}>{_kept_together(title)}</h{level}>",
        f'\n<p class="fig">{figure}{beside}</p>\n',
        bar(value, of, plan=plan) if of is not None else "",
        f'\n<h{level} class="below">{_kept_together(title)}</h{level}>' if title_below else "",
    ]
    if of:
        reached = polish.procent(Decimal(str(value or 0)) / Decimal(str(of)) * 100)
        told = f"{reached} {escape(_('celu'))}" if title_below else reached
        planned = (
            escape(_("plan na dziś %(plan)s") % {"plan": polish.liczba(plan)}) if plan is not None else ""
        )
        parts.append(
            f'\n<p class="row between sm tn"><span>{told}</span>{_element("span", "mute", planned)}</p>'
        )
    if points:
        course = _("Przebieg od %(since)s do %(until)s, teraz %(shown)s")
        course %= {"since": since, "until": until, "shown": shown}
        parts.append(
            f'\n{spark(points, course)}\n<p class="row between xs mute"><span>{escape(since)}</span>'
            f"<span>{escape(until)}</span></p>"
        )
    if word:
        parts.append(f"\n<p>{tag(kind, word)}</p>")
    return mark_safe(f"{''.join(parts)}</article>")  # noqa: S308 - what is shown is escaped


@register.simple_tag
def pips(personal: int, phone: int = 0, needed: int = 2) -> SafeString:
    """Draw the contacts of a month: filled for personal ones, hatched for those that do not count."""
    full = min(personal, needed)
    hatched = min(phone, needed - full)
    dots = ["on"] * full + ["half"] * hatched + [""] * (needed - full - hatched)
    return format_html(
        '<span class="pips" aria-hidden="true">{}</span> <b class="nb">{} z {}</b>',
        format_html_join("", '<span class="pip {}"></span>', ((dot,) for dot in dots)),
        personal,
        needed,
    )


@register.simple_tag
def facts(pairs: Iterable[tuple[Any, Any]]) -> SafeString:
    """Show the line of facts under a heading, each with its name."""
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", ((name, value) for name, value in pairs))
    return format_html('<dl class="facts">{}</dl>', rows)


@register.inclusion_tag("ui/_timeline.html")
def timeline(moments: Iterable[Any]) -> dict[str, Any]:
    """Show what happened and what is planned, as the view ordered it (newest first)."""
    return {"moments": moments}


# ---- going somewhere ---------------------------------------------------------------------------------------


@register.simple_tag
def crumbs(*steps: Any) -> SafeString:
    """Show the way to this page: a list of (label, address), or labels and addresses in turn.

    The last step is the page itself: it is not a link, whether it has an address or not.
    """
    if len(steps) == 1 and not isinstance(steps[0], str):
        way = [(step, "") if isinstance(step, str) else tuple(step) for step in steps[0]]
    else:
        way = [(steps[index], (*steps, "")[index + 1]) for index in range(0, len(steps), 2)]
    drawn = "".join(
        f'<li><a href="{escape(address)}">{conditional_escape(label)}</a></li>'
        if address
        else f"<li>{conditional_escape(label)}</li>"
        for label, address in way[:-1]
    )
    here = conditional_escape(way[-1][0]) if way else ""
    return mark_safe(  # noqa: S308 - what is shown is escaped
        f'<nav class="crumbs" aria-label="{escape(_("Ścieżka"))}"><ol>{drawn}<li aria-current="page">{here}</li></ol></nav>'
    )


@register.inclusion_tag("ui/_tabs.html")
def tabs(items: Iterable[Entry | dict[str, Any]], label: str) -> dict[str, Any]:
    """Show the pages of one thing; each tab is a page with its own address."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/_chips.html")
def chips(items: Iterable[Entry | dict[str, Any]], label: str) -> dict[str, Any]:
    """Show the filters of a list with how many rows each would leave."""
    return {"items": items, "label": label}


@register.simple_tag
def link_button(address: str, label: str, kind: str = "sec", icon: str = "", key: str = "") -> SafeString:
    """Show a link that looks like a button; ``key`` opens it from the keyboard outside fields."""
    return format_html(
        '<a class="btn {}" href="{}"{}>{}{}{}</a>',
        kind,
        address,
        format_html(' aria-keyshortcuts="{}" data-key="{}"', key, key) if key else "",
        _icon_or_nothing(icon),
        label,
        format_html(' <kbd class="hide-s" aria-hidden="true">{}</kbd>', key) if key else "",
    )


def _icon_or_nothing(name: str) -> str:
    return icon(name) if name else ""


def _address_with(context: template.Context, **changes: str | None) -> str:
    """Return the current query string with some parameters set, or removed where the value is None."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_header(
    context: template.Context, label: str, key: str, default: str = "", numeric: bool = False
) -> SafeString:
    """Show the head of a column that sorts: first click upwards, second downwards (``?sort=-key``)."""
    now = context["request"].GET.get("sort", default)
    order = {key: "ascending", f"-{key}": "descending"}.get(now)
    return format_html(
        '<th scope="col"{}{}><a href="{}">{} {}</a></th>',
        mark_safe(' class="num"') if numeric else "",
        format_html(' aria-sort="{}"', order) if order else "",
        _address_with(context, sort=f"-{key}" if now == key else key, strona=None),
        label,
        icon({"ascending": "up", "descending": "down"}.get(order or "", "sort")),
    )


@register.inclusion_tag("ui/_pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page, label: str = "", counted: str = "pozycja,pozycje,pozycji"
) -> dict[str, Any]:
    """Show how much of a list is on the page and the way to the rest."""
    shown = []
    if page.paginator.num_pages > 1:
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
            is_page = isinstance(number, int)
            shown.append(
                {
                    "label": number,
                    "address": _address_with(context, strona=str(number)) if is_page else "",
                    "is_current": number == page.number,
                }
            )
    return {
        "page": page,
        "label": label or _("Strony listy"),
        "shown": shown,
        "of": polish.z_liczba(page.paginator.count, *_genitive(counted)),
        "previous": _address_with(context, strona=str(page.number - 1)) if page.has_previous() else "",
        "next": _address_with(context, strona=str(page.number + 1)) if page.has_next() else "",
    }


def _genitive(words: str) -> list[str]:
    """Return the forms that follow "z": z 1 osoby, z 3 osób, z 24 osób."""
    _one, few, many = _forms(words)[:3]
    return [few, many, many]


@register.inclusion_tag("ui/_as_of.html", takes_context=True)
def as_of(context: template.Context, day: dt.date, label: str = "", name: str = "stan-na") -> dict[str, Any]:
    """Ask for the same page as of another day; the rest of the address is kept."""
    request = context.get("request")
    kept = [(key, value) for key, value in request.GET.items() if key != name] if request else []
    return {"day": day, "label": label or _("Stan na dzień"), "name": name, "kept": kept}


# ---- forms -------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/_error_summary.html", takes_context=True)
def error_summary(context: template.Context, *forms: BaseForm | None) -> dict[str, Any]:
    """List what has to be corrected, in the words that stand at the fields, each leading to its field.

    A refusal that has a paragraph of help leads to it, where the frame knows of help.
    """
    errors: list[dict[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        whole = zip_longest(form.non_field_errors(), _whys(form, NON_FIELD_ERRORS), fillvalue="")
        errors.extend({"sentence": sentence, "why": why} for sentence, why in whole)
        for bound in form:
            whys = _whys(form, bound.name)
            anchor = "" if bound.is_hidden else bound.first_input_id
            # "Podaj dzień" does not say which one; a sentence that names its field needs no reminder.
            errors.extend(
                {
                    "sentence": said,
                    "anchor": anchor,
                    "label": "" if str(bound.label) in said else bound.label,
                    "why": why,
                }
                for said, why in zip_longest(bound.sentences, whys, fillvalue="")
            )
    frame = context.get("frame")
    return {"errors": errors, "help_address": getattr(frame, "help_address", None)}


def _whys(form: BaseForm, name: str) -> list[str]:
    """Return the paragraph of help of each error at the field ``name``; empty where it has none."""
    return [why_of(error) for error in form.errors.as_data().get(name, ())]


@register.simple_tag
def field(bound: BoundField, hint: str = "") -> SafeString:
    """Draw one field: label, hint, error, input. ``hint`` replaces the one of the form."""
    if hint:
        bound.help_text = hint
    return bound.as_field_group()


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Draw all fields of a form in their order, hidden ones too."""
    return format_html(
        "{}{}",
        format_html_join("", "{}", ((bound,) for bound in form.hidden_fields())),
        format_html_join("", "{}", ((bound.as_field_group(),) for bound in form.visible_fields())),
    )


@register.simple_tag
def options(choices: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Draw the options of a list to choose from: (value, name, is it chosen)."""
    # Plain texts, so Python's own escaping: Django's wrapper for lazy ones takes most of ten years of months.
    return mark_safe(  # noqa: S308 - what is shown is escaped
        "".join(
            f'<option value="{html.escape(value)}"{" selected" if is_chosen else ""}>{html.escape(name)}</option>'
            for value, name, is_chosen in choices
        )
    )


@register.simple_tag
def submit(
    label: str, name: str = "", value: str = "", kind: str = "", icon: str = "", busy: str = ""
) -> SafeString:
    """Show the button that sends the form; while it is being sent the button says ``busy`` and waits."""
    return format_html(
        '<button class="btn {}" type="submit"{} data-busy="{}">{}<span>{}</span></button>',
        kind,
        format_html(' name="{}" value="{}"', name, value) if name else "",
        busy or _("Zapisuję…"),
        _icon_or_nothing(icon),
        label,
    )


@register.inclusion_tag("ui/_post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    address: str,
    label: str,
    kind: str = "sec",
    icon: str = "",
    about: str = "",
    **hidden: Any,
) -> dict[str, Any]:
    """Show a form of one button: one click, one action. Other keyword arguments travel as hidden fields.

    ``about`` is read aloud after the label, so that ten buttons "Usuń" differ: "Usuń: Renata Łącka".
    """
    return {
        "csrf_token": context.get("csrf_token"),
        "address": address,
        "label": label,
        "kind": kind,
        "icon": icon,
        "about": about,
        "hidden": hidden.items(),
    }


@register.inclusion_tag("ui/_choice.html")
def choice(
    name: str,
    legend: str,
    options: Iterable[Any],
    value: Any = "",
    large: bool = False,
    id: str = "",
    autofocus: bool = False,
) -> dict[str, Any]:
    """Draw one attendance choice; a list of sixty people needs no sixty form fields behind it.

    ``options`` are ``(value, letter, word, tone)``: the letter is shown in the grid and chosen with that key,
    the word is shown when ``large`` and read aloud always, the tone colours the chosen one (ok, bad, warn or
    empty).
    """
    return {
        "name": name,
        "legend": legend,
        "options": [
            {"value": code, "letter": letter, "word": word, "tone": tone, "chosen": str(code) == str(value)}
            for code, letter, word, tone in options
        ],
        "large": large,
        "id": id or name,
        "autofocus": autofocus,
    }


# ---- identity ----------------------------------------------------------------------------------------------


@register.simple_tag
def logo() -> SafeString:
    """Draw the mark: two yellow strands over and under two white ones."""
    return mark_safe(
        '<svg viewBox="0 0 34 34" aria-hidden="true">'
        '<g transform="rotate(45 17 17)" fill="none" stroke-width="5">'
        '<path d="M11 3v28M23 3v28" stroke="#ffc53d"/>'
        '<path d="M3 11h4.5M14.5 11H31M3 23h16.5M26.5 23H31" stroke="currentColor"/></g></svg>'
    )


@register.simple_tag
@cache
def weave(columns: int, rows: int) -> SafeString:
    """Draw a woven panel, decoration of public pages."""
    parts = []
    for x in range(columns):
        warp = "wv-a" if x % 2 == 0 else "wv-b"
        parts.append(f'<rect class="{warp}" x="{x * 30 + 4}" y="0" width="22" height="{rows * 30}"/>')
    for y in range(rows):
        weft = "wv-c" if y % 2 == 0 else "wv-d"
        for x in range(columns):
            left, top = x * 30, y * 30 + 4
            if (x + y) % 2 == 0:
                parts.append(f'<rect class="wv-g" x="{left}" y="{top - 2}" width="30" height="26"/>')
                parts.append(f'<rect class="{weft}" x="{left - 2}" y="{top}" width="34" height="22"/>')
            else:
                parts.append(f'<rect class="{weft}" x="{left}" y="{top}" width="2" height="22"/>')
                parts.append(f'<rect class="{weft}" x="{left + 28}" y="{top}" width="2" height="22"/>')
    view = f"3 3 {columns * 30 - 6} {rows * 30 - 6}"
    drawing = "".join(parts)
    return mark_safe(f'<svg viewBox="{view}" aria-hidden="true">{drawing}</svg>')  # noqa: S308 - only numbers
