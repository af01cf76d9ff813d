"""Where: the venue, the town, the ends of a journey; and the names that are no places, left for `things`."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from butler.language.evidence import Found
from butler.language.slots.governed import Ruled, is_locative, ruled
from butler.language.slots.named import ADDRESS, CAPITALS, LOWER, QUOTED, WORLD, Named, names_of
from butler.language.slots.people import person_spans
from butler.language.slots.said import JOURNEYS, Said, Span, overlap
from butler.language.tokens import plain
from butler.language.world import DISTRICT, EVERYDAY

VENUES = frozenset(("venue", "supplier", "partner", "hotel", "restaurant"))
# Where a name without a preposition is most likely the house one goes to
HOUSES = frozenset(("restaurant", "hotel", "club", "medical", "beauty", "sport", "tutor"))
FROM, TO, PLACE, CITY, NAME, PEOPLE, NOTHING = "from", "to", "place", "city", "name", "people", ""


@dataclass
class Where:
    """The names of a request by slot; `name` holds what is no place: a title, a performer, a model, a thing."""

    slots: dict[str, list[Found[str]]] = field(default_factory=dict)
    towns: list[Span] = field(default_factory=list)  # places of the world, whatever they were taken for

    def add(self, slot: str, one: Named) -> None:
        found = Found(one.value, one.start, one.end, one.source, one.confidence)
        if found.value not in [other.value for other in self.slots.setdefault(slot, [])]:
            self.slots[slot].append(found)


def read_where(said: Said) -> Where:
    where, last = Where(), None
    persons = person_spans(said)
    names = _pairs(said, names_of(said))
    route = _route(said, names)
    where.towns += [one.span for one in names if one.kind in WORLD]
    known = [(one.start, one.end) for one in said.known if one.value.kind == "person"]
    for at, one in enumerate(names):
        if any(overlap(one.span, span) for span in known):
            continue
        is_person = one.kind in (CAPITALS, DISTRICT, CITY) and any(_is_within(one, span) for span in persons)
        slot = route.get(at)
        if slot is None and last and _is_joined(said, last[0], one) and _is_like(last[0], one):
            slot = last[1]
        if slot is None and _REFUSED.match(said.after(one.end)):
            slot = NOTHING
        if slot is None:
            slot = _slot(said, one, ruled(said, one.start), is_person)
        if slot:
            where.add(slot, one)
        last = (one, slot)
    for slot, noun in _nouns(said):
        if slot not in where.slots and not any(overlap(noun.span, one.span) for one in names):
            where.add(slot, noun)
    _two_goals(said, where)
    return where


def _two_goals(said: Said, where: Where) -> None:
    """«машину на Плющиху, едем во Внуково»: of two goals of a ride the first is where it begins."""
    goals = where.slots.get(TO, [])
    if said.category == "transfer" and len(goals) == 2 and FROM not in where.slots:
        where.slots[FROM], where.slots[TO] = goals[:1], goals[1:]


_REFUSED = re.compile(r"[»”\"]?\s*(?:[-–—,]\s*)?(?:не\s+(?:предлага|нуж|надо|хо[чт]|рассматр|подход)|не\s+то\b)")
_JOINT = re.compile(r"[\s»”\"'’]*(?:,|или|либо|и|or|and|/)[\s«“\"]*(?:в\s+|in\s+)?")


def _is_within(one: Named, person: Span) -> bool:
    """A person's name, unless it is just as long as a place that is called so."""
    return overlap(one.span, person) and (one.kind == CAPITALS or person[1] - person[0] > one.end - one.start)


def _pairs(said: Said, names: list[Named]) -> list[Named]:
    """«Спартак - Зенит» is one match, not two ends of a road."""
    if said.category not in ("tickets", "sport"):
        return names
    merged: list[Named] = []
    for one in names:
        if merged and re.fullmatch(r"\s*(?:[-–—]|vs\.?|v\.?)\s*", said.low[merged[-1].end : one.start]):
            start = merged.pop().start
            one = Named(said.text[start : one.end], start, one.end, QUOTED, 0.85)
        merged.append(one)
    return merged


