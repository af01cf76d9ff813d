"""Reading a text: its moments and its lengths of time, and the answer of `read dates`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from butler.language.dates.calendar import EARLIEST, LATEST
from butler.language.dates.durations import lengths
from butler.language.dates.english import English
from butler.language.dates.grammar import Grammar
from butler.language.dates.grammar.found import Found, part_name
from butler.language.dates.moment import Moment
from butler.language.dates.resolve import Against
from butler.language.dates.russian import Russian
from butler.language.dates.scan import Token, scan

LONGEST = 20_000  # characters read; a longer text is a document, not a message
FIRST_NOW, LAST_NOW = EARLIEST + 100, LATEST - 100  # what is counted from a now outside would leave the calendar
NO_MATTER_WHEN = datetime.fromisoformat("2000-01-01")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_EVENING = re.compile(
    r"\b(?:ужин\w*|вечеринк\w*|концерт\w*|спектакл\w*|опер[аеуы]|балет\w*|dinners?|supper|concert|theat(?:er|re)|opera|ballet|gala)\b",
    re.IGNORECASE,
)


def find(text: str, ref: datetime, lang: str = "ru", *, forward: bool = True) -> list[Moment]:
    """The dates and times said in a text, in order, against the wall time `ref`.

    `ref` is naive, or says its zone: then times of another named zone ("9 am GMT") become those of `ref`.
    A now far outside our years finds nothing. `forward`: what may be past or future («в пятницу») is the coming one.
    """
    if not FIRST_NOW <= ref.year <= LAST_NOW:
        return []
    head = text[:LONGEST]
    tokens, offset = scan(head), ref.utcoffset()
    zone = offset.total_seconds() / 3600 if offset is not None else None
    against = Against(ref.replace(tzinfo=None), forward=forward, evening=_EVENING.search(head) is not None, zone=zone)
    language = grammar(head, lang)
    found = language(tokens, against).moments()
    headed = dated_by_head(found, tokens)
    if headed is not None:
        found = language(tokens, replace(against, ref=datetime.combine(headed, against.ref.time()))).moments()
    return [moment(one, tokens) for one in found]


def dated_by_head(found: list[Found], tokens: list[Token]) -> date | None:
    """A text that begins with a whole date and a full stop was written on that day: its "today" is that day."""
    if len(found) < 2 or found[0].first != 0 or found[0].last >= len(tokens) or tokens[found[0].last].word != ".":
        return None
    piece = found[0].piece
    is_whole = piece.has_date and piece.year is not None and found[0].resolved.end is None
    day = found[0].resolved.start.date()
    return day if is_whole and FIRST_NOW <= day.year <= LAST_NOW else None


def find_durations(text: str, lang: str = "ru") -> list[tuple[str, tuple[int, int]]]:
    """How long something lasts, ISO 8601, with the span: «на три часа» is PT3H. Offsets («через два часа») are none."""
    reader = grammar(text, lang)(scan(text[:LONGEST]), Against(NO_MATTER_WHEN))
    dated = {at for found in reader.moments() for at in range(found.first, found.last)}
    return lengths(reader, in_dates=dated.__contains__)


def grammar(text: str, lang: str) -> type[Grammar]:
    """By the language given, unless the text is written in other letters."""
    head = text[:LONGEST]
    is_cyrillic, is_latin = _CYRILLIC.search(head) is not None, _LATIN.search(head) is not None
    if lang == "ru":
        return English if is_latin and not is_cyrillic else Russian
    return Russian if is_cyrillic and not is_latin else English


def moment(found: Found, tokens: list[Token]) -> Moment:
    resolved, piece = found.resolved, found.piece
    has_time = piece.has_clock or (piece.instant is not None and resolved.grain.value in ("second", "minute", "hour"))
    return Moment(
        start=resolved.start,
        end=resolved.end,
        grain=resolved.grain,
        span=(tokens[found.first].start, tokens[found.last - 1].end),
        has_day=piece.has_day or piece.instant is not None,
        has_time=has_time,
        confidence=piece.sure,
        is_bound=found.is_bound,
        day_part=part_name(piece),
        is_after=found.is_after,
        has_been=found.has_been,
    )


def read_case(case: dict[str, Any], root: Path) -> dict[str, Any]:
    """The answer to one line of `read dates`."""
    ref = datetime.fromisoformat(case["ref"])
    return {"found": [as_row(one) for one in find(case["text"], ref, case.get("lang") or "ru")]}


def as_row(one: Moment) -> dict[str, Any]:
    return {"start": one.start.isoformat(), "end": one.end.isoformat() if one.end else None, "grain": one.grain.value}
