"""Words of a dossier: what a mandate is for. {% load dossier %}."""

from django import template
from django.utils.translation import gettext as _

from butler.requests.models import Category

register = template.Library()


@register.filter
def category(code: str) -> str:
    """{{ mandate.category|category }}: restaurant, or everything."""
    return str(Category(code).label) if code in Category.values else _("everything")
