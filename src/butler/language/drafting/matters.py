"""What was asked, said in a few right words: «столик в «Белуге» в пятницу, 27 ноября, в 20:00, на четверых»."""

import re
from datetime import date, datetime, time

from butler.language.drafting.facts import Facts, Matter, When
from butler.language.latin import latin
from butler.language.moments import day as day_words
from butler.language.moments import day_seen_from
from butler.language.names import Case, inside, into, out_of, words
from butler.language.phrasing import for_so_many, in_words, is_cyrillic, joined, plural, quoted
from butler.language.things import is_person, thing
from butler.language.towns import town

NOM, ACC, GEN = 0, 1, 2  # the column of NOUNS
# category -> the thing in Russian (nominative, accusative, genitive) and in English
NOUNS: dict[str, tuple[str, str, str, str]] = {
    "restaurant": ("столик", "столик", "столика", "a table"),
    "tickets": ("билеты", "билеты", "билетов", "tickets"),
    "flight": ("рейс", "рейс", "рейса", "a flight"),
    "charter": ("частный рейс", "частный рейс", "частного рейса", "a private flight"),
    "rail": ("места в поезде", "места в поезде", "мест в поезде", "seats on the train"),
    "hotel": ("отель", "отель", "отеля", "a hotel"),
    "transfer": ("машина с водителем", "машину с водителем", "машины с водителем", "a car with a driver"),
    "car_rental": ("автомобиль в аренду", "автомобиль в аренду", "автомобиля в аренду", "a car to rent"),
    "airport_passage": (
        "сопровождение в аэропорту", "сопровождение в аэропорту", "сопровождения в аэропорту",
        "assistance at the airport",
    ),
    "yacht": ("яхта", "яхту", "яхты", "a yacht"),
    "gift": ("подарок", "подарок", "подарка", "a gift"),
    "flowers": ("цветы", "цветы", "цветов", "flowers"),
    "medical": ("врач", "врача", "врача", "a doctor"),
    "beauty": ("мастер", "мастера", "мастера", "a specialist"),
    "tutor": ("преподаватель", "преподавателя", "преподавателя", "a tutor"),
    "club": ("визит в клуб", "визит в клуб", "визита в клуб", "a visit to the club"),
    "sport": ("тренировка", "тренировку", "тренировки", "a training session"),
    "art": ("произведение", "произведение", "произведения", "the piece"),
    "real_estate": ("жильё", "жильё", "жилья", "a home"),
    "household": ("мастер на дом", "мастера на дом", "мастера на дом", "help at home"),
    "documents": ("документы", "документы", "документов", "the papers"),
    "shopping": ("вещь", "вещь", "вещи", "the item"),
    "event": ("праздник", "праздник", "праздника", "the celebration"),
    "courier": ("доставка", "доставку", "доставки", "the delivery"),
}  # fmt: skip
SEEK = ("ищу", "looking for")
DOING = {
    "gift": ("подбираю", "choosing"), "flowers": ("подбираю", "choosing"), "hotel": ("подбираю", "choosing"),
    "tutor": ("подбираю", "choosing"), "household": ("подбираю", "choosing"), "medical": SEEK,
    "documents": ("готовлю", "preparing"), "event": ("готовлю", "preparing"),
    "transfer": ("заказываю", "arranging"), "airport_passage": ("заказываю", "arranging"),
    "courier": ("организую", "arranging"), "club": ("договариваюсь про", "arranging"),
}  # fmt: skip
WITH_KIND = {"medical", "tutor", "household", "beauty"}  # a person of some trade, or what is done: «укладка»
WITH_THING = {"flowers", "gift", "courier"}  # «букет пионов» says more than «цветы»
WITH_TITLE = {"tickets"}  # «билеты на «Вишнёвый сад»»
COUNTING = {"два", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "двенадцать", "сорок"}
WITH_PLACE = {"restaurant", "tickets", "hotel", "beauty", "medical", "club", "sport", "art", "yacht", "car_rental"}
WITH_ROUTE = {"flight", "charter", "rail", "transfer"}
SEATED = {"restaurant", "hotel", "yacht", "charter", "flight", "rail"}  # the number of guests is said
FOR_HOURS = {"yacht", "transfer", "car_rental"}  # hired for so long
CASES = (Case.NOMINATIVE, Case.ACCUSATIVE, Case.GENITIVE)  # as the columns of NOUNS


