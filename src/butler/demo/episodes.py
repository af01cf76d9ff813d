# ruff: noqa: E501 - a letter is one line
"""Stories written by hand for the clients whom the house knows best. They come round every three weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from butler.demo import journeys, lives, talk
from butler.demo.fortune import rng, row_id
from butler.demo.promises import Wish, promise
from butler.demo.rows import Rows, Span, address, at
from butler.demo.scenes import JOURNEYS
from butler.demo.seals import Known
from butler.requests.models import ClientRequest, Task
from butler.travel.models import Leg, Trip

WRITTEN = ("olshanskaya", "veresov", "rein", "ladozhskaya", "stashevskaya")
MSK = ZoneInfo("Europe/Moscow")


def is_written(one: Known, day: date, span: Span) -> bool:
    """Is this a day whose story is written by hand, so that chance keeps out of it?"""
    return one.guest.key in WRITTEN and _turn(day, span) == 0


def writes(one: Known, day: date, span: Span) -> bool:
    """Does this client write a letter of ours on `day`?"""
    turn = _turn(day, span)
    return any(letter.key == one.guest.key and letter.turn == turn for letter in LETTERS)


def _turn(day: date, span: Span) -> int:
    """The day's number in the round; -1 before the house was founded."""
    return (day - span.founded_on).days % journeys.ROUND if day >= span.founded_on else -1


def tell(one: Known, day: date, span: Span, rows: Rows) -> None:
    """The written story of this client on `day`, if there is one."""
    story = Story(one, day, span, rows)
    if is_written(one, day, span):
        STORIES[one.guest.key](story)
    for number, letter in enumerate(LETTERS):
        if letter.key == one.guest.key and _turn(day, span) == letter.turn:
            story.letter(number, letter)


@dataclass(frozen=True)
class Letter:
    """A message of several requests, and what is answered when its morning has passed."""

    key: str
    turn: int
    at: str
    text: str
    answer: str
    wants: tuple[tuple[str, str, int], ...]  # title, category, cost of failure
    note: str = ""


@dataclass
class Story:
    """One client's day while its story is told."""

    one: Known
    day: date
    span: Span
    rows: Rows

    @property
    def is_past(self) -> bool:
        return self.day < self.span.today

    def on(self, hhmm: str, days: int = 0, zone: str = "Europe/Moscow") -> datetime:
        return at(self.day + timedelta(days=days), hhmm, ZoneInfo(zone))

    def id(self, *names: object) -> Any:
        return row_id(self.span.seed, "episode", self.one.guest.key, self.day, *names)

    def hears(self, key: str, hhmm: str, text: str, days: int = 0, asks: bool = True) -> Any:
        return talk.hear(self.one, self.span, self.rows, (self.day, key), self.on(hhmm, days), text, asks=asks)

    def answers(self, key: str, hhmm: str, text: str, days: int = 0) -> Any:
        return talk.answer(
            self.one, self.span, self.rows, (self.day, key), self.on(hhmm, days), f"{address(self.one)}, {text}"
        )

    def notes(self, key: str, hhmm: str, text: str, by: str = "ilya", days: int = 0) -> Any:
        return talk.note(
            self.one, self.span, self.rows, (self.day, key), self.on(hhmm, days), text, self.span.staff[by]
        )

    def books(self, key: str, kind: str, title: str, start: str, minutes: int, venue: str = "", **more: Any) -> Any:
        """A booking of this day; `days` moves it, `zone` is the clock it is said on."""
        zone, days = more.pop("zone", "Europe/Moscow"), more.pop("days", 0)
        starts_at = self.on(start, days, zone)
        more.setdefault("asked_at", self.on("15:20", -1))
        if more.get("fate", "proven") == "proven":
            more.setdefault("proven_at", more["asked_at"] + timedelta(hours=3))
        wish = Wish(key=f"{self.day}-{key}", kind=kind, title=title, starts_at=starts_at, zone=zone,
                    ends_at=starts_at + timedelta(minutes=minutes), venue=self.span.named(venue) if venue else None,
                    **({"importance": 3} | more))  # fmt: skip
        return promise(self.one, self.span, self.rows, wish, rng(self.span.seed, self.one.guest.key, self.day, key))

    def asks(self, key: str, title: str, category: str, message: Any, asked_at: datetime, due: datetime) -> Any:
        if asked_at > self.span.now:
            return None
        row = ClientRequest(
            id=self.id("request", key), client_id=self.one.id, message=message, title=title, category=category,
            owner=self.one.led_by, opened_at=self.span.said(asked_at), promised_at=due,
        )  # fmt: skip
        way = lives.ANSWERED if self.is_past else lives.WAYS["new"]
        return lives.lives(row, way, {"accepted": asked_at, "closed": self.on("17:30")}, self.span, self.rows)

    def must(self, key: str, title: str, detail: str, category: str, due: datetime | None, **more: Any) -> None:
        """A task of this day; over with the day unless its time is ahead."""
        if self.day > self.span.today:
            return
        owner = self.span.staff[more.pop("by")] if "by" in more else self.one.led_by
        over = self.is_past and (due is None or due < self.span.now)
        facts = {"cost_of_failure": 2, "is_promised": True, "is_seen": True, "effort_minutes": 20} | more
        self.rows.add(
            Task(id=self.id("task", key), client_id=self.one.id, title=title, detail=detail, category=category, owner=owner,
                 asked_at=self.on("18:10", -1), due_at=due, done_at=self.on("16:40") if over else None,
                 done_by=owner if over else None, **facts)
        )  # fmt: skip

    def letter(self, number: int, letter: Letter) -> None:
        said = self.hears(f"letter-{number}", letter.at, letter.text)
        if said is None:
            return
        if letter.note:
            self.notes(f"letter-note-{number}", f"{letter.at[:-1]}9", letter.note, self.one.guest.covered)
        for (title, category, cost), hhmm in zip(letter.wants, ("11:30", "13:00", "17:00"), strict=False):
            request = self.asks(f"{number}-{title}", title, category, said, said.sent_at, self.on("10:30"))
            self.must(f"{number}-{title}", title, "", category, self.on(hhmm), cost_of_failure=cost, is_seen=False,
                      client_request=request)  # fmt: skip
        self.answers(f"letter-answer-{number}", "9:25", letter.answer)


