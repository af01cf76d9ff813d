"""«Рейс задержали на два часа», «вылет перенесли на 15:40», "NV402 is delayed by 40 minutes": what is late, how much.

Only what is said as a fact counts: a question, a fear and «не задержали» are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from butler.language.dates import find
from butler.language.dates.reading import find_durations

_LATE = re.compile(
    r"задерж\w*|сдвин\w*|сдвига\w*|перен[её]с\w*|перенос\w*|отлож\w*|опазд\w*"
    r"|delay\w*|pushed back|running late|is late|moved to|rescheduled",
    re.I,
)
_CARRIES = re.compile(
    r"рейс\w*|вылет\w*|самол[её]т\w*|борт\w*|поезд\w*|отправлени\w*|сапсан\w*|flight\w*|plane|train|departure", re.I
)
_NUMBER = re.compile(r"(?<!\w)([A-ZА-Я][A-ZА-Я0-9])[ \u00a0-]?(\d{2,4})(?![\d:.])")
_NOT = re.compile(r"\bне (?:задерж|сдвин|перен|отлож)|\bnot delayed|\?", re.I)
_ONLY_FEARED = re.compile(r"\b(?:если|вдруг|боюсь|опасаюсь|if|afraid|in case)\b", re.I)
_BEFORE = 20  # characters: a fear stands just before what is feared
_CLAUSE = re.compile(r"(?:[^.!?\n,;]|[.,](?=\d))+[.!?]*")
_HALF_HOUR, _HOUR = re.compile(r"полчаса|half an hour", re.I), re.compile(r"на час\b|by an hour|one hour", re.I)
_HOUR_AND_HALF = re.compile(r"полтора часа|an hour and a half", re.I)
_PIECE = re.compile(r"P(?:T)?(?:(\d+)H)?(?:(\d+)M)?$")
LONGEST = timedelta(days=2)


@dataclass(frozen=True)
class Late:
    """What was said: by so many minutes, or a new time of departure (wall time; its day may be unsaid); the number of
    the flight or train, bare, where it was said; where in the text."""

    span: tuple[int, int]
    minutes: int | None = None
    departs: datetime | None = None
    number: str = ""

    def minutes_after(self, planned: datetime) -> int | None:
        """How late that is for what was to leave at `planned` (wall time there); None where it makes no sense."""
        if self.minutes is not None:
            return self.minutes
        if self.departs is None:
            return None
        leaves = datetime.combine(planned.date(), self.departs.time())
        if leaves <= planned:
            leaves += timedelta(days=1)
        return round((leaves - planned) / timedelta(minutes=1)) if leaves - planned <= LONGEST / 2 else None


def find_lateness(text: str, ref: datetime, lang: str) -> Iterator[Late]:
    """Each clause that says so. `ref`: wall time where it was written."""
    for found in _CLAUSE.finditer(text):
        words = found.group()
        late = _LATE.search(words)
        number = _NUMBER.search(words)
        if late is None or _is_no_fact(text, found) or not (number or _CARRIES.search(words)):
            continue
        minutes = _minutes(words, lang)
        departs = None if minutes is not None else _departs(words[late.end() :], ref, lang)
        if minutes is not None or departs is not None:
            bare = "".join(number.groups()) if number else ""
            yield Late(found.span(), minutes, departs, bare)


def _is_no_fact(text: str, clause: re.Match[str]) -> bool:
    around = text[max(0, clause.start() - _BEFORE) : clause.end()]
    return bool(_NOT.search(clause.group()) or _ONLY_FEARED.search(around))


def _minutes(words: str, lang: str) -> int | None:
    for pattern, minutes in ((_HOUR_AND_HALF, 90), (_HALF_HOUR, 30)):
        if pattern.search(words):
            return minutes
    said = (_PIECE.match(value) for value, _ in find_durations(words, lang))
    lengths = [int(one[1] or 0) * 60 + int(one[2] or 0) for one in said if one]
    longest = max(lengths, default=0)
    if longest:
        return min(longest, round(LONGEST / timedelta(minutes=1)))
    return 60 if _HOUR.search(words) else None


def _departs(words: str, ref: datetime, lang: str) -> datetime | None:
    return next((moment.start for moment in find(words, ref, lang) if moment.has_time), None)
