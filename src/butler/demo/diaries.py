# ruff: noqa: E501 - one line of a list is one line
"""Calendars of the demo house as files: text as calendar programs write it, with zones, recurrence, overrides and EXDATE."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from butler.demo.episodes import WRITTEN
from butler.demo.fortune import rng
from butler.demo.rows import fits, kid_of
from butler.demo.seals import Known
from butler.demo.words import gendered

AHEAD = 9  # weeks
WEEKLY = (
    # title, days, start, minutes, needs, place
    ("Планёрка", "MO", "10:00", 60, "", "офис, большая переговорная"), ("Совет директоров", "TH", "11:00", 90, "", "офис, 4 этаж"),
    ("Звонок с партнёрами", "TU,FR", "16:00", 30, "", ""), ("Йога", "TU,TH", "8:00", 60, "style", "Студия йоги «Мост»"),
    ("Прогулка с собакой", "MO,TU,WE,TH,FR", "7:30", 40, "pet", ""), ("Бассейн", "MO,WE,FR", "7:30", 60, "sport", "Бассейн «Девятая дорожка»"),
    ("Книжный клуб", "WE", "19:00", 120, "books", "Книжный клуб «Поля»"), ("Рояль, репетиция", "MO,WE,FR,SU", "12:00", 120, "music", "дома"),
    ("Школа, дети", "MO,TU,WE,TH,FR", "8:15", 30, "kid", ""), ("Бридж", "TH", "18:00", 180, "club", "Клуб капитанов"),
    ("Баня", "SA", "17:00", 180, "sport", "Бани на дровах «Берёзовый пар»"), ("Обед с семьёй", "SU", "14:00", 120, "", "дома"),
    ("Лекция", "TU", "15:00", 90, "books", "Литейный двор, 3"), ("Гольф", "SA", "11:00", 150, "golf", "Гольф-клуб «Вересковая пустошь»"),
)  # fmt: skip
MONTHLY = (
    ("Собрание фонда", "BYDAY=2TU", "17:00", 90), ("Сверка счетов", "BYMONTHDAY=-1", "12:00", 45), ("Ужин старых друзей", "BYDAY=-1FR", "20:00", 180),
    ("Врач, контроль", "BYMONTHDAY=15", "9:30", 45), ("Попечительский совет", "BYDAY=3WE;INTERVAL=2", "18:00", 120),
)  # fmt: skip
ABROAD = (("Звонок с Лондоном", "Europe/London", "9:00"), ("Звонок с Токио", "Asia/Tokyo", "17:30"), ("Звонок с Дубаем", "Asia/Dubai", "12:00"),
          ("Call with New York", "America/New_York", "9:30"))  # fmt: skip
SINGLE = (
    ("Юристы, договор", "11:30", 60, "Фонарная улица, 12"), ("Презентация проекта", "15:00", 90, "офис"), ("Примерка", "13:00", 45, "Портной на Конной"),
    ("Интервью", "12:00", 60, "Библиотека вкуса"), ("Осмотр квартиры", "16:30", 60, "Каменный проспект, 24"), ("Кофе с Левиными", "10:30", 45, "Кофейный дом «Зерно»"),
    ("Родительское собрание", "18:30", 60, "школа"), ("Стоматолог", "9:00", 60, "Стоматология Румянцевых"), ("День рождения крёстной", "19:00", 180, "Тихий камин"),
    ("Совещание, бюджет", "14:00", 120, "офис, 4 этаж"), ("Открытие выставки", "18:00", 90, "Дом акварели"), ("Созвон с архитектором", "13:30", 30, ""),
    ("Встреча в банке", "12:30", 45, "Малая Морошковая, 7"), ("Фотосъёмка", "10:00", 120, "студия на Песочной"), ("Деловой ужин", "19:30", 150, "Оранжерея"),
    ("Репетиция тоста", "17:00", 30, "дома"), ("Дача, мастер", "11:00", 90, "Комарово"), ("Встреча с подрядчиком", "10:00", 60, "Почтовая набережная, 2"),
    ("Премьера у друзей", "19:00", 150, "Театр у Льняного моста"), ("Аукцион онлайн", "16:00", 60, ""), ("Тренинг команды", "9:30", 180, "Дом с мезонином"),
    ("Нотариус", "14:30", 40, "Нотариус Гранина"), ("Гости из Вены", "20:00", 120, "дома"), ("Обед с редактором", "13:00", 90, "Полдень"),
)  # fmt: skip
HOLIDAYS = (
    (1, 1, 8, "Новогодние каникулы"), (2, 23, 1, "День защитника Отечества"), (3, 8, 1, "Международный женский день"), (5, 1, 1, "Праздник весны и труда"),
    (5, 9, 1, "День Победы"), (6, 12, 1, "День России"), (11, 4, 1, "День народного единства"), (12, 31, 1, "Канун Нового года"),
)  # fmt: skip
MOSCOW = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Moscow", "BEGIN:STANDARD", "DTSTART:20141026T020000", "TZOFFSETFROM:+0400", "TZOFFSETTO:+0300",
    "TZNAME:MSK", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass
class Page:
    """An ICS file while it is written."""

    name: str
    zone: str
    lines: list[str] = field(default_factory=list)

    def event(self, uid: str, title: str, *more: str, place: str = "") -> None:
        self.lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@calendar.example",
            "DTSTAMP:20260101T090000Z",
            f"SUMMARY:{escaped(title)}",
        ]
        self.lines += [*([f"LOCATION:{escaped(place)}"] if place else []), *more, "END:VEVENT"]

    def timed(self, uid: str, title: str, day: date, start: str, minutes: int, *more: str, **keep: str) -> None:
        zone = keep.pop("zone", self.zone)
        starts = moment(day, start)
        ends = datetime.strptime(starts, "%Y%m%dT%H%M%S") + timedelta(minutes=minutes)  # noqa: DTZ007 - a wall clock
        self.event(
            uid, title, f"DTSTART;TZID={zone}:{starts}", f"DTEND;TZID={zone}:{ends:%Y%m%dT%H%M%S}", *more, **keep
        )

    def text(self) -> str:
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Demo house//RU", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(self.name)}",
                f"X-WR-TIMEZONE:{self.zone}", *(MOSCOW if self.zone == "Europe/Moscow" else ())]  # fmt: skip
        return "\r\n".join(folded(line) for line in [*head, *self.lines, "END:VCALENDAR"]) + "\r\n"


def diary(one: Known, seed: int, founded_on: date, today: date) -> str:
    """The client's calendar, from two weeks before the house was founded to nine weeks after `today`."""
    guest, chance = one.guest, rng(seed, "diary", one.guest.key)
    zone = guest.zone
    page = Page("Личный" if guest.language == "ru" else "Personal", zone)
    start = founded_on - timedelta(days=founded_on.weekday() + 14)
    _standing(page, one, chance, start)
    _abroad(page, one, chance, start)
    for week in range((today - start).days // 7 + AHEAD):
        monday = start + timedelta(weeks=week)
        _week(page, one, rng(seed, "diary", guest.key, monday), monday, founded_on)
    if guest.key == "ladozhskaya":
        page.timed("rink-liza", "Рояль, Лиза", founded_on, "17:00", 60, place="Рояль и ноты")
        page.timed("hockey-timofey", "Хоккей, Тимофей", founded_on, "17:30", 90, place="Каток «Льдинка»")
    if guest.key == "rein":
        page.timed("geneva", "Созвон с Женевой", founded_on, "12:30", 60, "STATUS:CONFIRMED", zone="Europe/Zurich")
    return page.text()


def _standing(page: Page, one: Known, chance: Random, start: date) -> None:
    fitting = [row for row in WEEKLY if fits(row[4], one, start)]
    for number, (title, days, hhmm, minutes, _, place) in enumerate(
        chance.sample(fitting, min(len(fitting), chance.choice((2, 2, 3))))
    ):
        uid, first = f"{one.guest.key}-weekly-{number}", _first(start, days)
        every = chance.choice(("", "", ";INTERVAL=2")) if "," not in days else ""
        missed = first + timedelta(weeks=4)
        rule = [f"RRULE:FREQ=WEEKLY;WKST=MO{every};BYDAY={days}", f"EXDATE;TZID={page.zone}:{moment(missed, hhmm)}"]
        page.timed(uid, title, first, hhmm, minutes, *rule, place=place)
        moved = first + timedelta(weeks=2)  # this once an hour and a half later
        later = f"{int(hhmm.split(':')[0]) + 1}:30"
        page.timed(
            uid,
            f"{title} (перенос)",
            moved,
            later,
            minutes,
            f"RECURRENCE-ID;TZID={page.zone}:{moment(moved, hhmm)}",
            "SEQUENCE:1",
            place=place,
        )
    title, rule_part, hhmm, minutes = chance.choice(MONTHLY)
    first = start - timedelta(days=start.day - 1)
    page.timed(f"{one.guest.key}-monthly", title, first, hhmm, minutes, f"RRULE:FREQ=MONTHLY;{rule_part};COUNT=24")
    day, month, year = one.guest.born
    born = date(year or 2000, month, day)
    page.event(
        f"{one.guest.key}-birthday",
        "День рождения",
        f"DTSTART;VALUE=DATE:{born:%Y%m%d}",
        "RRULE:FREQ=YEARLY",
        "TRANSP:TRANSPARENT",
    )
    if kid_of(one, chance, start):
        term = start + timedelta(days=30)
        page.event(f"{one.guest.key}-school", "Каникулы", f"DTSTART;VALUE=DATE:{term:%Y%m%d}", f"DTEND;VALUE=DATE:{term + timedelta(days=9):%Y%m%d}",
                   "TRANSP:TRANSPARENT")  # fmt: skip


def _abroad(page: Page, one: Known, chance: Random, start: date) -> None:
    if one.guest.is_key or "travel" in one.guest.tags or page.zone != "Europe/Moscow":
        title, zone, hhmm = chance.choice([row for row in ABROAD if row[1] != page.zone])
        page.timed(
            f"{one.guest.key}-abroad",
            title,
            _first(start, "WE"),
            hhmm,
            30,
            "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=60",
            zone=zone,
        )


def _week(page: Page, one: Known, chance: Random, monday: date, founded_on: date) -> None:
    for number, (title, hhmm, minutes, place) in enumerate(chance.sample(SINGLE, chance.choice((2, 3, 3, 4)))):
        day = monday + timedelta(days=chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5)))
        uid = f"{one.guest.key}-{monday:%Y%m%d}-{number}"
        if one.guest.key in WRITTEN and day == founded_on:
            continue  # that day is told by hand
        sort = chance.random()
        if sort < 0.08:
            page.timed(uid, title, day, hhmm, minutes, "STATUS:CANCELLED", place=place)
        elif sort < 0.2:
            page.event(
                uid, title, f"DTSTART;TZID={page.zone}:{moment(day, hhmm)}", f"DURATION:PT{minutes}M", place=place
            )
        elif sort < 0.28:
            page.event(uid, title, f"DTSTART:{moment(day, hhmm)}", f"DURATION:PT{minutes}M", "DESCRIPTION:" + escaped(
                gendered("Просил[|а] напомнить за час; взять папку, очки и терпение.\nВход со двора.", one.guest.gender)))  # fmt: skip
        else:
            page.timed(uid, title, day, hhmm, minutes, place=place)


def holidays(years: range) -> str:
    """Days off, as a calendar that one subscribes to."""
    page = Page("Праздники", "Europe/Moscow")
    for year in years:
        for month, day, length, title in HOLIDAYS:
            first = date(year, month, day)
            page.event(f"holiday-{first:%Y%m%d}", title, f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
                       f"DTEND;VALUE=DATE:{first + timedelta(days=length):%Y%m%d}", "TRANSP:TRANSPARENT")  # fmt: skip
    return page.text()


def keeps_a_diary(one: Known) -> bool:
    """Not everybody shares a calendar; key clients do."""
    return one.guest.is_key or one.id.int % 5 != 0


def _first(start: date, days: str) -> date:
    """The first day of the rule on or after a Monday."""
    return start + timedelta(days=min(["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(day) for day in days.split(",")))


def moment(day: date, hhmm: str) -> str:
    hour, minute = hhmm.split(":")
    return f"{day:%Y%m%d}T{int(hour):02d}{minute}00"


def escaped(text: str) -> str:
    """Text as RFC 5545 wants it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """At most 75 octets in a line, never inside a letter."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > (75 if not parts else 74):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
