"""A promise in the supplier's words: «стол на двоих, сегодня, 18 декабря, в 20:30». Whose it is, nobody says."""

from datetime import date, datetime

from butler.language.moments import day, day_seen_from
from butler.language.phrasing import for_so_many

# kind -> in Russian, in English
THINGS = {
    "restaurant": ("стол", "a table"), "tickets": ("билеты", "tickets"), "flight": ("рейс", "a flight"),
    "charter": ("частный рейс", "a private flight"), "rail": ("поезд", "a train"), "hotel": ("номер", "a room"),
    "transfer": ("машина с водителем", "a car with a driver"), "car_rental": ("автомобиль", "a car"),
    "airport_passage": ("сопровождение в аэропорту", "assistance at the airport"), "yacht": ("яхта", "a yacht"),
    "gift": ("подарок", "a gift"), "flowers": ("доставка цветов", "flowers"), "courier": ("доставка", "a delivery"),
    "medical": ("приём", "an appointment"), "beauty": ("запись", "an appointment"), "tutor": ("занятие", "a lesson"),
    "club": ("визит", "a visit"), "sport": ("тренировка", "a training session"), "art": ("просмотр", "a viewing"),
    "household": ("мастер на дом", "help at home"), "event": ("мероприятие", "an event"),
}  # fmt: skip
OTHER = ("визит", "a visit")
SEATED = {"restaurant", "hotel", "club", "event", "yacht", "other", "charter"}  # the number of people is said
NEAR = 1  # days: «сегодня» and «завтра» are said with their date, they may be read a day later


def promised(kind: str, *, at: datetime, party: int, today: date, language: str = "ru") -> str:
    """What was promised, for how many, when; `at` is wall time of the place."""
    is_russian = language == "ru"
    thing = THINGS.get(kind, OTHER)[0 if is_russian else 1]
    many = for_so_many(party, language) if kind in SEATED and (party > 1 or kind == "restaurant") else ""
    hour = f"{'в' if is_russian else 'at'} {at.hour}:{at.minute:02}"
    named = day_seen_from(at.date(), today, language)
    if abs((at.date() - today).days) <= NEAR:
        named = f"{named}, {day(at.date(), language)}"
    return f"{' '.join(filter(None, [thing, many]))}, {named}, {hour}"
