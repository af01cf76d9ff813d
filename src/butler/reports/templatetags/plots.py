"""Numbers inside a drawing: a point, whatever the reader's language writes. {% load plots %}."""

from django import template

register = template.Library()


@register.filter
def plain(number: float) -> str:
    return f"{number:g}"
