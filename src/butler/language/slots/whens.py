"""When: the moments of a request told apart into `when`, `until` and `was`, in the contract's forms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from butler.language.dates.moment import Grain, Moment
from butler.language.evidence import Found
from butler.language.slots.lengths import is_stay
from butler.language.slots.numbers import NUMBER, number
from butler.language.slots.said import Said

Whens = dict[str, list[Found[str]]]

_BACK = re.compile(
    r"\b(?:обратн\w*|назад|возвращ\w+|верн\w+|выезд\w*|съезд\w*|съезжа\w+|сда(?:ть|м|дим|ем|ю|ча)\w*|до\s*$"
    r"|return\w*|(?:come|coming|fly|get|be)?\s*back|check(?:ing)?[\s-]?out|drop(?:ping)?(?:[\s-]+(?:it"
    r"|the car|them))?[\s-]?off"
    r"|till|until|ending|through|by\s*$)"
)
_GOES_BACK = re.compile(r"\b(?:верн\w+|выбраться|get back|come back|fly back|return)\s+(?:из|с|from)\b")  # one way
_PARTY = re.compile(r"(?:(?:на|для|за)\s+)?(?:двоих|троих|четверых|пятерых|двое|трое|вдвоем)")
_LENGTH = re.compile(
    rf"(?:{NUMBER})[\s-]+(?:days?|nights?|weeks?|months?|дн(?:я|ей)|ноч(?:и|ей)|сут(?:ки"
    rf"|ок)|недел[иью]|месяц(?:а|ев)?)\b"
    r"|\bна\s+(?:неделю|месяц|сутки)\b"
)
_READY_BY = re.compile(r"^(?:к|ко)\s")  # «к 9 утра» says when to be there, «до 9» when to end
_PAST = re.compile(r"\b(?:назад|ago|прошл\w+|вчера\w*|yesterday|last)\b")
_OLD = re.compile(r"^(?:с|со|from)\b")
_OLD_BEFORE = re.compile(r"(?:\bвместо|\binstead of|\brather than|\bне|\bnot)\s+(?:the\s+|on\s+|at\s+)?$")
_NEW = re.compile(r"^(?:на|to|до|for|until)\b")
_NEW_BEFORE = re.compile(r"(?:\bна|\bto|\bа|\bдо|\bfor|\bbut|→|->)\s+(?:the\s+|в\s+|на\s+|at\s+|on\s+)?$")
# A round trip («туда и обратно в мае») or a new start after the way back: the next day is the first
_LEAVING = re.compile(
    r".*(?:\b(?:и|туда[\s-]*|there and)\s*(?:обратно|back)|\b(?:вылет|заезд|туда|отъезд"
    r"|check(?:ing)?[\s-]?in|leaving|departing|pick\w*))"
)
_BARE_DAY = re.compile(r"\D{0,12}\d{1,2}(?:\s?-?\s?(?:го|е|ое|ого|му|м|st|nd|rd|th))?\D{0,2}$")
_REACH = 45  # characters between a word like «обратно» and its day


def real_moments(text: str, moments: list[Moment]) -> tuple[Moment, ...]:
    """Without numbers of people that were taken for days: «на двоих»."""
    return tuple(one for one in moments if not _PARTY.fullmatch(text[one.span[0] : one.span[1]].lower()))


def read_when(said: Said) -> Whens:
    """`when`, `until` and, in a change, `was`. What only colours a firmer moment («вечером») or is past is dropped."""
    moments = _at_table(said, _on_days(said, _same_month(said, [*_firm(said), *_about(said)])))
    if not moments:
        return {}
    slots: Whens = {}
    for slot, moment in _changed(said, moments) if said.act == "change" else _placed(said, moments):
        found = Found(form(moment), moment.span[0], moment.span[1], confidence=moment.confidence)
        if found.value not in [other.value for other in slots.setdefault(slot, [])]:
            slots[slot].append(found)
    return slots


def _firm(said: Said) -> list[Moment]:
    """Without what is past, what is a length («на две ночи»), a bare part of a day, and"
    " «сейчас» beside nothing to do."""
    kept: list[Moment] = []
    for moment in said.moments:
        text = said.low[moment.span[0] : moment.span[1]]
        is_vague = not moment.has_day and not moment.has_time
        is_now = moment.grain == "second" and said.category not in ("transfer", "household")
        is_length = moment.has_time and is_stay(text)
        if not (is_vague or is_now or is_length or _PAST.search(text) or moment.has_been):
            kept.append(_near(said, moment, kept))
    return _without_seasons(said, kept)