def _is_joined(said: Said, one: Named, other: Named) -> bool:
    return bool(_JOINT.fullmatch(said.low[one.end : other.start]))


def _is_like(one: Named, other: Named) -> bool:
    """Joined names are of one sort; a name that is also a place («Европа») follows the one before it."""
    return (one.kind in WORLD) == (other.kind in WORLD) or plain(other.value) in EVERYDAY


_DASH = re.compile(r"\s*(?:[-–—→>]+|->|to)\s*")


def _route(said: Said, names: list[Named]) -> dict[int, str]:
    """«Москва - Дубай»: the first is from, the second to; a third brings one back."""
    if said.category not in JOURNEYS:
        return {}
    route: dict[int, str] = {}
    for at, (one, other) in enumerate(pairwise(names)):
        if _DASH.fullmatch(said.low[one.end : other.start]) and not _is_english_to(said, one, other):
            if at in route:  # a leg further: back home, or the next town
                first = names[min(route)]
                route |= {} if other.value == first.value else {at + 1: TO}
                route.setdefault(at + 1, NOTHING)
            else:
                route |= {at: FROM, at + 1: TO}
    return route


def _is_english_to(said: Said, one: Named, other: Named) -> bool:
    """ "from X to Y" is read by its prepositions; "Moscow to Dubai" has only the one."""
    return "to" in said.low[one.end : other.start] and bool(ruled(said, one.start).preposition)


def _slot(said: Said, one: Named, rule: Ruled, is_person: bool) -> str:
    if is_person:
        return _of_person(said, rule)
    if (
        rule.head == "show"
        and one.kind not in WORLD
        and said.category in ("tickets", "sport", "art", "information", "restaurant", "none", "other")
    ):
        return NAME
    return _russian(said, one, rule) if said.is_russian else _english(said, one, rule)


def _of_person(said: Said, rule: Ruled) -> str:
    """A performer or a title at the theatre, a venue after «в», else somebody the request concerns."""
    if rule.head == "venue" or (rule.preposition in ("в", "во") and said.category in HOUSES):
        return PLACE
    if said.category in ("tickets", "art") and (rule.head == "show" or rule.preposition in ("на", "")):
        return NAME
    return PEOPLE


def _russian(said: Said, one: Named, rule: Ruled) -> str:
    prep, is_world = rule.preposition, one.kind in WORLD
    is_street = one.kind == ADDRESS or rule.head == "place" or bool(_STREET.search(one.value))
    where = CITY if is_street or (is_world and one.kind != "airport") else PLACE
    if rule.head == "person":
        return PEOPLE
    journey = said.category in JOURNEYS
    if one.is_small and one.kind == CAPITALS and not prep:
        return NOTHING
    if prep == "с" and rule.above in ("рядом", "неподалеку"):
        return where
    if prep in ("из", "из-под", "от", "с", "со"):
        return _whence(said, one, rule, is_world, journey)
    if prep in ("через", "о", "об", "про", "для", "за", "под", "без", "кроме", "после", "перед", "ради", "между"):
        return NOTHING if said.category != "tickets" or prep != "за" else NAME
    if prep == "до":
        return TO if journey or said.category in ("yacht", "information") else where
    if prep == "на" and rule.above in _OBJECTS and said.category not in ("tickets", "sport"):
        return NOTHING
    if prep in ("в", "во", "на", "к", "ко"):
        return _whither(said, one, rule, where, journey)
    if prep in ("у", "около", "возле", "близ", "рядом", "напротив", "вокруг", "по", "при", "внутри", "недалеко"):
        return FROM if said.category == "transfer" and prep == "у" else where
    return _bare(said, one, rule, where, journey)


_STREET = re.compile(r"(?:проспект|улиц|набережн|шоссе|бульвар|площад|переул|остров)\w*$", re.I)
# «вид на Кремль», «аллергия на ...»: what follows is no place to go to
_OBJECTS = frozenset(["вид", "окно", "аллергия", "согласие", "скидка", "права", "доверенность", "паспорт"])


