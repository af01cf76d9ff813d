"""Which letter a message calls for, from what was read in it. Pure; the words are in `language.drafting`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from butler.language.drafting import Matter, Purpose, When, missing
from butler.reception.rules.stays import days_meant, last_day

ASKS = ("request", "change")
SILENT = ("supplier", "person", "look", "cancel")  # a person reads these first
HEAVY = ("angry", "irritated")
SOONEST = timedelta(minutes=15)
SHARE_OF_WHAT_IS_LEFT = 4  # the promise leaves three quarters of the time to act on what we found
AT_ONCE = timedelta(minutes=30)


@dataclass(frozen=True)
class Heard:
    """What was read in one message: kinds of its proposals, what was asked, how it sounds."""

    kinds: tuple[str, ...]
    acts: tuple[str, ...]
    matters: tuple[Matter, ...]
    mood: str = "calm"


def letter_for(heard: Heard) -> Purpose | None:
    """The letter that a butler would write first; none where a person must read before anybody writes."""
    if any(kind in SILENT for kind in heard.kinds):
        return None
    if "complaint" in heard.acts or (heard.mood in HEAVY and not heard.matters):
        return Purpose.SORRY
    if heard.matters:
        return Purpose.ASK if any(missing(matter) for matter in heard.matters) else Purpose.ACKNOWLEDGE
    if heard.kinds and all(kind in ("thanks", "preference") for kind in heard.kinds) and "thanks" in heard.kinds:
        return Purpose.THANKS
    return None


def may_answer(heard: Heard) -> bool:
    """A question alone is answered from the rows; beside a complaint, or what a person reads first, it waits."""
    if heard.mood in HEAVY or "complaint" in heard.acts:
        return False
    return all(kind in ("question", "thanks", "preference", "late") for kind in heard.kinds)


def promise_by(*, usual: datetime, urgency: str, no_return_at: datetime | None, now: datetime) -> datetime:
    """By when we write: the house's usual hour, sooner when it is urgent, and well before nothing helps any more.

    Rounded up to five minutes, as people say it; never in less than a quarter of an hour.
    """
    by = min(usual, now + AT_ONCE) if urgency == "now" else usual
    if no_return_at is not None and no_return_at > now:
        by = min(by, now + (no_return_at - now) / SHARE_OF_WHAT_IS_LEFT)
    return _rounded(max(by, now + SOONEST))


def _rounded(moment: datetime) -> datetime:
    beyond = timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment + (timedelta(minutes=5) - beyond if beyond else beyond)


def matter_of(category: str, slots: Mapping[str, Sequence[tuple[Any, bool]]]) -> Matter:
    """What was asked as a draft may say it. `slots`: name -> (value, is it a name of the house's own tables).

    A place that is known only as it was written stands in the form it was written in, after «в».
    """
    text = {name: str(values[0][0]) for name, values in slots.items() if values}
    when, until = days_meant([str(value) for value, _ in slots.get("when", ())], text.get("until", ""), "")
    place, is_known = slots["place"][0] if slots.get("place") else ("", True)
    if place == text.get("city"):
        place = ""
    amount, currency = _money(slots.get("budget"))
    return Matter(
        category=category,
        when=_when(when, until or last_day(when, text.get("duration", ""))),
        party=_number(text.get("party", "")),
        place=str(place) if is_known else "",
        place_in="" if is_known else str(place),
        city=text.get("city", ""),
        origin=text.get("from", ""),
        goal=text.get("to", ""),
        name=text.get("name", ""),
        kind=text.get("kind", ""),
        people=tuple(str(value) for value, _ in slots.get("people", ())),
        budget=amount,
        currency=currency,
        cabin=text.get("class", ""),
        length=text.get("duration", ""),
    )


def _when(start: str, end: str) -> When:
    day, at = _moment(start)
    until, ends_at = _moment(end)
    return When(day, at, until if until and day and until >= day else None, ends_at)


def _moment(said: str) -> tuple[date | None, time | None]:
    """`2026-11-27`, `2026-11-27T20:00` or `T20:00`; a whole month says no day."""
    day, _, hour = said.partition("T")
    try:
        return (date.fromisoformat(day) if len(day) == 10 else None), (time.fromisoformat(hour) if hour else None)
    except ValueError:
        return None, None


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and 0 < int(said) < 1000 else None


def _money(values: Sequence[tuple[Any, bool]] | None) -> tuple[Decimal | None, str]:
    value = values[0][0] if values else None
    if not isinstance(value, Mapping):
        return None, "RUB"
    try:
        return Decimal(str(value["amount"])), str(value.get("currency") or "RUB")
    except (InvalidOperation, KeyError):
        return None, "RUB"
