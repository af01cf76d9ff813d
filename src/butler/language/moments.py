"""Times and dates as they are written: 9:30, вторник, 24 ноября, 9:30–10:45, 1 ч 20 мин, 9:50 (3:50 дома)."""

import re
from datetime import date, datetime, timedelta, tzinfo

from butler.language.phrasing import EN_DASH, NBSP, count, plural

WEEKDAYS = {
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
ON_WEEKDAY = (
    "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье",
)  # fmt: skip
SHORT_WEEKDAYS = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
SHORT_MONTHS = {
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "нояб", "дек"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def clock(moment: datetime, zone: tzinfo) -> str:
    """The time on the wall in `zone`: 9:30, without a leading zero."""
    local = moment.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def by_when(moment: datetime, now: datetime, zone: tzinfo, language: str) -> str:
    """The hour alone if it is today, else with its day: «16:00», «28 ноября, 16:00»."""
    local = moment.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return clock(moment, zone)
    return f"{day(local.date(), language)}, {clock(moment, zone)}"


def clock_with_home(moment: datetime, place: tzinfo, home: tzinfo, language: str) -> str:
    """Local time of the place, and of home where the two differ at that moment: «9:50 (3:50 дома)»."""
    here, there = moment.astimezone(place), moment.astimezone(home)
    if here.utcoffset() == there.utcoffset():
        return clock(moment, place)
    other_day = ""
    if here.date() != there.date():
        other_day = f", {SHORT_WEEKDAYS[language][there.weekday()]}"
    at_home = "дома" if language == "ru" else "at home"
    return f"{clock(moment, place)} ({clock(moment, home)} {at_home}{other_day})".replace(" ", NBSP)


def span(start: datetime, end: datetime, zone: tzinfo) -> str:
    """9:30–10:45, by an en dash without spaces."""
    return f"{clock(start, zone)}{EN_DASH}{clock(end, zone)}"


def day(when: date, language: str) -> str:
    """«24 ноября», "24 November"."""
    return f"{when.day}{NBSP}{MONTHS[language][when.month - 1]}"


def full_day(when: date, language: str) -> str:
    """«вторник, 24 ноября», "Tuesday, 24 November"."""
    return f"{WEEKDAYS[language][when.weekday()]}, {day(when, language)}"


def short_day(when: date, language: str) -> str:
    """For tight cells: «вт 24», "Tue 24"."""
    return f"{SHORT_WEEKDAYS[language][when.weekday()]}{NBSP}{when.day}"


def day_seen_from(when: date, today: date, language: str) -> str:
    """«сегодня», «завтра», «в субботу, 28 ноября», «24 ноября», with the year where it is another one."""
    distance = (when - today).days
    near = {0: ("сегодня", "today"), 1: ("завтра", "tomorrow"), -1: ("вчера", "yesterday")}
    if distance in near:
        return near[distance][0 if language == "ru" else 1]
    if 1 < distance < 7:
        if language == "ru":
            return f"{ON_WEEKDAY[when.weekday()]}, {day(when, language)}"
        return f"on {full_day(when, language)}"
    text = day(when, language) if language == "ru" else f"on {day(when, language)}"
    if when.year == today.year:
        return text
    return f"{text} {when.year}{NBSP}года" if language == "ru" else f"{text} {when.year}"


def days_between(start: date, end: date, language: str) -> str:
    """24–26 ноября; 30 ноября – 2 декабря."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{EN_DASH}{day(end, language)}"
    return f"{day(start, language)} {EN_DASH} {day(end, language)}"


def length(duration: timedelta, language: str) -> str:
    """«1 ч 20 мин», "1 h 20 min"; rounded to minutes, never negative."""
    minutes = max(0, round(duration.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    hour, minute = ("ч", "мин") if language == "ru" else ("h", "min")
    parts = ([f"{hours} {hour}"] if hours else []) + ([f"{minutes} {minute}"] if minutes or not hours else [])
    return " ".join(parts).replace(" ", NBSP)


ISO_LENGTH = re.compile(
    r"P(?P<days>\d+(?:\.\d+)?)(?P<unit>[DWM])|PT(?=.)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?",
    re.ASCII,
)
LENGTHS: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {"D": ("день", "дня", "дней"), "W": ("неделя", "недели", "недель"), "M": ("месяц", "месяца", "месяцев")},
    "en": {"D": ("day", "days"), "W": ("week", "weeks"), "M": ("month", "months")},
}


def length_of(iso: str, language: str) -> str:
    """A length as it was read (ISO 8601) in words: `P3D` is «3 дня», `PT90M` «1 ч 30 мин». Empty: it is none."""
    found = ISO_LENGTH.fullmatch(iso)
    if found is None:
        return ""
    if found["unit"] is None:
        said = timedelta(hours=float(found["hours"] or 0), minutes=float(found["minutes"] or 0))
        return length(said, language)
    number, forms = float(found["days"]), LENGTHS[language][found["unit"]]
    if number.is_integer():
        return count(int(number), *forms)
    return f"{number:g}".replace(".", "," if language == "ru" else ".") + NBSP + forms[1]


def in_days(days: int, language: str) -> str:
    """«сегодня», «завтра», «через 3 дня», "in 3 days"; the past as «3 дня назад»."""
    if days == 0:
        return "сегодня" if language == "ru" else "today"
    if days == 1:
        return "завтра" if language == "ru" else "tomorrow"
    if language != "ru":
        many = plural(abs(days), "day", "days")
        return f"in {days}{NBSP}{many}" if days > 0 else f"{-days}{NBSP}{many} ago"
    many = plural(days, "день", "дня", "дней")
    return f"через {days}{NBSP}{many}" if days > 0 else f"{-days}{NBSP}{many} назад"