def olshanskaya(day: Story) -> None:
    day.hears(
        "lunch",
        "18:40",
        "Анна, здравствуйте! Завтра обедаем с Катей в час, у окна, пожалуйста. И чтобы рядом никто не праздновал.",
        -1,
    )
    day.answers("lunch-a", "18:52", "стол у окна на 13:00 попросили, «Оранжерея». Как подтвердят, напишу.", -1)
    day.hears("lunch-t", "18:55", "Спасибо, вы волшебница.", -1, asks=False)
    said = day.hears("cherry", "7:42", "Анечка, безумная просьба. Сегодня вечером «Вишнёвый сад», говорят, билетов нет уже месяц. Можно два? "
                     "Хочу отвлечь Катю, ей сейчас непросто. Только не первый ряд, пожалуйста. И Павлу про годовщину пока ни слова: пусть сам предложит, вы же умеете.")  # fmt: skip
    day.notes("cherry-n", "7:55", "Катя не любит балкон, в марте ушли в антракте. Проси партер, ряды 4–8, у прохода.")
    day.answers(
        "cherry-a",
        "9:08",
        "уже занимаюсь. Ищу два места в партере у прохода, не в первом ряду. Напишу не позже 16:00. Машину к театру держу на 18:15.",
    )
    day.hears("cherry-t", "16:02", "Шестой ряд! Катя в первый раз за неделю улыбнулась. Спасибо.", asks=False)
    request = day.asks(
        "cherry", "Два билета на сегодня, «Вишнёвый сад»", "tickets", said, day.on("7:42"), day.on("16:00")
    )
    day.must("cherry", "Два билета на сегодня, «Вишнёвый сад»", "партер, ряды 4–8, у прохода; спектакль в 19:00, солд-аут", "tickets",
             day.on("16:00"), no_return_at=day.on("19:00"), cost_of_failure=3, is_for_occasion=True, effort_minutes=90, is_seen=False,
             client_request=request)  # fmt: skip
    day.books("pilates", "sport", "Пилатес", "10:00", 60, "Пилатес на Кленовой", proof="answer_page")
    day.books("lunch", "restaurant", "Обед на двоих", "13:00", 90, "Оранжерея", party=2, price=9, scope="table", fate="late",
              told_by="хостес Алина", proof="call")  # fmt: skip
    day.books("chef", "household", "Повар, ужин дома", "18:15", 195, "Повара на дом «Половник»", party=4, price=48, scope="table",
              extra=("Меню без лука, рыба для Павла",), proof="mail")  # fmt: skip
    day.books("mum", "flowers", "Цветы маме, Выборг", "11:00", 30, "Сухоцвет", days=(5 - day.day.weekday()) % 7 or 7, price=7,
              extra=("Позвонить Нине Сергеевне за десять минут",))  # fmt: skip
    hotel = day.books("salzburg", "hotel", "Зальцбург, два номера на одном этаже", "15:00", 60 * 24 * 6, "Haus am Fluss", days=33, zone="Europe/Vienna",
                      price=620, fate="held", reply_by=day.on("18:00", 6), proven_at=day.on("17:00", 6), scope="hotel", party=3)  # fmt: skip
    _trip(day, "salzburg", "Зальцбург, семья", 33, 39, ["AT"], [(hotel, "LED", "Зальцбург", "Europe/Vienna")])
    day.must("window", "Стол у окна, обед на двоих", "хостес не ответила 40 минут, второй контакт: Глеб, управляющий", "restaurant",
             day.on("11:00"), no_return_at=day.on("13:00"), effort_minutes=10)  # fmt: skip
    day.must("ideas", "Годовщина: показать Павлу три идеи", "книгу везут неделю, решить до завтра", "gift", day.on("15:00", 1), cost_of_failure=3,
             is_for_occasion=True, effort_minutes=30)  # fmt: skip