_ABOUT = re.compile(rf"\bчас(?:а|ов|иков|ика)\s+на\s+({NUMBER})(?=\W|$)")
EARLIEST = 8  # nobody comes by appointment sooner than after this hour
_APPOINTED = ("beauty", "medical", "restaurant", "tutor", "sport", "documents", "household")


_AT_TABLE = re.compile(rf"\bна\s+({NUMBER})(?=\s*(?:$|[.,;!?)]))")
_OF_US = re.compile(
    rf"\b(?:нас|будем|будет)\s+(?:\w+\s+)?(?:{NUMBER})(?=\W|$)|\bв(?:двоем|троем|четвером|пятером|шестером)\b"
)


def _about(said: Said) -> list[Moment]:
    """«Запишите часа на четыре», «стол на восемь, нас четверо»: an hour, where one comes by appointment.

    A yacht is hired for about so long; and a table «на восемь» alone may be for eight people.
    """
    match = _ABOUT.search(said.low) if said.category in _APPOINTED else None
    if match is None and said.category == "restaurant" and _OF_US.search(said.low):
        match = _AT_TABLE.search(said.low)
    hour = number(match.group(1)) if match else None
    if match is None or hour is None or not 0 < hour < 24:
        return []
    at = said.ref.replace(hour=hour if hour > EARLIEST else hour + 12, minute=0, second=0, microsecond=0)
    return [Moment(at, None, Grain.HOUR, match.span(), has_day=False, has_time=True, confidence=0.7)]


_SEASON = re.compile(r"\b(?:новогодн|майск|каникул|праздник|holidays|christmas|new year)")


def _without_seasons(said: Said, moments: list[Moment]) -> list[Moment]:
    """«на новогодние, вылет 29 декабря»: the holidays only colour the day."""
    seasons = [one for one in moments if one.end and _SEASON.search(said.low[slice(*one.span)])]
    return [one for one in moments if one not in seasons] or moments


_BREAKFAST = re.compile(r"\b(?:завтрак\w*|бранч\w*|breakfast|brunch)\b")
_MORNING = re.compile(r"утр|\bам\b|\bam\b|a\.m|\b0\d")


def _at_table(said: Said, moments: list[Moment]) -> list[Moment]:
    """Nobody dines at eight in the morning: a bare "8" at a table or a show is of the evening."""
    if said.category not in ("restaurant", "tickets", "club") or _BREAKFAST.search(said.low):
        return moments
    return [_in_evening(said, one) for one in moments]


def _in_evening(said: Said, moment: Moment) -> Moment:
    text = said.low[slice(*moment.span)]
    if not moment.has_time or moment.day_part or not 1 <= moment.start.hour <= 9 or _MORNING.search(text):
        return moment
    half = timedelta(hours=12)
    return replace(moment, start=moment.start + half, end=moment.end + half if moment.end else None)


_FROM_DAY = re.compile(r"(?:с|со|from)\s+(?:the\s+)?(\d{1,2})(?:-?го|st|nd|rd|th)?\s+(?:на|to)\s+(?=(?:the\s+)?\d)")


def _same_month(said: Said, moments: list[Moment]) -> list[Moment]:
    """«с 8 на 10 мая»: the first number is a day of that month, though alone it might be an hour."""
    made: list[Moment] = []
    for one in moments:
        told = next(
            (m for m in _FROM_DAY.finditer(said.low) if m.start() <= one.span[0] <= m.end() < one.span[1]), None
        )
        if told is None or not one.has_day or one.end or not 0 < int(told.group(1)) < one.start.day:
            made.append(one)
            continue
        new = replace(one, start=datetime.combine(one.start, time.min), grain=Grain.DAY, has_time=False)
        old = replace(
            new, start=new.start.replace(day=int(told.group(1))), span=(told.start(), told.end()), is_after=True
        )
        kept = [other for other in made if other.span[0] < told.start() or other.span[1] > told.end()]
        made = [*kept, old, replace(new, span=(told.end(), one.span[1]))]
    return made


def _near(said: Said, moment: Moment, earlier: list[Moment]) -> Moment:
    """A bare day of the month is counted from the day said before it: «с 14 марта на 16-е», "3 May ... the 10th"."""
    days = [one for one in earlier if one.has_day and one.grain in ("day", "hour", "minute", "day_part")]
    text = said.low[moment.span[0] : moment.span[1]].split(" at ")[0].split(" в ")[0]
    is_bare = moment.grain in ("day", "hour", "minute", "day_part") and _BARE_DAY.search(
        re.sub(r"(?<=\d)[^\d-].*$", "", text)
    )
    if not (days and moment.has_day and is_bare and not re.search(_MONTHS, text)):
        return moment
    first, start = days[-1].start, moment.start
    if not re.search(r"\d", text) or (start >= first and start - first < timedelta(31)):
        return moment
    moved = _same_day_after(first, start)
    return replace(moment, start=moved, end=moved + (moment.end - start) if moment.end else None)