def matter_words(matter: Matter, facts: Facts, form: int = ACC) -> str:
    """The thing and what is known of it; empty for what has no noun (a reminder, a payment)."""
    if matter.category not in NOUNS:
        return ""
    if facts.language != "ru":
        return _in_english(matter, facts)
    head = [
        _noun(matter, form), _title(matter), _route(matter), _place(matter), _party(matter, facts),
        _length(matter, facts.language),
    ]  # fmt: skip
    when = when_words(matter.when, facts)
    comma = "," if when and matter.category in WITH_TITLE and matter.name else ""
    return " ".join(filter(None, head)) + comma + (f" {when}" if when else "")


def all_matters(facts: Facts, form: int = ACC) -> str:
    """All that was asked, joined."""
    return _listed([matter_words(matter, facts, form) for matter in facts.matters], facts.language)


def doing_words(facts: Facts) -> str:
    """What we are at: «ищу столик в «Белуге»; подбираю подарок»."""
    column = 0 if facts.language == "ru" else 1
    said = [(DOING.get(one.category, SEEK)[column], matter_words(one, facts, ACC)) for one in facts.matters]
    return _listed([f"{verb} {thing}" for verb, thing in said if thing], facts.language)


def _listed(said: list[str], language: str) -> str:
    said = [words_of for words_of in said if words_of]
    return joined(said, language) if all("," not in one for one in said) else "; ".join(said)


def _noun(matter: Matter, form: int) -> str:
    if matter.kind and is_cyrillic(matter.kind) and matter.category in WITH_KIND:
        return thing(matter.kind, CASES[form]) if is_person(matter.kind) else _service(matter, form)
    if matter.category in WITH_THING and is_cyrillic(matter.name) and matter.name.islower():
        return thing(matter.name, CASES[form])
    if matter.category == "tickets" and matter.party:
        number = in_words(matter.party, "ru") if form != GEN else str(matter.party)
        return f"{number} {plural(matter.party, 'билет', 'билета', 'билетов')}"
    return NOUNS[matter.category][form]


def _service(matter: Matter, form: int) -> str:
    """«время на укладку», «мастеров для уборки», «преподавателя математики»: what is done, and no person's trade."""
    if matter.category in ("tutor", "household"):
        of_it = thing(matter.kind, Case.GENITIVE)
        of_it = of_it if of_it != matter.kind else words(matter.kind, Case.GENITIVE)
        if matter.category == "tutor":
            return f"{NOUNS['tutor'][form]} {of_it}"
        return f"{'мастера' if form == NOM else 'мастеров'} для {of_it}"
    if form == NOM:
        return matter.kind
    return f"{'время' if form == ACC else 'времени'} на {thing(matter.kind, Case.ACCUSATIVE)}"


def when_words(when: When, facts: Facts) -> str:
    """«завтра в 20:00», «с 5 по 8 мая», «в пятницу, 27 ноября»; empty when no day and no time were said."""
    language = facts.language
    if when.day and when.until and when.until > when.day:
        return _span(when.day, when.until, language)
    hour = _at(when.at, language) if when.at else ""
    if when.day is None:
        return hour
    named = day_seen_from(when.day, facts.today, language)
    return f"{named}{', ' if ',' in named and hour else ' ' if hour else ''}{hour}"


