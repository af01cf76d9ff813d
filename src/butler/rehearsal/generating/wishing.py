"""What clients ask in a day, in every category and both languages, and who can do it at what price."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

PARTIES = {2: ("двоих", "two"), 3: ("троих", "three"), 4: ("четверых", "four")}


@dataclass(frozen=True)
class Wish:
    """A kind of wish: how it is said, who is in the trade, and what such a thing costs in roubles."""

    category: str
    ru: str
    en: str
    kind: str
    house: str  # the name of one who does it
    price: int
    hours: tuple[int, ...] = (11, 13, 16)
    can_be_today: bool = False
    days: tuple[int, ...] = (1, 2, 3)
    is_booked_at_once: bool = True  # false: candidates, papers or choices take more than a day


WISHES = (
    Wish("restaurant", "Забронируйте, пожалуйста, столик на {party} {when}.",
         "Please book a table for {party} {when}.", "restaurant", "Ресторан", 9000, (19, 20), True),
    Wish("tickets", "Найдите, пожалуйста, два билета на балет {when}.",
         "Could you find two tickets for the ballet {when}, please?", "theatre", "Театр", 24000, (19,), True),
    Wish("flight", "Возьмите, пожалуйста, билет на самолёт из Петербурга в Сочи {when}, один пассажир.",
         "Please book a flight from St Petersburg to Sochi {when}, one passenger.", "agency", "Авиакассы", 38000),
    Wish("charter", "Нужен частный борт Пулково — Сочи {when}, четверо пассажиров.",
         "We need a private jet from Pulkovo to Sochi {when}, four passengers.", "charter", "Авиация", 900000),
    Wish("rail", "Возьмите, пожалуйста, два места в бизнес-класс на Сапсан из Петербурга в Москву {when}.",
         "Please get two business seats on the Sapsan train from St Petersburg to Moscow {when}.",
         "agency", "Железнодорожное бюро", 21000),
    Wish("hotel", "Подберите, пожалуйста, тихий номер в гостинице в Петербурге на две ночи с {date}.",
         "Please find a quiet hotel room in St Petersburg, two nights from {date}.", "hotel", "Отель", 30000),
    Wish("car_rental", "Нужна машина напрокат {when} на два дня.", "We need a hire car {when} for two days.",
         "car_rental", "Прокат", 28000),
    Wish("transfer", "Нужна машина с водителем {when}, из дома в аэропорт Пулково.",
         "Please arrange a car with a driver from home to Pulkovo airport {when}.", "driver", "Водитель", 7000),
    Wish("airport_passage", "Организуйте, пожалуйста, VIP-проход в Пулково {when}, один человек.",
         "Please arrange a VIP passage at Pulkovo airport {when}, one person.", "airport_passage", "Зал", 28000),
    Wish("yacht", "Нужна яхта {when} на 4 часа, нас восемь человек.",
         "We need a yacht {when} for four hours, eight of us.", "other", "Яхты", 180000),
    Wish("flowers", "Закажите, пожалуйста, 25 белых пионов на {day} к {hour} часам.",
         "Please order 25 white peonies to be delivered {when}.", "florist", "Цветы", 17000, (11, 13), False, (1, 2)),
    Wish("gift", "Нужен подарок для мамы к {date}, что-нибудь из фарфора.",
         "I need a present for my mother by {date}, something of porcelain.", "jeweller", "Фарфор", 38000,
         days=(3, 4, 5)),
    Wish("courier", "Нужен курьер: забрать папку из офиса и отвезти нотариусу {when}.",
         "We need a courier to take a folder from the office to the notary {when}.", "courier", "Курьеры", 3000,
         (17, 18), True, (1,)),
    Wish("tutor", "Найдите, пожалуйста, репетитора по математике для дочери, первое занятие {when}.",
         "Please find a French tutor for my daughter, first lesson {when}.", "tutor", "Школа", 6000),
    Wish("medical", "Запишите меня, пожалуйста, к кардиологу {when}.",
         "Please make me an appointment with a cardiologist {when}.", "clinic", "Клиника", 12000),
    Wish("club", "Забронируйте, пожалуйста, корт в клубе {when} на двоих.",
         "Please book a court at the club {when} for two.", "club", "Клуб", 8000),
    Wish("beauty", "Запишите меня, пожалуйста, на укладку {when}.",
         "Please book me a hair appointment {when}.", "stylist", "Салон", 7000),
    Wish("art", "Организуйте, пожалуйста, частный показ в галерее {when} для двоих.",
         "Please arrange a private viewing at a gallery {when} for two.", "gallery", "Галерея", 15000),
    Wish("household", "Пришлите, пожалуйста, сантехника {when}.", "Please send a plumber to our home {when}.",
         "other", "Мастера", 5000),
    Wish("event", "Организуйте, пожалуйста, детский праздник {when} на двенадцать человек.",
         "Please arrange a children's party {when} for twelve people.", "venue", "Праздники", 90000,
         days=(10, 12), is_booked_at_once=False),
    Wish("documents", "Помогите, пожалуйста, продлить загранпаспорт до {date}.",
         "Please help me renew my passport by {date}.", "concierge", "Бюро", 20000, days=(30, 40),
         is_booked_at_once=False),
)  # fmt: skip


def said(wish: Wish, language: str, *, day: date, away: int, hour: int, party: int) -> str:
    """The wish in words: `away` days from today."""
    pattern = wish.ru if language == "ru" else wish.en
    return pattern.format(
        when=_when(language, day, away, hour), date=_date(language, day), hour=hour, day=_day(language, day, away),
        party=PARTIES[party][0 if language == "ru" else 1],
    )  # fmt: skip


def _day(language: str, day: date, away: int) -> str:
    near = {"ru": ("сегодня", "завтра"), "en": ("today", "tomorrow")}[language]
    return near[away] if away < len(near) else _date(language, day)


def _when(language: str, day: date, away: int, hour: int) -> str:
    if language == "ru":
        return f"{_day(language, day, away)} в {hour}:00"
    return f"{'' if away < 2 else 'on '}{_day(language, day, away)} at {hour}:00"


def _date(language: str, day: date) -> str:
    return format_date(day, "d MMMM", locale=language)