def veresov(day: Story) -> None:
    day.hears("joke", "20:15", "Пересадка 55 минут. Это шутка или план?", -1)
    day.answers(
        "joke-a", "20:31", "вижу то же. Есть NV 873 в 18:20, место 2A, держат до 9:30. Решим утром, до выезда.", -1
    )
    day.hears(
        "go", "7:31", "Решайте. Опоздать в Токио нельзя, встреча в 11. Кофе в зале пусть будет сразу, Роману привет."
    )
    day.notes("go-n", "7:40", "NV 402 за месяц девять раз из 29 садился позже. Спокойнее перевести.", "timur")
    day.answers("go-a", "9:02", "перевели на NV 873, 18:20, место 2A. В зале ожидания тихий угол, кофе принесут сразу.")
    day.hears("go-t", "9:04", "Хорошо.", asks=False)
    day.hears("photo", "11:20", "Встретили по фото, без таблички. Так и делайте.", asks=False)
    if day.is_past or day.day <= day.span.today + timedelta(days=24):
        journeys.travel(
            day.one,
            day.day,
            day.span,
            day.rows,
            JOURNEYS[-1],
            rng(day.span.seed, "tokyo", day.day),
            late=("out-NV 871",),
        )
    day.books("873", "flight", "NV 873 Стамбул – Токио", "18:20", 685, zone="Europe/Istanbul", price=0, fate="held", scope="flight",
              reply_by=day.on("9:30"), proven_at=day.on("9:02"), asked_at=day.on("20:25", -1), place="Стамбул, терминал 1")  # fmt: skip
    day.must("rebook", "Перебронировать пересадку", "NV 873 в 18:20, место 2A, держат до 9:30; риск опоздания 31 %", "flight", day.on("9:30"),
             no_return_at=day.on("9:30"), cost_of_failure=3)  # fmt: skip
    day.must("lounge", "Зал ожидания в Стамбуле", "прилёт 15:40, ждать 2 ч 40 мин, тихий угол", "airport_passage", day.on("12:00"),
             no_return_at=day.on("15:00"), cost_of_failure=2)  # fmt: skip
    day.must(
        "tokyo",
        "Токио: гид и бани на выходные",
        "просил «без туристов»",
        "information",
        day.on("17:00", 2),
        cost_of_failure=1,
        effort_minutes=40,
    )