_MONTHS = re.compile(
    r"янв|фев|мар[та]|апр|ма[яей]\b|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec|\d[./-]\d"
)


def _same_day_after(first: datetime, start: datetime) -> datetime:
    for months in range(13):
        month = first.month - 1 + months
        try:
            moved = start.replace(year=first.year + month // 12, month=month % 12 + 1)
        except ValueError:
            continue
        if moved.date() >= first.date():
            return moved
    return start


def _on_days(said: Said, moments: list[Moment]) -> list[Moment]:
    """An hour said apart from its day is put on it: «на пятницу ... на 20:00», «завтра до шести»."""
    days = [one for one in moments if (one.has_day and not one.has_time and one.end is None) or one.grain == "day_part"]
    hours = [one for one in moments if one.has_time and not one.has_day]
    if not days or not hours:
        return moments
    if len({one.start.date() for one in days}) > 1:
        return _on_nearest(said, moments, days, hours)
    day = days[0]
    dated = [_dated(_of_its_part(said.low, hour, day), day) for hour in hours]
    is_open = all(hour.is_bound and not _READY_BY.search(said.low[hour.span[0] :]) for hour in hours)
    return [one for one in moments if one not in hours and (is_open or one not in days)] + dated


EARLY, WAKING = 5, 7  # from which hour on a bare number is of the morning: where one is named, and on any day
_BESIDE = 25  # characters between an hour and its day where several days are named


def _on_nearest(said: Said, moments: list[Moment], days: list[Moment], hours: list[Moment]) -> list[Moment]:
    """ "Get me on the 6:45 to Zurich tomorrow, back on Friday": an hour is of the day that stands beside it."""
    made = list(moments)
    for hour in hours:
        near = [day for day in days if day in made and _between(day, hour) <= _BESIDE]
        if near:
            day = min(near, key=lambda one: _between(one, hour))
            made = [one for one in made if one not in (day, hour)] + [_dated(_of_its_part(said.low, hour, day), day)]
    return sorted(made, key=lambda one: one.span[0])


def _between(one: Moment, other: Moment) -> int:
    """How many characters stand between two moments, whichever comes first."""
    return max(other.span[0] - one.span[1], one.span[0] - other.span[1])


_HALF_SAID = re.compile(r"\b(?:[ap]\.?m|утра|дня|вечера|ночи)\b|\b(?:0\d|1[3-9]|2[0-4])(?:[:.]\d\d)?\b")


_MINUTES = re.compile(r"\b\d[:.]\d\d")


def on_day(text: str, hour: Moment, day: Moment) -> Moment:
    """An hour on the day that was said before it; `text` is what both were found in."""
    return _dated(_of_its_part(text.lower(), hour, day), day)


def _of_its_part(low: str, hour: Moment, day: Moment) -> Moment:
    """ "Tomorrow morning, by ten", «в субботу, взлёт в 8»: a bare hour is of the half of the day that is named."""
    if hour.day_part or _HALF_SAID.search(low[slice(*hour.span)]):
        return hour
    half = timedelta(hours=12)
    moved = hour.start
    is_evening = day.grain == "day_part" and day.start.hour >= 12
    is_exact = bool(_MINUTES.search(low[slice(*hour.span)]))  # "on the 6:45" is of the morning
    first = 0 if is_exact else EARLY if day.grain == "day_part" else WAKING
    if is_evening and 1 <= moved.hour < 12:
        moved += half
    elif not is_evening and moved.hour >= first + 12:
        moved -= half  # alone it was the next such hour after now
    return replace(hour, start=moved, end=hour.end + (moved - hour.start) if hour.end else None)


def _dated(hour: Moment, day: Moment) -> Moment:
    moved = datetime.combine(day.start.date(), hour.start.time())
    end = moved + (hour.end - hour.start) if hour.end else None
    return replace(hour, start=moved, end=end, has_day=True)


def _placed(said: Said, moments: list[Moment]) -> list[tuple[str, Moment]]:
    placed, seen = [], 0
    for moment in moments:
        between = said.low[max(seen, moment.span[0] - _REACH, 0) : moment.span[0]]
        seen = moment.span[1]
        last = None if _LENGTH.search(said.low[slice(*moment.span)]) else _last(moment)
        if last and moment.has_time and moment.start.time() == time.min and "до" in said.low[slice(*moment.span)]:
            placed += [("when", replace(moment, has_time=False)), ("until", last)]
        elif last:
            placed += [("when", moment), ("until", last)]
        else:
            is_second = said.category in ("hotel", "car_rental") and placed and moment.start > placed[0][1].start
            is_return = placed or said.category != "transfer"  # «такси обратно в 23:30» is a ride of its own
            is_back = is_second or (is_return and _BACK.search(_LEAVING.sub("", between)))
            is_back = is_back and not (said.category != "hotel" and _GOES_BACK.search(said.low))
            is_end = (moment.is_bound and not _READY_BY.search(said.low[moment.span[0] :])) or is_back
            placed.append(("until" if is_end else "when", moment))
    return placed


def _last(moment: Moment) -> Moment | None:
    """The end of a span of days or hours; a part of one day and a month have none to say."""
    end = moment.end
    if end is None or moment.grain in ("month", "year") or moment.is_after:
        return None
    if moment.grain == "day_part":
        if end - moment.start < timedelta(2):
            return None
        return replace(moment, start=end, end=None)
    return replace(moment, start=end, end=None)


_FROM_HOUR = re.compile(rf"\b(?:с|со)\s+({NUMBER})\s+на\s+({NUMBER})(?=\s*(?:$|[.,;!?]))")


def _hours_changed(said: Said, moments: list[Moment]) -> list[Moment]:
    """«С трёх на пять»: the second number is an hour, for the first one is."""
    match = _FROM_HOUR.search(said.low)
    first = next((one for one in moments if match and one.has_time and one.span[1] == match.end(1)), None)
    if match is None or first is None or not 0 < number(match.group(2)) < 13:
        return moments
    hour = number(match.group(2)) % 12 + (12 if first.start.hour >= 12 else 0)
    later = replace(first, start=first.start.replace(hour=hour), span=(match.end(1), match.end(2)))
    before = [one for one in moments if one.span[0] < match.end(1)]
    return [*before, later, *(one for one in moments if one.span[0] >= match.end(2))]


def _changed(said: Said, moments: list[Moment]) -> list[tuple[str, Moment]]:
    moments = _hours_changed(said, moments)
    old, new = [], []
    for moment in moments:
        text, before = said.low[moment.span[0] : moment.span[1]], said.before(moment.span[0])[-30:]
        last = _last(moment)
        if last and _OLD.search(text) and not re.search(r"\bпо\b", text):
            old.append(moment)
            new.append(last)
        elif (
            _OLD_BEFORE.search(before)
            or (_OLD.search(text + " ") and len(moments) > 1)
            or re.search(r"\bс\s+$", before)
        ):
            old.append(moment)
        else:
            new += [moment, last] if last else [moment]
    if not old and len(new) > 1 and _is_new(said, new[1]):
        old, new = new[:1], new[1:]
    old = [_in_same_half(one, new) for one in old]
    ends = [("until" if at and _last(moments[-1]) else "when", one) for at, one in enumerate(new)]
    return [("was", one) for one in old] + ends


def _in_same_half(old: Moment, new: list[Moment]) -> Moment:
    """«с девяти на десять утра»: both are of the morning."""
    told = next((one for one in new if one.has_time), None)
    if told is None or not old.has_time or old.day_part:
        return old
    half = timedelta(hours=12 if old.start.hour < 12 else -12)
    new_hour, hour = told.start.hour, old.start.hour
    is_nearer = abs((hour + 12) % 24 - new_hour) < abs(hour - new_hour)
    return replace(old, start=old.start + half) if is_nearer else old


def _is_new(said: Said, moment: Moment) -> bool:
    text, before = said.low[moment.span[0] : moment.span[1]], said.before(moment.span[0])[-20:]
    return bool(_NEW.search(text) or _NEW_BEFORE.search(before))


def form(moment: Moment) -> str:
    """2026-11-27, 2026-11-27T20:00, T20:00 or 2026-12, as much as was said."""
    if moment.grain in ("month", "year"):
        return moment.start.strftime("%Y-%m" if moment.grain == "month" else "%Y")
    day, hour = moment.start.strftime("%Y-%m-%d"), moment.start.strftime("T%H:%M")
    return (day if moment.has_day or not moment.has_time else "") + (hour if moment.has_time else "")
