"""When: the moments of a request told apart into `when`, `until` and `was`, in the contract's forms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from butler.language.evidence import Found
from butler.language.slots.said import Said

if TYPE_CHECKING:
    from butler.language.dates import Moment

_AFTERWARDS = re.compile(
    r"(?:обратно|назад|возвращ\w+|вернут\w+|верн[её]мся|вернусь|обратн\w+(?:\s+\w+)?|выезд\w*"
    r"|съезд|съезжа\w+|сдать|сдам|сдаем|сдача|return\w*|back|check(?:ing)?[\s-]?out|drop(?:ping)?[\s-]?(?:it\s+)?off"
    r"|leaving on|till|until|through)\W+(?:\w+\W+){0,3}$"
)
_UNTIL = re.compile(r"(?:\bдо|\bпо|\bвплоть\s+до|\bвключительно\s+по|\buntil|\btill|\bthrough|\bto)\s+(?:the\s+)?$")
_OLD = re.compile(
    r"(?:\bс|\bсо|\bвместо|\bfrom|\binstead\s+of|\brather\s+than|\bне|\bnot)\s+(?:the\s+|on\s+|в\s+|на\s+|at\s+)?$"
)
_NEW = re.compile(r"(?:\bна|\bto|\bдо|\bfor|\ba|\bа)\s+(?:the\s+)?$")
_PAST = re.compile(r"\b(?:назад|ago|прошл\w+|вчера\w*|yesterday|last)\b")


def read_when(said: Said) -> dict[str, list[Found[str]]]:
    """`when`, `until` and, in a change, `was`; a moment that only colours another («вечером»"
    " beside an hour) is dropped."""
    moments = _joined([m for m in said.moments if not _PAST.search(said.low[m.span[0] : m.span[1]])])
    if not moments:
        return {}
    if said.act == "change":
        return _changed(said, moments)
    slots: dict[str, list[Found[str]]] = {}
    for moment in _told(moments):
        for slot, found in _placed(said, moment, "when" in slots):
            slots.setdefault(slot, []).append(found)
    return _tidy(slots)


def _joined(moments: list[Moment]) -> list[Moment]:
    """A day and an hour said apart are one moment: «на пятницу ... на 20:00»."""
    days = [m for m in moments if m.has_day and not m.has_time]
    hours = [m for m in moments if m.has_time and not m.has_day]
    if len(days) == 1 and len(hours) == 1 and days[0].end is None and hours[0].end is None:
        day, hour = days[0], hours[0]
        start = day.start.replace(hour=hour.start.hour, minute=hour.start.minute)
        rest = [m for m in moments if m not in (day, hour)]
        return [replace(day, start=start, grain=hour.grain, has_time=True), *rest]
    return moments


def _told(moments: list[Moment]) -> list[Moment]:
    """Without parts of a day that stand beside something firmer."""
    firm = [m for m in moments if m.has_day or m.has_time]
    return firm or moments


def _placed(said: Said, moment: Moment, has_when: bool) -> list[tuple[str, Found[str]]]:
    before = said.before(moment.span[0])[-60:]
    found = _found(moment, form(moment))
    if moment.end is None and _length_of(moment) is None:
        is_end = bool(_AFTERWARDS.search(before)) or (bool(_UNTIL.search(before)) and moment.is_bound)
        return [("until" if is_end else "when", found)]
    last = _found(moment, last_of(moment))
    return (
        [("when", found), ("until", last)] if moment.grain in ("week", "weekend") or moment.end else [("when", found)]
    )


def _changed(said: Said, moments: list[Moment]) -> dict[str, list[Found[str]]]:
    was, new = [], []
    for at, moment in enumerate(moments):
        before = said.before(moment.span[0])[-40:]
        old = bool(_OLD.search(before)) and not (at and at == len(moments) - 1 and not was)
        if moment.end is not None and re.match(r"(?:с|from)\b", said.low[moment.span[0] : moment.span[1]]):
            was.append(_found(moment, form(moment)))
            new.append(_found(moment, last_of(moment)))
        elif old:
            was.append(_found(moment, form(moment)))
        else:
            new.append(_found(moment, form(moment)))
    if not was and len(new) == 2 and _NEW.search(said.before(moments[1].span[0])[-20:]):
        was, new = new[:1], new[1:]
    return {slot: found for slot, found in (("when", new), ("was", was)) if found}


def _tidy(slots: dict[str, list[Found[str]]]) -> dict[str, list[Found[str]]]:
    return {slot: list({one.value: one for one in found}.values()) for slot, found in slots.items()}


def _found(moment: Moment, value: str) -> Found[str]:
    return Found(value, moment.span[0], moment.span[1], confidence=moment.confidence)


def _length_of(moment: Moment) -> timedelta | None:
    return moment.end - moment.start if moment.end else timedelta(7) if moment.grain == "week" else None


def form(moment: Moment) -> str:
    """2026-11-27, 2026-11-27T20:00, T20:00 or 2026-12, as much as was said."""
    if moment.grain == "month":
        return moment.start.strftime("%Y-%m")
    if moment.grain in ("year",):
        return moment.start.strftime("%Y")
    day, hour = moment.start.strftime("%Y-%m-%d"), moment.start.strftime("T%H:%M")
    return (day if moment.has_day or not moment.has_time else "") + (hour if moment.has_time else "")


def last_of(moment: Moment) -> str:
    """The last day of what was said, in the same form."""
    end = moment.end or moment.start + timedelta(6)
    day, hour = end.strftime("%Y-%m-%d"), end.strftime("T%H:%M")
    return (day if moment.has_day or not moment.has_time else "") + (hour if moment.has_time else "")