def rein(day: Story) -> None:
    day.hears("four", "19:05", "На завтра четверо, «Северный двор», полвосьмого. Камин, если не занят поэтами.", -1)
    day.answers(
        "four-a",
        "19:14",
        "«Северный двор», 19:30, четверо, стол у камина держат до полудня: просят гарантию картой.",
        -1,
    )
    day.hears("four-t", "19:16", "Гарантию дайте, Вадим в курсе. Поэтов накормите отдельно.", -1, asks=False)
    said = day.hears("salt", "7:48", "Врач велел меньше соли. Ресторану сказать, а мне не напоминать. И второго кардиолога найдите, не из той же клиники. "
                     "Прилечу голодный, так что вечер на вашей совести.")  # fmt: skip
    day.notes(
        "salt-n",
        "7:56",
        "О здоровье с ним не говорим. Кардиолога ищу через профессора Белецкого, ответит после 17.",
        "timur",
    )
    day.answers("salt-a", "9:12", "кухне передали, без лишних слов. По врачу пришлю два имени к 16:00.")
    request = day.asks(
        "heart", "Консультация кардиолога, второе мнение", "medical", said, day.on("7:48"), day.on("16:00")
    )
    day.must("heart", "Консультация кардиолога, второе мнение", "не из той же клиники, объяснить без спешки", "medical", day.on("18:00", 2),
             cost_of_failure=3, is_seen=False, effort_minutes=40, client_request=request)  # fmt: skip
    day.books(
        "breakfast",
        "restaurant",
        "Завтрак с партнёрами",
        "9:00",
        90,
        "Хлебный двор",
        party=3,
        price=8,
        scope="table",
        proof="mail",
    )
    day.books(
        "wait",
        "transfer",
        "Водитель ждёт",
        "12:00",
        120,
        "Столичный экипаж",
        price=12,
        scope="car",
        proof="answer_page",
    )
    day.books("massage", "beauty", "Массаж в отеле", "8:00", 60, "Салон «Полутень»", fate="off", price=9, told_by="администратор салона",
              asked_at=day.on("12:00", -3))  # fmt: skip
    flight = day.books(
        "118",
        "flight",
        "NV 118 Москва – Петербург",
        "15:20",
        85,
        price=22,
        scope="flight",
        proof="reference",
        place="Шереметьево, терминал B",
    )
    day.books("dinner", "restaurant", "Ужин на четверых", "19:30", 150, "Северный двор", party=4, price=56, scope="table", fate="held",
              reply_by=day.on("12:00"), proven_at=day.on("10:40"), asked_at=day.on("19:08", -1), proof="mail")  # fmt: skip
    day.books(
        "evening-car",
        "transfer",
        "Машина к ужину",
        "19:00",
        40,
        "Гараж на Конном",
        price=4,
        scope="car",
        fate="late",
        told_by="диспетчер Лия",
    )
    stay = day.books(
        "moscow",
        "hotel",
        "Большая Липовая, 5",
        "16:00",
        60 * 20,
        "Большая Липовая, 5",
        days=-1,
        price=44,
        scope="hotel",
        asked_at=day.on("12:00", -6),
    )
    _trip(
        day,
        "moscow",
        "Москва, встречи",
        -1,
        0,
        ["RU"],
        [(stay, "LED", "Москва", "Europe/Moscow"), (flight, "SVO", "LED", "Europe/Moscow")],
    )
    day.must("guarantee", "Гарантия за ужин на четверых", "иначе бронь снимут в 12:00; лимит позволяет", "restaurant", day.on("12:00"),
             no_return_at=day.on("12:00"), cost_of_failure=3, effort_minutes=10)  # fmt: skip
    day.must(
        "pills",
        "Лекарства на неделю",
        "закончатся через три дня, он будет в дороге",
        "medical",
        day.on("18:00", 2),
        cost_of_failure=3,
    )
    day.must(
        "golf", "Сравнить клубные карты для гольфа", "сезон с мая", "sport", None, cost_of_failure=0, is_promised=False
    )