def moment_words(moment: datetime, facts: Facts) -> str:
    """«16:00», «завтра в 11:00», «в пятницу, 27 ноября, в 11:00»: on the client's clock, for «не позже …»."""
    local = moment.astimezone(facts.zone)
    hour = f"{local.hour}:{local.minute:02}"
    if local.date() == facts.today:
        return hour
    return when_words(When(local.date(), local.time()), facts)


def _span(start: date, end: date, language: str) -> str:
    if language != "ru":
        return f"from {day_words(start, language)} to {day_words(end, language)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"с {start.day} по {day_words(end, language)}"
    return f"с {day_words(start, language)} по {day_words(end, language)}"


def _at(hour: time, language: str) -> str:
    return f"{'в' if language == 'ru' else 'at'} {hour.hour}:{hour.minute:02}"


def _title(matter: Matter) -> str:
    if matter.category in WITH_TITLE and matter.name:
        return f"на {quoted(_bent(matter.name))}"
    if matter.category in ("flight", "rail") and matter.name:
        return matter.name
    return quoted(matter.name) if matter.category == "shopping" and matter.name else ""


def _bent(title: str) -> str:
    """«Чайка» -> «Чайку»: a title of one word or of a noun with its adjectives bends, a sentence stays."""
    is_plain = is_cyrillic(title) and len(title.split()) <= 2 and not any(sign in title for sign in ".,:!?")
    if not is_plain or title.split()[0].lower() in COUNTING:
        return title
    return words(title, Case.ACCUSATIVE)


def _route(matter: Matter) -> str:
    if matter.category not in WITH_ROUTE:
        return ""
    return " ".join(
        filter(None, [matter.origin and out_of(_town(matter.origin)), matter.goal and into(_town(matter.goal))])
    )


def _place(matter: Matter) -> str:
    if matter.category not in WITH_PLACE:
        return ""
    if matter.place_in:
        return f"в {quoted(matter.place_in)}"
    if matter.place and is_cyrillic(matter.place):
        return f"в {quoted(words(matter.place, Case.PREPOSITIONAL))}"
    if matter.place:
        return f"в {matter.place}"
    return inside(_town(matter.city)) if matter.city else ""


def _town(name: str) -> str:
    """In Russian where we know the town so; else as it was written."""
    known = town(name, "ru") or name
    return known[:1].upper() + known[1:]


def _party(matter: Matter, facts: Facts) -> str:
    return for_so_many(matter.party, facts.language) if matter.party and matter.category in SEATED else ""


_HOURS = re.compile(r"PT(\d{1,3})H")


def _length(matter: Matter, language: str) -> str:
    """«на четыре часа»: for how long it is hired, in whole hours."""
    said = _HOURS.fullmatch(matter.length) if matter.category in FOR_HOURS else None
    if said is None:
        return ""
    hours = int(said[1])
    if language != "ru":
        return f"for {in_words(hours, 'en')} {plural(hours, 'hour', 'hours')}"
    return f"на {in_words(hours, 'ru')} {plural(hours, 'час', 'часа', 'часов')}"


def _in_english(matter: Matter, facts: Facts) -> str:
    parts = [NOUNS[matter.category][3]]
    if matter.category in WITH_TITLE and matter.name:
        parts.append(f"for {quoted(matter.name, 'en')}")
    if matter.category in WITH_ROUTE:
        parts += [
            f"from {town(matter.origin, 'en') or matter.origin}" if matter.origin else "",
            f"to {town(matter.goal, 'en') or matter.goal}" if matter.goal else "",
        ]
    place = matter.place or matter.place_in or matter.city
    if matter.category in WITH_PLACE and place:
        parts.append(f"in {town(place, 'en') or place}" if place == matter.city else f"at {_latin(place)}")
    whole = [*parts, _party(matter, facts), _length(matter, "en"), when_words(matter.when, facts)]
    return " ".join(filter(None, whole))


def _latin(name: str) -> str:
    return latin(name) if is_cyrillic(name) else name
