"""The monthly letter in English."""

from datetime import timedelta

from butler.language.moments import MONTHS, length
from butler.language.monthly.facts import Given, Month
from butler.language.phrasing import bind, count, in_words, plural, sentence
from butler.language.salutation import Voice

LANGUAGE = "en"
HOW_WE_COUNT = "How we count"

MATTERS = {
    "restaurant": ("restaurant table", "restaurant tables"),
    "tickets": ("evening with tickets", "evenings with tickets"),
    "flight": ("flight", "flights"),
    "charter": ("private flight", "private flights"),
    "rail": ("train journey", "train journeys"),
    "hotel": ("hotel room", "hotel rooms"),
    "transfer": ("chauffeured drive", "chauffeured drives"),
    "car_rental": ("rented car", "rented cars"),
    "airport_passage": ("airport welcome", "airport welcomes"),
    "yacht": ("day on a yacht", "days on a yacht"),
    "gift": ("gift", "gifts"),
    "flowers": ("bouquet", "bouquets"),
    "medical": ("personal matter", "personal matters"),
    "beauty": ("salon appointment", "salon appointments"),
    "tutor": ("tutor", "tutors"),
    "club": ("club matter", "club matters"),
    "sport": ("training session", "training sessions"),
    "art": ("matter of art", "matters of art"),
    "real_estate": ("matter of property", "matters of property"),
    "household": ("household matter", "household matters"),
    "documents": ("document", "documents"),
    "shopping": ("purchase", "purchases"),
    "event": ("celebration", "celebrations"),
    "courier": ("delivery", "deliveries"),
    "reminder": ("reminder", "reminders"),
    "information": ("enquiry", "enquiries"),
    "payment": ("payment", "payments"),
    "other": ("other matter", "other matters"),
}


def subject(month: Month, voice: Voice) -> str:
    return f"Hours returned to you: {MONTHS[LANGUAGE][month.first.month - 1]} {month.first.year}"


def opening(month: Month, voice: Voice) -> str:
    done = f"{in_words(month.matters, LANGUAGE)} {plural(month.matters, 'matter', 'matters')}"
    first = f"in {MONTHS[LANGUAGE][month.first.month - 1]} we completed {done} for you"
    second = f"by our count, this returned {time_of(month.minutes)} to you"
    return f"{sentence(first)} {sentence(second)}"


def line(given: Given) -> str:
    return bind(f"{_counted(given.category, given.matters)}: {_length(given.minutes)}")


def rest(matters: int, minutes: int) -> str:
    return bind(
        f"and {in_words(matters, LANGUAGE)} {plural(matters, 'more matter', 'more matters')}: {_length(minutes)}"
    )


def closing(voice: Voice) -> str:
    return sentence("If you would like anything done differently, a word is enough")


def method(given: tuple[Given, ...]) -> str:
    each = ", ".join(f"{_article(_names(one.category)[0])} {_length(one.each)}" for one in given)
    parts = (
        f"{HOW_WE_COUNT}: for each matter completed, the time it usually takes without help: searching, calling, "
        "waiting, paying",
        each,
        "where our own work took longer, we count that",
        "what was called off is left out, hours are rounded down",
    )
    return " ".join(sentence(part) for part in parts if part)


def time_of(minutes: int) -> str:
    hours = minutes // 60
    if not hours:
        return count(minutes, "minute", "minutes")
    if hours > 10:
        return count(hours, "hour", "hours")
    return f"{in_words(hours, LANGUAGE)} {plural(hours, 'hour', 'hours')}"


def _counted(category: str, matters: int) -> str:
    one, many = _names(category)
    return _article(one) if matters == 1 else f"{in_words(matters, LANGUAGE)} {many}"


def _names(category: str) -> tuple[str, str]:
    return MATTERS.get(category, MATTERS["other"])


def _article(name: str) -> str:
    if name.startswith("other"):
        return f"an{name}"  # another
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _length(minutes: int) -> str:
    return length(timedelta(minutes=minutes), LANGUAGE)
