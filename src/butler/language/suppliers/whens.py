"""Days, times and terms in a supplier's answer, near what was asked; only what is said, in wall time of the place.

A spoken hour («в восемь», "at 8") is the one nearest to what was asked; a weekday of a booking the one nearest to the
day asked; a weekday that ends a hold the next one from now.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from butler.language.suppliers.reply import Asked

_MONTHS = (
    "янв|jan",
    "фев|feb",
    "мар|mar",
    "апр|apr",
    "ма[йяе]|may",
    "июн|jun",
    "июл|jul",
    "авг|aug",
    "сен|sep",
    "окт|oct",
    "ноя|nov",
    "дек|dec",
)
_MONTH = re.compile("|".join(f"(?P<m{number}>{words})" for number, words in enumerate(_MONTHS, 1)))
_MONTH_WORD = (
    r"(?:янв\w*|фев\w*|март\w*|мар\b|апр\w*|ма[йяе]\b|июн\w*|июл\w*|авг\w*|сент?\w*|окт\w*|нояб?\w*|дек\w*"
    r"|jan\w*|feb\w*|mar(?:ch)?\b|apr\w*|may\b|june?\b|july?\b|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)"
)
_WEEKDAYS = (
    r"понедельник\w*|пн|monday|mon",
    r"вторник\w*|вт|tuesday|tue|tues",
    r"сред[аыуе]|ср|wednesday|wed",
    r"четверг\w*|чт|thursday|thu|thurs",
    r"пятниц\w+|пт|friday|fri",
    r"суббот\w+|сб|saturday|sat",
    r"воскресень\w+|вс|sunday|sun",
)
_HOURS_RU = {
    "час": 1,
    "два": 2,
    "двух": 2,
    "три": 3,
    "трех": 3,
    "четыре": 4,
    "четырех": 4,
    "пять": 5,
    "пяти": 5,
    "шесть": 6,
    "шести": 6,
    "семь": 7,
    "семи": 7,
    "восемь": 8,
    "восьми": 8,
    "девять": 9,
    "девяти": 9,
    "десять": 10,
    "десяти": 10,
    "одиннадцать": 11,
    "одиннадцати": 11,
    "двенадцать": 12,
    "двенадцати": 12,
}
_HOURS_EN = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_OF_HOURS = {
    f"{word}ого" if word != "трет" else "третьего": hour
    for hour, word in enumerate(
        (
            "перв",
            "втор",
            "трет",
            "четверт",
            "пят",
            "шест",
            "седьм",
            "восьм",
            "девят",
            "десят",
            "одиннадцат",
            "двенадцат",
        ),
        1,
    )
}
_NOUNS = (
    r"(?!\s*(?:персон|человек|чел\b|гост|мест|стол|билет|минут|час(?:а|ов)?\b|д(?:ень|ня|ней)|руб|тыс|процент|%"
    r"|people|guests|pax|seats|tickets|minutes|hours|days|nights|of us|or\b))"
)
_NUMERIC = (
    r"(?<![\d.,:/])(?P<nd>\d{1,2})[./](?P<nm>0?[1-9]|1[0-2])(?:[./](?P<ny>20\d\d|\d\d))?(?![\d:]|[.,]\d)"
    r"(?!\s?(?:am|pm|a\.m|p\.m))"
)
_ISO = r"(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
_UP_TO = r"(?:(?P<first>\d{1,2})(?:\s?[-–—]\s?|\s+(?:по|to)\s+))?"  # «20–22 февраля»: it begins on the 20th
_NAMED = rf"(?<!\d){_UP_TO}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ое|st|nd|rd|th))?(?:\s+of)?\s+(?P<dm>{_MONTH_WORD})"
_NAMED_US = rf"\b(?P<um>{_MONTH_WORD})\.?\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
_ORDINAL = r"(?<!\d)(?P<od>\d{1,2})(?:-(?:го|е|ое|му)|(?:st|nd|rd|th))\b"
_RELATIVE = (
    r"\b(?P<rel>послезавтра|завтрашн\w+|сегодняшн\w+|завтра|сегодня|day after tomorrow|tomorrow|today|tonight)\b"
)
_WEEKDAY = r"\b(?:" + "|".join(f"(?P<w{number}>{words})" for number, words in enumerate(_WEEKDAYS)) + r")\b"
_DAY = re.compile("|".join((_ISO, _NUMERIC, _NAMED, _NAMED_US, _ORDINAL, _RELATIVE, _WEEKDAY)))
_PREPOSITION = "в|к|до|на|с|после|at|by|until|till|from|after|before"
_HALF = "утра|вечера|дня|ночи"
_CLOCK = re.compile(
    rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?![\d:]|[.]\d)\s*(?P<half>a\.?m|p\.?m|{_HALF})?"
    rf"|(?<![\d.,:])(?P<h2>1[0-2]|0?[1-9])\s*(?P<half2>a\.?m\b|p\.?m\b|{_HALF})"
    rf"|\b(?P<pre>{_PREPOSITION})\s+(?P<h3>[01]?\d|2[0-4])(?:\s+часов|\s+ч\b|\s*o'clock)?"
    rf"(?![\d.,:/-]*\d)(?!-?(?:го|е|ое|ти|х|м|st|nd|rd|th)\b)(?!\s+{_MONTH_WORD}){_NOUNS}"
    rf"|\b(?P<pre4>{_PREPOSITION})\s+(?P<h4>{'|'.join((*_HOURS_RU, *_HOURS_EN))})\b{_NOUNS}(?:\s+(?P<half4>{_HALF}))?"
    rf"|\b(?P<h5>{'|'.join(_HOURS_RU)})\s+(?:часа\s+|часов\s+)?(?P<half5>{_HALF})\b"
    r"|(?<!\d)(?P<h6>[01]\d|2[0-3])(?P<m6>[0-5]\d)\s*(?:local|hrs?|hours|lt|мск)\b"
    rf"|\b(?:половин\w|пол-?\s?)\s*(?P<ru_half>{'|'.join(_OF_HOURS)})\b|\bhalf\s+(?P<past>past\s+)?(?P<en_half>{'|'.join(_HOURS_EN)})\b"
    r"|\b(?P<noon>полдень|полудня|полудню|обеда|обеду|noon|midday)\b|\b(?P<midnight>полуночи|midnight)\b"
)
_BOUND = re.compile(
    r"(?:\b(?:до|после|по|от|не позднее|не позже|until|till|by|before|after|through|latest)|\bвалид\w+|\bvalid)"
    r"\s+(?:\w{1,2}\s+)?$"
)
_FROM = re.compile(r"\b(?:с|со|from)\s+$")
_TERM = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})\s*(?:-?\s*(?:х|ти|и)\s*)?"
    r"(?P<u>минут\w*|мин\b|час\w*|ч\b|сут\w*|д(?:ня|ней|ень)\b|minutes?|mins?\b|hours?|hrs?\b|days?)"
    r"|\b(?P<one>сутки|суток|час|день|an hour|a day|one hour|one day)\b"
)
_UNIT = {"м": 1, "ч": 60, "с": 1440, "д": 1440, "h": 60, "d": 1440, "a": 60, "o": 60}


@dataclass(frozen=True, slots=True)
class Said:
    """A day or a time at `text[start:end]`; `bound`: an end or a beginning, not the moment itself."""

    start: int
    end: int
    day: date | None = None
    clock: time | None = None
    bound: bool = False
    since: bool = False
    weekday: int | None = None


def said_in(text: str, *, asked: Asked, received: datetime) -> list[Said]:
    """Days and times in the order of the text; `text` in lower case with «е» for «ё»."""
    days = list(_days(text, asked, received))
    taken = [(found.start, found.end) for found in days]
    clocks = [
        found
        for found in _clocks(text, asked)
        if not any(found.start < end and start < found.end for start, end in taken)
    ]
    return _joined(text, sorted(days + clocks, key=lambda found: found.start))


def _joined(text: str, found: list[Said]) -> list[Said]:
    """A time and the day beside it are bound together: «до 18:00 25 ноября», "by Thursday noon"."""
    joined: list[Said] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and before.bound and (before.day is None) != (each.day is None):
            beside = re.fullmatch(r"[\s,(]*(?:в|к|on|of|at)?\s*", text[before.end : each.start])
            each = replace(each, bound=bool(beside))
        joined.append(each)
    return joined


def term_in(text: str) -> timedelta | None:
    """A length of time: «24 часа», "30 minutes", «сутки»."""
    found = _TERM.search(text)
    if not found:
        return None
    if found["one"]:
        return timedelta(hours=1) if found["one"] in ("час", "an hour", "one hour") else timedelta(days=1)
    return timedelta(minutes=int(found["n"]) * _UNIT["м" if found["u"].startswith("m") else found["u"][0]])


def _days(text: str, asked: Asked, received: datetime) -> Iterator[Said]:
    for found in _DAY.finditer(text):
        day, weekday = _day_of(found, asked, received)
        if day:
            before = text[max(0, found.start() - 24) : found.start()]
            yield Said(
                found.start(),
                found.end(),
                day,
                bound=bool(_BOUND.search(before)),
                since=bool(_FROM.search(before)),
                weekday=weekday,
            )


def _day_of(found: re.Match[str], asked: Asked, received: datetime) -> tuple[date | None, int | None]:
    today, near = received.date(), asked.when.date()
    if found["rel"]:
        ahead = (
            1
            if found["rel"].startswith("завтра")
            else {"послезавтра": 2, "day after tomorrow": 2, "завтра": 1, "tomorrow": 1}.get(found["rel"], 0)
        )
        return today + timedelta(days=ahead), None
    weekday = next((number for number in range(7) if found[f"w{number}"]), None)
    if weekday is not None:
        return nearest(weekday, near, today), weekday
    if found["od"]:
        return _of_month(int(found["od"]), near, today), None
    year = int(found["iy"] or found["ny"] or 0)
    month = int(found["im"] or found["nm"] or 0) or _month(found["dm"] or found["um"] or "")
    return _dated(
        year + 2000 if 0 < year < 100 else year,
        month,
        int(found["id"] or found["nd"] or found["first"] or found["dd"] or found["ud"]),
        near,
    ), None


def nearest(weekday: int, near: date, today: date) -> date:
    """That weekday nearest to a day, not in the past."""
    day = near + timedelta(days=(weekday - near.weekday() + 3) % 7 - 3)
    return day if day >= today else coming(weekday, today)


def coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _of_month(number: int, near: date, today: date) -> date | None:
    """«30-е»: of the month nearest to the day asked."""
    found = [
        day
        for shift in (-1, 0, 1)
        if (day := _try(near.year + (near.month - 1 + shift) // 12, (near.month - 1 + shift) % 12 + 1, number))
    ]
    return min((day for day in found if day >= today), key=lambda day: abs(day - near), default=None)


def _month(word: str) -> int:
    found = _MONTH.match(word)
    return int((found.lastgroup or "m0")[1:]) if found else 0


def _dated(year: int, month: int, number: int, near: date) -> date | None:
    if year:
        return _try(year, month, number)
    found = [day for shift in (-1, 0, 1) if (day := _try(near.year + shift, month, number))]
    return min(found, key=lambda day: abs(day - near), default=None)


def _try(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _clocks(text: str, asked: Asked) -> Iterator[Said]:
    for found in _CLOCK.finditer(text):
        clock = _clock_of(found, asked, is_english=not re.search("[а-я]", text))
        if clock is not None:
            start = found.start()
            word = found["pre"] or found["pre4"]
            before = f"{word} " if word else text[max(0, start - 24) : start]
            yield Said(
                start, found.end(), clock=clock, bound=bool(_BOUND.search(before)), since=bool(_FROM.search(before))
            )


def _clock_of(found: re.Match[str], asked: Asked, *, is_english: bool) -> time | None:
    if found["noon"]:
        return time(12)
    if found["midnight"]:
        return time(0)
    if found["ru_half"] or found["en_half"]:
        said = _OF_HOURS[found["ru_half"]] - 1 if found["ru_half"] else _HOURS_EN[found["en_half"]]
        return _near(said, 30, asked)
    if found["h6"]:
        return time(int(found["h6"]), int(found["m6"]))
    half = found["half"] or found["half2"] or found["half4"] or found["half5"]
    minute = int(found["m"] or 0)
    spoken = found["h4"] or found["h5"]
    hour = (
        int(found["h"] or found["h2"] or found["h3"] or _HOURS_RU.get(spoken or "") or _HOURS_EN.get(spoken or "") or 0)
        % 24
    )
    if half:
        return time(_halved(hour, half), minute)
    written = (found["h"] and (not is_english or found["h"].startswith("0"))) or hour > 12
    return time(hour, minute) if written else _near(hour, minute, asked)


def _halved(hour: int, half: str) -> int:
    is_late = half[0] == "p" or half in ("вечера", "дня")
    return hour % 12 + 12 if is_late and hour <= 12 else (hour % 12 if hour <= 12 else hour)


def _near(hour: int, minute: int, asked: Asked) -> time:
    """Of the two halves of the day the one nearest to the time asked; without one, the waking hours."""
    hours = (hour % 12, hour % 12 + 12)
    if not asked.has_time:
        return time(hours[hours[0] < 8], minute)
    wanted = asked.when.hour * 60 + asked.when.minute
    return time(min(hours, key=lambda each: abs(each * 60 + minute - wanted)), minute)
