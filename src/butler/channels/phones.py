"""Telephone numbers: as written, and as the world dials them."""

import re
from functools import lru_cache

import phonenumbers

REGION = "RU"
LONGEST = 250
FEWEST = 10  # digits of a number among words: less may be a date or a price


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


def found_in(text: str, region: str = REGION) -> str:
    """The first number that stands among other words, in E.164; empty where there is none."""
    matches = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE, max_tries=100)
    numbers = (phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164) for one in matches
               if sum(letter.isdigit() for letter in one.raw_string) >= FEWEST)  # fmt: skip
    return next(numbers, "")


def shown(number: str) -> str:
    """As people read it: `+79215551234` -> `+7 921 555-12-34`; what is no number stays."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


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
