"""What a name in a Russian request means: «в Милане» says where, «в Милан» whither, «на Ларионова» whom to see."""

import re

from butler.language.slots.everyday import bag
from butler.language.slots.governed import Ruled, is_locative
from butler.language.slots.leanings import (
    CITY,
    FROM,
    HOUSES,
    NAME,
    NOTHING,
    OF_PEOPLE,
    PEOPLE,
    PLACE,
    TO,
    VENUES,
    WANTING,
)
from butler.language.slots.named import ADDRESS, CAPITALS, LOWER, QUOTED, WORLD, Named
from butler.language.slots.said import JOURNEYS, Said

_STREET = re.compile(r"(?:проспект|улиц|набережн|шоссе|бульвар|площад|переул|остров)\w*$", re.I)
_NOWHERE = bag("через о об про для за под без кроме после перед ради между")
# «вид на Кремль», «аллергия на ...»: what follows is no place to go to
_OBJECTS = bag("вид окно аллергия согласие скидка права доверенность паспорт")
_MET = re.compile(r"\b(?:встреть\w*|встретить|отвез\w+|забер\w+|забрать|привез\w+|провод\w+|сопровод\w+)\s+$")
_TAKEN_THERE = re.compile(
    r"\b(?:(?:водител|машин)\w+\s+за|подач\w+|подать|подайте|подъехать|подъедет|забрать|заберите|забер\w+|встрет\w+"
    r"|встреч\w+|прилет\w*|прибы\w+|приезжа\w+|приед\w+|сажусь|сядем)\b[^.,;!?]{0,40}$"
)


def russian_slot(said: Said, one: Named, rule: Ruled) -> str:
    """By the preposition, its case, the noun between and, last, the category."""
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
    if prep == "для" and one.kind == CAPITALS and said.category in OF_PEOPLE:
        return PEOPLE
    if prep in _NOWHERE:
        return NAME if said.category == "tickets" and prep == "за" else NOTHING
    if prep == "до":
        return TO if journey or said.category in ("yacht", "information") else where
    if prep == "на" and rule.above in _OBJECTS and said.category not in ("tickets", "sport"):
        return NOTHING
    if prep in ("в", "во", "на", "к", "ко"):
        return _whither(said, one, rule, where, journey)
    if prep in ("у", "около", "возле", "близ", "рядом", "напротив", "вокруг", "по", "при", "внутри", "недалеко"):
        return FROM if said.category == "transfer" and prep == "у" else where
    return _bare(said, one, rule, where, journey)


def _whence(said: Said, one: Named, rule: Ruled, is_world: bool, journey: bool) -> str:
    if journey or (said.category == "airport_passage" and is_world):
        return FROM
    if said.category == "art" and one.kind == CAPITALS:
        return NAME  # «что-нибудь из раннего Смолина»
    if rule.preposition in ("с", "со") or not is_world:
        return NAME if said.category in WANTING and one.kind == CAPITALS and rule.preposition == "от" else NOTHING
    return NOTHING


def _whither(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    last = said.text[one.start : one.end].split()[-1].strip('«»"“”.,')
    if said.category == "transfer" and _TAKEN_THERE.search(said.before(rule.at)):
        return FROM
    if journey:
        is_there = is_locative(last) and one.kind != QUOTED
        return where if is_there and not _is_wanted_there(said, one, rule) else TO
    if said.category == "airport_passage" and one.kind == "airport":
        return where
    if rule.preposition == "на":
        return _onto(said, one, rule, where)
    if rule.preposition in ("к", "ко"):
        is_there = one.kind in WORLD or rule.head == "venue"
        return where if is_there else NAME if said.category in ("medical", "beauty", "tutor") else NOTHING
    if said.category == "airport_passage" and one.kind in WORLD and not is_locative(last):
        return TO
    return where


_ON_THE_WAY = re.compile(
    r"\b(?:пересадк|стыковк|остановк|транзит|сейчас|уже|живу|живем|застрял|сижу|сидим)\w*\s[^.;!?]*$"
)


_BE_THERE = re.compile(r"\b(?:быть|оказаться)\s+(?:уже\s+)?$")


def _is_wanted_there(said: Said, one: Named, rule: Ruled) -> bool:
    """«Надо быть в Стамбуле»: where a flight is asked for, the town one must be in is where it goes."""
    if said.act not in ("book", "options"):
        return False
    if said.category == "transfer":
        return bool(_BE_THERE.search(said.before(rule.at)))
    return one.kind in WORLD and not _ON_THE_WAY.search(said.before(rule.at))


def _onto(said: Said, one: Named, rule: Ruled, where: str) -> str:
    """«на Ларионова» and «на „Щелкунчика“» name what is seen, «на Патриарших» where it is."""
    if where == CITY or one.kind in WORLD or rule.head in ("venue", "place"):
        return where
    return NAME if said.category in ("tickets", "sport", "art", "car_rental", "yacht", "transfer") else PLACE


def _bare(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    """No preposition tells: the category and the kind of the name must."""
    if one.kind in VENUES or rule.head in ("venue", "place"):
        return where
    if one.kind == CAPITALS and _MET.search(said.before(one.start)):
        return PEOPLE
    if one.kind in WORLD or one.kind == ADDRESS:
        if said.category == "transfer":
            return FROM if _TAKEN_THERE.search(said.before(one.start)) or one.kind != ADDRESS else TO
        return TO if journey else CITY
    if said.category == "information" and one.kind == CAPITALS:
        return PLACE
    if rule.head == "flight" or one.kind == LOWER:
        return NAME if rule.head == "flight" else NOTHING
    if said.category in WANTING:
        return NAME
    return PLACE if said.category in HOUSES else NAME if journey and one.kind == QUOTED else NOTHING
