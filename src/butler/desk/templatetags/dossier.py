"""Words of a dossier: what a mandate is for, how months are written. {% load dossier %}."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from butler.requests.models import Category

register = template.Library()


@register.filter
def category(code: str) -> str:
    """{{ mandate.category|category }}: restaurant, or everything."""
    return str(Category(code).label) if code in Category.values else _("everything")


@register.filter
def month(day: date) -> str:
    """{{ day|month }}: ноябрь, November."""
    return _as_written(date_format(day, "F"))


@register.filter
def mon(day: date) -> str:
    """{{ day|mon }}: нояб, Nov."""
    return _as_written(date_format(day, "M"))


def _as_written(name: str) -> str:
    """Russian months are not capitalised."""
    return name.lower() if get_language() == "ru" else name
