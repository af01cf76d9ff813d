"""The house's sentences in Russian. No gender of anybody, no excuses: what is ready, when, where."""

from butler.language.letters.facts import Day, Promise, wishes_in_lines
from butler.language.moments import clock_with_home, day_seen_from, full_day
from butler.language.names import Case, Name, given_name
from butler.language.names import patronymic as declined_patronymic
from butler.language.phrasing import for_so_many, in_words, plural, quoted, reads_in, sentence
from butler.language.salutation import Voice
from butler.language.towns import to_town

LANGUAGE = "ru"
DRIVER = "за рулём"

# {your} agrees with the noun that follows; {at} is «в 9:30», {by} «к 12:00», {on} «на 20:00»; {venue} has its quotes
SENTENCES = {
    "restaurant": "столик{in_restaurant} забронирован {on}, {party}",
    "tickets": "{tickets}{to_venue} {ready}, начало {at}",
    "flight": "{your_m} рейс{number}{to} подтверждён, вылет {at}{arrival}",
    "charter": "частный рейс{to} подтверждён, вылет {at}{arrival}",
    "rail": "места в поезде{number}{to} подтверждены, отправление {at}{arrival}",
    "hotel": "номер{in_hotel} подтверждён, заезд {from_}",
    "transfer": "машина будет {where} {at}{driver}",
    "car_rental": "автомобиль забронирован{by_venue}, получить его можно {from_}",
    "airport_passage": "сопровождение в аэропорту подтверждено, встреча {at}",
    "yacht": "яхта подтверждена, отход {at}",
    "gift": "подарок будет доставлен {by}",
    "flowers": "цветы будут доставлены {by}",
    "courier": "доставка подтверждена {by}",
    "medical": "приём {at} подтверждён",
    "beauty": "запись{by_venue} {on} подтверждена",
    "tutor": "занятие{by_venue} {at} подтверждено",
    "club": "визит{in_club} {at} подтверждён",
    "sport": "тренировка{by_venue} {at} подтверждена",
    "art": "показ{in_gallery} {at} подтверждён",
    "household": "визит на дом{by_venue} {at} подтверждён",
    "event": "участие{in_event} подтверждено, начало {at}",
    "other": "бронь {on} подтверждена{by_venue}",
}
DISCREET = {"medical"}
HOTEL_ENDS = "выезд{out_of_hotel} {until}"

OF_RELATION = {
    "spouse": ("супруги", "супруга"), "partner": ("спутницы", "спутника"), "child": ("дочери", "сына"),
    "parent": ("мамы", "папы"), "sibling": ("сестры", "брата"), "grandparent": ("бабушки", "дедушки"),
}  # fmt: skip


def promise(said: Promise, voice: Voice) -> str:
    """One proven promise; empty when the kind has no sentence."""
    if said.is_end:
        form = HOTEL_ENDS if said.kind == "hotel" else ""
    else:
        form = SENTENCES.get(said.kind, "")
    if not form:
        return ""
    text = sentence(form.format_map(_Words(_words(said, voice))))
    others = tuple(wish for wish in said.wishes if not wish.lower().startswith(DRIVER))
    if not others or said.kind in DISCREET:
        return text
    done, left_out = wishes_in_lines(others)
    parts = [text, done and sentence(f"Учтено: {done}"), left_out and sentence(f"Исключено: {left_out}")]
    return " ".join(filter(None, parts))


def day(said: Day, voice: Voice) -> str:
    """«Сегодня день рождения супруги, Елены.»"""
    when = day_seen_from(said.on, said.today, LANGUAGE)
    if said.kind == "birthday" and not said.person:
        return sentence("С днём рождения от всего дома") if said.on == said.today else ""
    if said.kind == "birthday":
        return sentence(f"{when}{_comma(when)} день рождения {_whose(said)}")
    if said.kind == "name_day":
        return sentence(f"{when}{_comma(when)} именины {_whose(said)}") if said.person else ""
    if said.kind == "anniversary":
        years = f", {said.years} {plural(said.years, 'год', 'года', 'лет')}" if said.years else ""
        return sentence(f"{when}{_comma(when)} {voice.your('f')} годовщина{years}")
    if said.kind == "membership":
        return sentence(f"{when}{_comma(when)} продление клубной карты")
    return ""


def subject(on: Day) -> str:
    """«Вторник, 24 ноября»."""
    text = full_day(on.on, LANGUAGE)
    return text[0].upper() + text[1:]


def _words(said: Promise, voice: Voice) -> dict[str, str]:
    near = "" if said.day == said.today else f"{day_seen_from(said.day, said.today, LANGUAGE)} "
    time, venue = said.time(LANGUAGE), _venue(said)
    to = to_town(said.destination, LANGUAGE)
    return {
        "at": f"{near}в {time}",
        "by": f"{near}к {time}",
        "on": f"{near}на {time}",
        "from_": f"{near}с {time}",
        "until": f"{near}до {time}",
        "party": for_so_many(said.party_size, LANGUAGE),
        "your_m": voice.your("m"),
        "number": f" {said.number}" if said.number else "",
        "to": f" {to}" if to else "",
        "arrival": _arrival(said),
        "driver": _driver(said),
        "where": _where(said),
        "tickets": _tickets(said.party_size),
        "ready": "подтверждён" if said.party_size == 1 else "подтверждены",
        "to_venue": f" ({venue})" if venue else "",
        "in_restaurant": f" в ресторане {venue}" if venue else "",
        "in_hotel": f" в отеле {venue}" if venue else "",
        "out_of_hotel": f" из отеля {venue}" if venue else " из отеля",
        "in_club": f" в клуб {venue}" if venue else " в клуб",
        "in_gallery": f" в галерее {venue}" if venue else "",
        "in_event": f" в мероприятии {venue}" if venue else " в мероприятии",
        "by_venue": f" ({venue})" if venue else "",
    }


def _venue(said: Promise) -> str:
    return quoted(said.venue, LANGUAGE) if said.venue else ""


def _where(said: Promise) -> str:
    if said.where and reads_in(said.where, LANGUAGE):
        return f"по адресу {said.where}"
    return "у подъезда" if said.is_at_home else "подана"


def _driver(said: Promise) -> str:
    named = [wish for wish in said.wishes if wish.lower().startswith(DRIVER)]
    return f", {named[0][0].lower()}{named[0][1:]}" if named else ""


def _arrival(said: Promise) -> str:
    if not said.arrives_at or not said.arrival_zone:
        return ""
    return f", прибытие в {clock_with_home(said.arrives_at, said.arrival_zone, said.home, LANGUAGE)}"


def _tickets(number: int) -> str:
    word = plural(number, "билет", "билета", "билетов")
    return word if number == 1 else f"{in_words(number, LANGUAGE)} {word}"


def _whose(said: Day) -> str:
    person = said.person or Name("", "", "", "m")
    name = given_name(person.given, person.gender, Case.GENITIVE)
    if said.relation in OF_RELATION:
        return f"{OF_RELATION[said.relation][person.gender == 'm']}, {name}"
    middle = declined_patronymic(person.patronymic, person.gender, Case.GENITIVE)
    return f"{name} {middle}".strip()


def _comma(when: str) -> str:
    """«В субботу, 28 ноября, день рождения…»: the date is set off by commas."""
    return "," if ", " in when else ""


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        raise KeyError(f"the Russian table has no word for {name}")
