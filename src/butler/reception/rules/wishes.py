"""A wish that is still sought is wanted otherwise: what was known, and what is said, make what is known now. Pure.

What is known stands by the names of `requests.rules.templates`, as text: `when` «2026-12-15T20:00», `party` «4».
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from butler.reception.rules.stays import days_meant, last_day
from butler.requests.rules import text_of

KNOWN_AS = {"from": "origin", "to": "goal"}
LASTS = frozenset({"hotel", "car_rental", "yacht"})
ADDS = frozenset({"party", "wishes", "budget"})  # what words that do not ask for a change may still say anew
NAMES = ("place", "name", "city", "origin", "goal")
STEM = 4  # letters by which a name is known, however it bends
NOT_KEPT = frozenset({"was", "from", "to", "duration"})
LONGEST = 80  # characters of an added wish; what is longer a person reads
_ADDED = re.compile(
    r"^(?:(?:а|и|and)\s+)?(?:(?:ещ[её]|также|плюс|да|кстати|also|plus)[\s,]+)*"
    r"(?P<wish>(?:(?:без|с|со|with|without|no)\s)?.+?)"
    r"(?:,?\s*(?:пожалуйста|please|если можно|if possible))?[\s.!)]*$",
    re.I | re.S,
)
_ADDS = re.compile(
    r"^(?:(?:а|и|and)\s+)?(?:ещ[её]|также|плюс|also|plus)\b|^(?:(?:а|и|and)\s+)?(?:без|without|no|with)\s", re.I
)
_ASKING = re.compile(r"^(?:(?:нужен|нужна|нужно|нужны|добавьте|добавь|хотим|we need|we want|add|an?)\s+)", re.I)


def said_of(category: str, slots: Mapping[str, Any], today: str) -> dict[str, str]:
    """What a message says of a wish, by the names of what is known: the first reading of each slot.

    `slots` as a proposal keeps them, `today` ISO where the client is.
    """
    said = {name: text_of(_first(found)) for name, found in slots.items() if found}
    whens = [str(one.get("value")) for one in slots.get("when") or [] if one.get("value")]
    when, until = days_meant(whens, said.get("until", ""), today)
    said |= {name: value for name, value in (("when", when), ("until", until)) if value}
    if not until:
        said.pop("until", None)
    for slot, name in KNOWN_AS.items():
        if said.get(slot):
            said.setdefault(name, said[slot])
    if (until := last_day(said.get("when", ""), said.get("duration", ""))) and category in LASTS:
        said.setdefault("until", until)
    if said.get("place") and said.get("place") == said.get("city"):
        del said["place"]
    return said


def otherwise(known: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What is known once `said` was heard. What is not said stays: the day, the hour, the house; a stay that begins on
    another day keeps its length, and a wish is added to those that stand."""
    now, said = dict(known), {name: value.strip() for name, value in said.items()}
    for name, value in said.items():
        is_the_same = name in NAMES and _is_one_name(known.get(name, ""), value)
        if value and not is_the_same and name not in NOT_KEPT and name not in ("when", "until", "wishes"):
            now[name] = value
    if said.get("when"):
        now["when"] = _moved(known.get("when", ""), known.get("time", ""), said["when"])
        if "T" in now["when"]:
            now.pop("time", None)
    if until := said.get("until") or _kept_length(known, now):
        now["until"] = until
    if said.get("wishes"):
        now["wishes"] = _with(known.get("wishes", ""), said["wishes"])
    return now


def differs(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """The names of what is wanted otherwise. An hour that stands apart is the same as one beside its day."""
    one, other = _whole(before), _whole(after)
    return frozenset(name for name in one.keys() | other.keys() if one.get(name, "") != other.get(name, ""))


def only_adds(known: Mapping[str, str], changed: frozenset[str]) -> bool:
    """Does it fill what nobody had said, or what a word in passing may say anew?"""
    return all(name in ADDS or not known.get(name) for name in changed)


def added_wish(words: str) -> str:
    """«И ещё детский стул, пожалуйста» -> «детский стул»; empty where the words add nothing by themselves."""
    plain = " ".join(words.split())
    if not _ADDS.match(plain) or "?" in plain or (found := _ADDED.match(plain)) is None:
        return ""
    wish = _ASKING.sub("", found["wish"]).strip(" ,.!")
    return wish if 2 < len(wish) <= LONGEST and not _ADDS.fullmatch(wish) else ""


def _first(found: Any) -> Any:
    return (found or [{}])[0].get("value")


def _is_one_name(one: str, other: str) -> bool:
    """«Высота» and «Высоте» are one house."""
    one, other = one.casefold(), other.casefold()
    length = max(STEM, min(len(one), len(other)) - 2)
    return one == other or (abs(len(one) - len(other)) <= 2 and bool(one) and one[:length] == other[:length])


def _moved(when: str, hour: str, said: str) -> str:
    """The day and the hour that are wanted now: «T21:00» keeps the day, «2026-12-18» keeps the hour."""
    day, _, at = when.partition("T")
    new_day, _, new_at = said.partition("T")
    at = new_at or at or hour
    return f"{new_day or day}T{at}" if at else new_day or day


def _kept_length(known: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The last day of a stay of the same length that begins on another day; empty: nothing moves."""
    first, last, begins = (_day(text) for text in (known.get("when", ""), known.get("until", ""), now.get("when", "")))
    if first is None or last is None or begins is None or begins == first:
        return ""
    return (begins + max(last - first, timedelta(0))).isoformat()


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _with(wishes: str, more: str) -> str:
    stand = [one.strip() for one in wishes.split(";") if one.strip()]
    return wishes if more.lower() in (one.lower() for one in stand) else "; ".join([*stand, more])


def _whole(known: Mapping[str, str]) -> dict[str, str]:
    """Without what is empty, the hour beside its day."""
    whole = {name: value for name, value in known.items() if value}
    hour = whole.pop("time", "")
    if hour and "when" in whole and "T" not in whole["when"]:
        whole["when"] = f"{whole['when']}T{hour}"
    elif hour and "when" not in whole:
        whole["time"] = hour
    return whole