def ladozhskaya(day: Story) -> None:
    weekend = day.day.weekday() > 4
    day.hears(
        "tutor-t", "13:02", "Спасибо за репетиторов! Смотрим втроём, Лиза уже выбрала по фотографии.", -1, asks=False
    )
    said = day.hears("clash", "21:05", "Анна, добрый вечер! Берём вторую, у неё голос спокойный. У Тимофея хоккей перенесли на 17:30, а у Лизы в 17:00 рояль, и машина у нас "
                     "одна. Ещё шкатулка бабушкина замолчала, вдруг вы знаете, кто такое чинит? И резину пора менять, обещают минус. Простите, что столько сразу.", -1)  # fmt: skip
    day.notes("clash-n", "21:20", "Вторая машина есть у Дениса с 16:45. Шкатулку спросить у Арбузова.", "timur", -1)
    day.answers(
        "clash-a",
        "9:20",
        "вторая машина на 17:00 есть, за рулём Денис, кресло поставят. Пробный урок сегодня в 16:00. Про шкатулку узнаю у настройщика.",
    )
    day.hears("clash-th", "9:31", "Вы чудо! Лизе скажу за завтраком.", asks=False)
    for key, title, category, cost in (
        ("second", "Вторая машина: хоккей и рояль", "transfer", 2),
        ("box", "Найти, где чинят музыкальную шкатулку", "household", 0),
    ):
        request = day.asks(key, title, category, said, day.on("21:05", -1), day.on("10:00"))
        day.must(key, title, "хоккей в 17:30, рояль в 17:00" if key == "second" else "бабушкина, срока нет", category,
                 day.on("12:30") if key == "second" else None, cost_of_failure=cost, is_seen=False, is_promised=key == "second",
                 client_request=request)  # fmt: skip
    if weekend:
        day.books(
            "rink",
            "transfer",
            "Каток, Лиза и Тимофей",
            "9:45",
            45,
            "Гараж на Конном",
            price=4,
            scope="car",
            proof="answer_page",
        )
    else:
        day.books(
            "school", "transfer", "Школа", "8:15", 45, "Гараж на Конном", price=3, scope="car", proof="answer_page"
        )
    day.books(
        "tuner",
        "household",
        "Настройщик",
        "11:30",
        75,
        "Настройщик Арбузов",
        price=9,
        proof="call",
        told_by="мастер Арбузов",
    )
    day.books(
        "liza",
        "transfer",
        "Лиза: забрать и привезти",
        "14:30",
        60,
        "Гараж на Конном",
        price=4,
        scope="car",
        extra=("Кресло для Лизы, две воды",),
    )
    day.books(
        "trial",
        "tutor",
        "Пробный урок английского",
        "16:00",
        60,
        "Английский у мисс Паркер",
        price=4,
        scope="tutor",
        fate="late",
        told_by="мисс Паркер",
    )
    day.books(
        "olga",
        "transfer",
        "Машина для Ольги",
        "20:00",
        60,
        "Северный экипаж",
        price=5,
        scope="car",
        proof="call",
        told_by="Денис",
    )
    day.must(
        "choice",
        "Репетитор для Лизы: письмо с выбором",
        "три кандидата проверены, мама выбрала вторую",
        "tutor",
        day.on("15:30"),
        no_return_at=day.on("16:00"),
        effort_minutes=25,
    )
    day.must(
        "tyres",
        "Записать машину на шиномонтаж",
        "ночью −4 °C, машина на летних",
        "household",
        day.on("11:30"),
        cost_of_failure=0,
        by="timur",
        is_promised=False,
    )


def stashevskaya(day: Story) -> None:
    day.hears("geranium", "12:10", "Уважаемая Анна Викторовна,\n\nмама просит герань не красную, а розовую, и непременно в том же горшке. Доктора жду в одиннадцать, пусть звонит "
              "один раз. Буду благодарна за программу оперы на декабрь, на бумаге.\n\nВаша Е. С.", -1)  # fmt: skip
    day.answers(
        "geranium-a",
        "12:48",
        "герань розовая, горшок тот же, маме привезут завтра к 17:30. Доктор позвонит один раз, в 10:58. Программу оперы отправили с курьером.",
        -1,
    )
    day.hears(
        "geranium-t", "17:20", "Благодарю Вас. Программа прекрасная, отметила два вечера карандашом.", -1, asks=False
    )
    day.books(
        "doctor",
        "medical",
        "Врач на дом",
        "11:00",
        90,
        "Домашний доктор",
        price=16,
        proof="call",
        told_by="координатор Римма",
        extra=("Позвонить один раз, в 10:58",),
    )
    day.books(
        "flowers",
        "flowers",
        "Герань маме",
        "17:30",
        30,
        "Зимний сад на Садовом",
        price=4,
        fate="late",
        told_by="флорист Роза",
    )
    day.books(
        "opera",
        "tickets",
        "Опера, ложа бенуара",
        "19:00",
        180,
        "Театр на Каменном",
        days=9,
        party=2,
        price=36,
        scope="theatre",
        proof="pass",
    )
    day.must(
        "courier",
        "Встретить курьера с анализами",
        "окно 10:30–12:00",
        "courier",
        day.on("12:00"),
        cost_of_failure=0,
        by="ilya",
        is_promised=False,
    )
    day.must(
        "letters",
        "Подписать открытки к празднику",
        "бумага кремовая, чернила синие",
        "gift",
        day.on("18:00", 5),
        cost_of_failure=2,
        is_for_occasion=True,
    )


