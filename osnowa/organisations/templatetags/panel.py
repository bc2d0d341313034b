"""Addresses of the panel in templates.

``{% load panel %}{% panel_url "participants:person" person.pk as address %}``
"""

from django import template

from osnowa.organisations.addresses import panel

register = template.Library()


@register.simple_tag
def panel_url(name: str, *args: object, **kwargs: object) -> str:
    """Write, or keep ``as`` a variable, the address ``name`` in the panel of the centre at hand."""
    return panel(name, *args, **kwargs)
