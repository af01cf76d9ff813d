"""Telephone numbers: as written, and as the world dials them."""

import re
from functools import lru_cache

import phonenumbers

REGION = "RU"
LONGEST = 250


@lru_cache(maxsize=4000)
def normalise(written: str, region: str = REGION) -> tuple[str | None, str]:
    """(E.164 or None, extension). A number that cannot be dialled from anywhere has none."""
    text = _plain(written)
    if not 5 <= sum(letter.isdigit() for letter in text) <= 25:
        return None, ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None, ""
    if not phonenumbers.is_possible_number(number):
        return None, ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), number.extension or ""


def several(written: str) -> list[str]:
    """`8 916 123-45-67, 8 495 123-45-67` in one field is two numbers."""
    if written[:4].lower() == "tel:":
        return [written]
    parts = [part.strip() for part in re.split(r"[,;/\n]", written)]
    if len(parts) > 1 and all(len(re.sub(r"\D", "", part)) >= 7 for part in parts):
        return parts
    return [written]


def _plain(written: str) -> str:
    text = written.strip()[:LONGEST]
    text = re.sub(r"^(?:tel|callto|sms):", "", text, flags=re.IGNORECASE)
    text = re.sub(r";(?!ext=)[\w-]+=[^;]*", "", text)  # phone-context and the like
    # A Russian trunk call may be written 8-10-7; "доб." is what an extension is called here.
    text = re.sub(r"(?:доб(?:авочный)?\.?|вн(?:утр)?\.)\s*", " ext. ", text, flags=re.IGNORECASE)
    return re.sub(r"[pw]\d+$", "", text)  # a dialling pause