_TAKEN_THERE = re.compile(
    r"\b(?:подач\w+|подать|подайте|подъехать|подъедет|забрать|заберите|забер\w+|встрет\w+"
    r"|встреч\w+|прилет\w*|прибы\w+|сажусь|сядем)\b[^.,;!?]{0,40}$"
)


def _whence(said: Said, one: Named, rule: Ruled, is_world: bool, journey: bool) -> str:
    if journey or (said.category == "airport_passage" and is_world):
        return FROM
    if rule.preposition in ("с", "со") or not is_world:
        return NAME if said.category in _WANTING and one.kind == CAPITALS and rule.preposition == "от" else NOTHING
    return NOTHING


def _whither(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    last = said.text[one.start : one.end].split()[-1].strip('«»"“”.,')
    if said.category == "transfer" and _TAKEN_THERE.search(said.before(rule.at)):
        return FROM
    if journey:
        return where if is_locative(last) and one.kind != QUOTED else TO
    if said.category == "airport_passage" and one.kind == "airport":
        return where
    if rule.preposition == "на":
        return _onto(said, one, rule, where)
    if rule.preposition in ("к", "ко"):
        return (
            where
            if one.kind in WORLD or rule.head == "venue"
            else NAME
            if said.category in ("medical", "beauty", "tutor")
            else NOTHING
        )
    if said.category == "airport_passage" and one.kind in WORLD and not is_locative(last):
        return TO
    return where


def _onto(said: Said, one: Named, rule: Ruled, where: str) -> str:
    """«на Мацуева» and «на „Щелкунчика“» name what is seen, «на Патриарших» where it is."""
    if where == CITY or one.kind in WORLD or rule.head in ("venue", "place"):
        return where
    return NAME if said.category in ("tickets", "sport", "art", "car_rental", "yacht", "transfer") else PLACE


_WANTING = frozenset(
    [
        "gift",
        "shopping",
        "flowers",
        "art",
        "car_rental",
        "yacht",
        "charter",
        "other",
        "household",
        "reminder",
        "real_estate",
        "payment",
    ]
)


def _bare(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    """No preposition tells: the category and the kind of the name must."""
    if one.kind in VENUES or rule.head in ("venue", "place"):
        return where
    if one.kind in WORLD or one.kind == ADDRESS:
        if said.category == "transfer":
            return FROM if _TAKEN_THERE.search(said.before(one.start)) or one.kind != ADDRESS else TO
        return TO if journey else CITY
    if said.category == "information" and one.kind == CAPITALS:
        return PLACE
    if rule.head == "flight" or one.kind == LOWER:
        return NAME if rule.head == "flight" else NOTHING
    if said.category in ("tickets", "car_rental", "art") or said.category in _WANTING:
        return NAME
    return PLACE if said.category in HOUSES else NAME if journey and one.kind == QUOTED else NOTHING


_GOING = re.compile(
    r"\b(?:go|going|get|trip|travel\w*|fly\w*|flight|bus|train|ride|cab|taxi|car|drive|head\w*"
    r"|moving|visit\w*|tickets?|transfer|return\w*|back|over|reach|journey|way|take me|bring"
    r" me|come|coming)\s+(?:back\s+|over\s+|up\s+|down\s+|out\s+)?$"
)


def _english(said: Said, one: Named, rule: Ruled) -> str:
    prep, is_world = rule.preposition, one.kind in WORLD
    journey = said.category in JOURNEYS
    where = PLACE if rule.head == "venue" or not _is_town(one, prep) else CITY
    if one.is_small and not prep and not _alone(said, one) and not journey and not is_world:
        return NOTHING
    if rule.is_any and not is_world:
        return NAME if said.category in ("art", "gift", "shopping", "car_rental", "yacht") else NOTHING
    if prep in ("from", "off") or (prep == "of" and re.search(r"\bout\s*$", said.before(rule.at))):
        return FROM if journey else where if is_world or one.kind == LOWER else NOTHING
    if prep in ("to", "into", "for", "towards", "toward"):
        return _english_goal(said, one, rule, where, journey)
    if prep in ("in", "at", "near", "around", "inside", "within", "outside", "on"):
        if said.category == "transfer" and prep == "at" and _PICKED.search(said.before(rule.at)):
            return FROM
        return where if prep != "on" or is_world or one.kind == ADDRESS else NOTHING
    if prep in ("by", "with", "see", "watch", "of", "about", "called", "named", "like") and not is_world:
        if said.category in ("tickets", "sport", "art") and prep != "about":
            return NAME
        return where if prep in ("called", "named") and said.category in HOUSES else NOTHING
    if prep in ("through", "via", "than", "with", "about", "like", "until", "till"):
        return NOTHING
    return _english_bare(said, one, rule, where, journey)


# "the Amora Hotel" is a house even after "in"
_HOUSE = re.compile(
    r"(?:hotel|inn|restaurant|museum|theatre|theater|club|bar|cafe|gallery|hall|arena|stadium|resort|spa)$", re.I
)


def _is_town(one: Named, prep: str) -> bool:
    if _HOUSE.search(one.value):
        return False
    is_in = prep in ("in", "near", "around") and one.kind == CAPITALS
    return is_in or (one.kind in WORLD | {ADDRESS, LOWER} and one.kind != "airport")


_PICKED = re.compile(r"\b(?:pick\w*|collect\w*|meet)\b[^.;!?]{0,40}$")


def _english_goal(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    if journey:
        return TO
    if rule.preposition == "for":
        return NAME if said.category in ("tickets", "sport", "art") and one.kind not in WORLD else NOTHING
    if one.kind == LOWER and said.category in ("tickets", "sport"):
        return NAME
    if one.kind in WORLD or _GOING.search(said.before(rule.at)):
        return where
    return (
        NAME
        if said.category in ("tickets", "sport")
        else where
        if said.category in HOUSES and rule.head == "venue"
        else NOTHING
    )


def _alone(said: Said, one: Named) -> bool:
    return len(said.text.split()) <= 6


def _english_bare(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    if one.kind in VENUES or rule.head == "venue":
        return PLACE
    if one.kind == ADDRESS:
        return TO if said.category == "transfer" else CITY
    if one.kind in WORLD:
        if journey and re.search(r"\b(?:leaving|leave|departing|depart|departs)\s+$", said.before(one.start)):
            return FROM
        return TO if journey else CITY
    if rule.head == "show":
        return NAME
    if one.kind == QUOTED:
        return PLACE if said.category in HOUSES else NAME
    if said.category in HOUSES:
        return PLACE if said.category in ("restaurant", "hotel", "club") and _is_table_word(said, one) else NOTHING
    return NAME if said.category in ("tickets", "art", "car_rental", "gift", "shopping", "yacht") else NOTHING


def _is_table_word(said: Said, one: Named) -> bool:
    """ "Nobu on Friday", "Dinner, Sketch": the name stands at an edge of its clause, no cuisine before a noun."""
    after, before = said.after(one.end), said.before(one.start)
    if not re.search(
        r"(?:^|[,.;:!?–—-]|\b(?:book|reserve|table|dinner|lunch|try|visit|for|or|and|reservation|at|suite))\s*$", before
    ):
        return False
    return bool(re.match(r"\s*(?:$|[,.;!?]|on\b|for\b|at\b|tonight|tomorrow|this\b|next\b|or\b|and\b|please)", after))


# Places without a name of their own: home, the office, the airport.
_RU_NOUNS = (
    (r"\bдомой\b", TO, "дом"),
    (r"\bобратно домой\b", TO, "дом"),
    (r"\bиз\s+дома\b", FROM, "дом"),
    (r"\bот\s+дома\b", FROM, "дом"),
    (r"\bиз\s+дому\b", FROM, "дом"),
    (r"\bдо\s+дома\b", TO, "дом"),
    (r"\bк\s+дому\b", TO, "дом"),
    (r"\bна\s+дачу\b", TO, "дача"),
    (r"\bдо\s+дачи\b", TO, "дача"),
    (r"\bс\s+дачи\b", FROM, "дача"),
    (r"\bв\s+офис\b", TO, "офис"),
    (r"\bдо\s+офиса\b", TO, "офис"),
    (r"\bк\s+офису\b", TO, "офис"),
    (r"\bиз\s+офиса\b", FROM, "офис"),
    (r"\bот\s+офиса\b", FROM, "офис"),
    (r"\bв\s+аэропорт\b", TO, "аэропорт"),
    (r"\bдо\s+аэропорта\b", TO, "аэропорт"),
    (r"\bиз\s+аэропорта\b", FROM, "аэропорт"),
    (r"\bв\s+аэропорту\b", FROM, "аэропорт"),
    (r"\bна\s+вокзал\b", TO, "вокзал"),
    (r"\bдо\s+вокзала\b", TO, "вокзал"),
    (r"\bс\s+вокзала\b", FROM, "вокзал"),
    (r"\bна\s+вокзале\b", FROM, "вокзал"),
    (r"\bв\s+(?:отель|гостиницу)\b", TO, "отель"),
    (r"\bдо\s+(?:отеля|гостиницы)\b", TO, "отель"),
    (r"\b(?:из|от)\s+(?:отеля|гостиницы)\b", FROM, "отель"),
    (r"\bв\s+школу\b", TO, "школа"),
    (r"\bдо\s+школы\b", TO, "школа"),
    (r"\b(?:из|от)\s+школы\b", FROM, "школа"),
    (r"\bв\s+театр\b", TO, "театр"),
    (r"\bиз\s+театра\b", FROM, "театр"),
    (r"\bв\s+ресторан\b", TO, "ресторан"),
    (r"\bиз\s+ресторана\b", FROM, "ресторан"),
    (r"\bот\s+ресторана\b", FROM, "ресторан"),
    (r"\bв\s+клинику\b", TO, "клиника"),
    (r"\bиз\s+клиники\b", FROM, "клиника"),
)
_EN_NOUNS = (
    (
        (
            r"\b(?:take|drive|bring|get|going|go|ride|car|taxi|cab)\s+(?:me\s+|us\s+|her\s+|him\s+"
            r"|them\s+|(?:my|the)\s+\w+\s+)?(?:back\s+)?home\b"
        ),
        TO,
        "home",
    ),
    (r"\bfrom\s+(?:my\s+|our\s+)?home\b", FROM, "home"),
    (r"\bfrom\s+(?:my|our)\s+(?:house|place)\b", FROM, "home"),
    (r"\bto\s+(?:the\s+)?airport\b", TO, "airport"),
    (r"\bfrom\s+(?:the\s+)?airport\b", FROM, "airport"),
    (r"\bat\s+the\s+airport\b", FROM, "airport"),
    (r"\bto\s+(?:the|my|our)\s+(?:hotel)\b", TO, "hotel"),
    (r"\bfrom\s+(?:the|my|our)\s+hotel\b", FROM, "hotel"),
    (r"\bto\s+(?:the|my|our)\s+office\b", TO, "office"),
    (r"\bfrom\s+(?:the|my|our)\s+office\b", FROM, "office"),
    (r"\bto\s+the\s+(?:train\s+)?station\b", TO, "station"),
    (r"\bfrom\s+the\s+(?:train\s+)?station\b", FROM, "station"),
    (r"\bto\s+(?:the|my|our|their)\s+school\b", TO, "school"),
    (r"\bfrom\s+school\b", FROM, "school"),
)


def _nouns(said: Said) -> list[tuple[str, Named]]:
    if said.category != "transfer":
        return []
    found = []
    for pattern, slot, value in _RU_NOUNS if said.is_russian else _EN_NOUNS:
        for match in re.finditer(pattern, said.low):
            found.append((slot, Named(value, match.start(), match.end(), "noun", 0.8)))
    return found
