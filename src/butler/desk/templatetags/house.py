"""What templates of every room need: icons, monograms and careful spaces. {% load house %}."""

import re
from decimal import Decimal
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from butler.language import money as amounts

register = template.Library()

NBSP = "\u00a0"
HUES = 6  # as many as app.css paints: .mono[data-h="1"] to "6"
SHORT_WORD = re.compile(r"(?<![\w\u00a0])(\w{1,2}) (?=\w)")
UNIT_AFTER_NUMBER = re.compile(r"(\d) (?=[₽€$%°]|(?:ч|мин|мес|лет|год|км|м|h|min)\b)")


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "plane" %}: a drawing from the sprite, silent for screen readers. The words stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("desk/icons.svg"), name)


@register.simple_tag
def monogram(name: str, pk: object = "", size: str = "", is_key: bool = False) -> SafeString:
    """{% monogram client.name client.pk size="sm" is_key=True %}: initials on a hue that stays with the row."""
    extra = (f" mono--{size}" if size else "") + (" mono--gilt" if is_key else "")
    return format_html('<span class="mono{}" data-h="{}" aria-hidden="true">{}</span>', extra, hue(pk), initials(name))


@register.filter
def initials(name: str) -> str:
    """Of the first and the last word: "Мария Андреевна Ольшанская" is МО, "Severny Dvor" is SD."""
    words = re.findall(r"\w+", str(name))
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else "…"


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """{{ idea.price|money:idea.currency }}: 46 000 ₽."""
    return amounts.money(amount, currency, (get_language() or "ru")[:2])


@register.filter
def hue(pk: object) -> int:
    """One of six hues, always the same for the same row."""
    return crc32(str(pk).encode()) % HUES + 1


@register.filter
def nb(text: str) -> str:
    """Keep short words with the next one and units with their number. For plain text: HTML would be escaped."""
    return UNIT_AFTER_NUMBER.sub(rf"\1{NBSP}", SHORT_WORD.sub(rf"\1{NBSP}", str(text)))