STORIES = {
    "olshanskaya": olshanskaya,
    "veresov": veresov,
    "rein": rein,
    "ladozhskaya": ladozhskaya,
    "stashevskaya": stashevskaya,
}


def _trip(day: Story, key: str, title: str, first: int, last: int, countries: list[str], legs: list) -> None:  # type: ignore[type-arg]
    booked = [leg for leg in legs if leg[0] is not None]
    if not booked:
        return
    trip = day.rows.add(
        Trip(id=day.id("trip", key), client_id=day.one.id, title=title, starts_on=day.day + timedelta(days=first),
             ends_on=day.day + timedelta(days=last), countries=countries)
    )  # fmt: skip
    for number, (booking, origin, destination, zone) in enumerate(booked, start=1):
        day.rows.add(Leg(id=day.id("leg", key, number), client_id=day.one.id, trip=trip, booking=booking, number=number, origin=origin,
                         destination=destination, arrival_zone=zone, arrives_at=booking.ends_at))  # fmt: skip


LETTERS = (
    Letter("gurevich", 0, "7:12", "Заседание перенесли, поэтому всё едет. Ужин сегодня отмените, завтрак завтра поставьте на 8:30. Софье в Женеву отправьте тёплые вещи, список у консьержки. И корт на субботу, хоть в семь утра.",
           "ужин сняли без штрафа, завтрак завтра в 8:30 подтверждён. Вещи заберём в полдень, корт на субботу держат до вечера.",
           (("Отменить ужин, перенести завтрак", "restaurant", 3), ("Отправить вещи Софье в Женеву", "courier", 2)), "Не спорить и не уточнять: список у консьержки точный."),
    Letter("tumanov", 0, "2:40", "Не сплю, думаю о Японии. Хочу на неделю, где нет музеев, но есть еда и бани. Февраль? И Алисе на день рождения что-нибудь живое, но не собаку. До полудня меня не существует.",
           "два маршрута без музеев будут к вечеру, февраль подходит. Про живое: есть мысль с садом мхов, покажем фото.",
           (("Япония в феврале, еда и бани", "information", 1), ("Подарок Алисе: живое, но не собака", "gift", 2)), "Писать только после двенадцати."),
    Letter("orlovskaya", 0, "7:50", "Голубчики, у меня юбилей дебюта, а платье не застёгивается. Портниху. И чтобы никаких корзин с гладиолусами. Одну ветку сирени в ноябре вы, конечно, не найдёте, но попробуйте.",
           "портниха будет сегодня в 14:00. Гладиолусов не будет ни одного. Сирень ищем в двух оранжереях.",
           (("Портниха на сегодня", "beauty", 3), ("Ветка сирени к юбилею", "flowers", 2)), "Говорила бодро, но голос устал. Машину подать ближе к подъезду."),
    Letter("golitsyna", 0, "7:25", "прилетаю в пятницу вечером. театр на каменном в субботу, хочу у прохода. и встретьте эдварда отдельно, он летит из милана и теряется в аэропортах",
           "субботний спектакль: держим два места у прохода. Эдварда встретит Олег, фото и номер рейса у него.",
           (("Два места у прохода на субботу", "tickets", 2), ("Встретить Эдварда из Милана", "transfer", 2)), "Строчные буквы не от спешки, так пишет всегда."),
    Letter("safronov", 0, "6:30", "Рейс в 7:40 меня устраивает, машина в 5:50 нет. Почему не 5:35? Завтрак с собой: гречка, два яйца, без хлеба. Артёму ракетки перетянуть к четвергу.",
           "машина завтра в 5:35, завтрак будет в салоне. Ракетки заберём сегодня, вернём в среду вечером.",
           (("Машина на 5:35 и завтрак с собой", "transfer", 3), ("Ракетки Артёма к четвергу", "sport", 1)), ""),
    Letter("levitan", 0, "7:55", "Дорогой Тимур Рашидович,\n\nконцерт через восемь дней, поэтому дом должен стать тихим. Соседи сверху снова сверлят. Можно ли с ними договориться так, чтобы они ещё и улыбались?\n\nИ ужин после концерта, на двоих, молча.\n\nС. Л.",
           "с соседями договоримся, передадим им два места на концерт. Стол на двоих после концерта держим, в дальнем углу.",
           (("Договориться с соседями о тишине", "household", 2), ("Ужин после концерта, молча", "restaurant", 2)), "За два дня до концерта не звонить."),
    Letter("haddad", 0, "7:20", "Timur, good morning. The investors land tomorrow at 11:20, three people and far too much luggage. A van, water, no small talk. Lunch for five near the site, no pork. Leila asks whether the ice rink is open for the children on Saturday.",
           "the van will be at arrivals tomorrow at 11:20. Lunch for five is being held, the kitchen knows about the pork. The rink opens for the children at 10.",
           (("Встретить инвесторов, минивэн", "transfer", 3), ("Обед на пятерых рядом со стройкой", "restaurant", 2), ("Каток для детей в субботу", "sport", 1)), "Про алкоголь за столом не спрашивать."),
    Letter("rubinov", 0, "7:44", "Был вчера у соседей. Еда хорошая, свет как в операционной. Верните меня туда, где играли со светом, забыл название, вы не забыли. Двое, пятница. Марку подберите книгу про сыр, ему шесть.",
           "это «Полдень», пятница, 20:00, двое, стол под лампой с абажуром. Книгу про сыр привезём к пятнице.",
           (("Стол на двоих там, где свет", "restaurant", 2), ("Книга про сыр для Марка", "gift", 1)), "Ему семь. Писать «про сыр», возраст не поправлять."),
    Letter("aivazyan", 0, "7:30", "Софья джан, к маме в Ереван хочу в субботу одним днём. Самолёт, машина, цветы, лаваш. Обратно ночью. И двенадцать человек в воскресенье, дома, стол чтобы ломился, но без фанатизма.",
           "на субботу есть вылет в 9:05, обратно ночным. Маме гранаты и лаваш. На воскресенье два повара и двенадцать приборов.",
           (("Ереван одним днём, суббота", "flight", 3), ("Стол дома на двенадцать, воскресенье", "event", 2)), ""),
    Letter("trubetskoy", 0, "7:05", "Благодарю за вчерашнее. На благотворительный вечер двое охраны вместо одного. Список гостей пришлёт Елена Владиславовна. Моё место у выхода.",
           "двое охраны внесены, место у выхода закреплено. Список гостей ждём.",
           (("Вечер: двое охраны и место у выхода", "event", 3),), "Руслана предупредить за сутки."),
    Letter("pavlenko", 0, "7:35", "Внимание. Кире костюм к субботе, Глебу бутсы сорок первого, мне массаж сегодня, не завтра. Рейс переносите на второй, на первый я опять не успею, не будем друг друга обманывать.",
           "рейс перенесли на второй, массаж сегодня в 20:30. Костюм и бутсы привезём на примерку завтра.",
           (("Перенести рейс на второй", "flight", 3), ("Массаж сегодня", "beauty", 2), ("Костюм Кире, бутсы Глебу", "shopping", 1)), ""),
    Letter("sobolevskaya", 0, "7:40", "Дина, через неделю с хвостиком сотый вечер. Гостей двадцать два, двое в ссоре, рассадите так, чтобы они это оценили. Цветы белые, низкие. Лидия прилетает из Будапешта, ей горничную и тишину до трёх.",
           "рассадку пришлём к обеду в двух вариантах. Цветы белые, низкие. Лидию встретим, тишина до трёх будет.",
           (("Рассадка на двадцать два гостя", "event", 3), ("Встретить Лидию из Будапешта", "transfer", 2)), "Ссора: Ковальские и Брандт, не рядом и не напротив."),
    Letter("shestakov", 0, "7:15", "Кто отвечает за карт в воскресенье? Илье нужен шлем размера S, Агате зрительское место с обогревом. Ответ одним именем.",
           "отвечает Дина Ахметова. Шлем S и место с обогревом будут.", (("Карт в воскресенье: шлем и место", "sport", 2),), ""),
    Letter("ostashev", 0, "7:45", "Уважаемая Полина Сергеевна,\n\nвнуки впервые выступают через неделю. Двенадцать мест, первый ряд для прадеда, у него бинокль. Счёт прошу до, а не после.\n\nВаш Г. П. Осташев",
           "двенадцать мест есть, прадеду кресло в первом ряду с краю. Счёт отправили.", (("Двенадцать мест на выступление внуков", "tickets", 2),), ""),
    Letter("melnik", 0, "7:10", "Полина, решите за меня: подарок режиссёру, ужин с инвестором, Арине купальник с камнями, вторник, среда, четверг. Бюджеты вы знаете лучше меня.",
           "решили: режиссёру пластинка, инвестору «Оранжерея» в среду, купальник шьют к четвергу.",
           (("Подарок режиссёру", "gift", 2), ("Ужин с инвестором", "restaurant", 3), ("Купальник Арине", "shopping", 2)), "Любит, когда решают за неё и решают верно."),
    Letter("tarasov", 0, "7:00", "Проверил стыковки.\n10:15 вылет, ок.\n14:40 прилёт, ок.\n15:05 машина, мало.\nСдвиньте на 15:20. Злате подарок к вечеру, год золотой медали.",
           "15:20 машина.\n18:00 подарок Злате.\nОстальное по плану.", (("Сдвинуть машину на 15:20", "transfer", 2), ("Подарок Злате к вечеру", "gift", 3)), "Отвечать столбиком."),
    Letter("ivleva", 0, "1:15", "Записано со слов, звонила ночью: «Милый, я потеряла роль. Не работу, тетрадку. Она могла остаться в машине, в театре или в среду. Найдите, там пометки Его рукой».",
           "тетрадь нашли в машине, под пледом. Курьер передаст лично в руки.", (("Найти тетрадь с ролью", "courier", 3),), "Начать с машины Олега и гримёрной."),
    Letter("hartley", 0, "7:30", "Dear Polina,\n\nGeorge and I arrive on Thursday. Might there be two seats at the opera, on the aisle because of his stick? And a car that does not mind waiting.\n\nYours, Eleanor Hartley",
           "two aisle seats for the opera are being held until Wednesday. The car will wait as long as you like.", (("Два места у прохода в опере", "tickets", 2),), ""),
    Letter("olshanskaya", 5, "7:30", "Анна, доброе утро! Павел молчит и улыбается, значит, вы его нашли. Варе нужна учительница рисования, терпеливая. И подскажите, где в городе пахнет ёлкой уже сейчас?",
           "учительница будет на пробном занятии в субботу. Ёлкой пахнет в «Еловом саду»: держим стол у окна.", (("Учительница рисования для Вари", "tutor", 1),), ""),
    Letter("veresov", 5, "7:20", "Гид хороший. Бани лучше. Обратный рейс оставьте, но место к окну. Марку в Лондон шахматы на день рождения.",
           "место 2A у окна закрепили. Шахматы карельской берёзы отправим Марку к пятнице.", (("Место у окна на обратный рейс", "flight", 2), ("Шахматы Марку в Лондон", "gift", 2)), ""),
    Letter("rein", 4, "7:52", "Кардиолог оказался шахматистом. Берём. Запишите и на январь, только без «как вы себя чувствуете». В субботу дичь, трое.",
           "на январь записали. Суббота, трое, дичь: «Четыре тетерева», 19:00, тихий стол.", (("Дичь в субботу на троих", "restaurant", 2),), ""),
    Letter("ladozhskaya", 9, "7:15", "Доброе утро! Аня просит снег, Тимофей победу, Лиза новый пюпитр. С пюпитром поможете? И няне выходной в пятницу, нужна замена на день.",
           "пюпитр привезут завтра. Замена няне на пятницу есть, с рекомендациями, про орехи знает.", (("Замена няне на пятницу", "household", 3), ("Пюпитр для Лизы", "shopping", 1)), ""),
    Letter("sheremeteva", 2, "7:35", "Открытие через десять дней, а света нет. Не электричества, а света. Найдите того, кто ставил в музее. И катер для Филиппа, он хочет видеть лёд.",
           "мастер по свету приедет сегодня в 17:00. Катер со льдом: выход в субботу, если пустят.", (("Мастер по свету в галерею", "event", 3), ("Катер посмотреть лёд", "yacht", 1)), ""),
    Letter("eristov", 3, "7:48", "Глеб дорогой, едут трое из Кахетии с вином и тостами. Дом, повар, музыканты тихие, машина до дверей каждому. В субботу. И внучке ничего сладкого, зубы.",
           "суббота: повар, трио струнных, три машины у дверей. Внучке пазл с картой виноградников.", (("Застолье дома в субботу", "event", 3),), ""),
    Letter("kasatkin", 1, "7:10", "Из Дубая. Верфь просит чертежи из архива, папка синяя. Курьер, лично. И Ольге розы без ленты, двадцать пять лет, как мы вышли в море.",
           "папку заберём сегодня, вылет курьера ночью. Розы без ленты будут к завтраку.", (("Синяя папка в Дубай", "courier", 3), ("Розы без ленты Ольге", "flowers", 2)), ""),
)  # fmt: skip
