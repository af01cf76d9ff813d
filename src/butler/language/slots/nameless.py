"""Places without a name of their own: home, the office, the airport. Only for rides: elsewhere they tell little."""

import re

from butler.language.slots.leanings import FROM, TO
from butler.language.slots.named import Named
from butler.language.slots.said import Said

# place | whither | whence
_RUSSIAN = """
дом | домой; до дома; к дому | из дома; от дома; из дому
дача | на дачу; до дачи | с дачи
офис | в офис; до офиса; к офису | из офиса; от офиса
аэропорт | в аэропорт; до аэропорта | из аэропорта; в аэропорту
вокзал | на вокзал; до вокзала | с вокзала; на вокзале; от вокзала
отель | в отель; в гостиницу; до отеля; до гостиницы | из отеля; от отеля; из гостиницы; от гостиницы; у отеля
школа | в школу; до школы | из школы; от школы
театр | в театр; до театра | из театра; от театра
ресторан | в ресторан; до ресторана | из ресторана; от ресторана
клиника | в клинику; до клиники | из клиники; от клиники
салон | в салон | из салона; от салона
"""
_ENGLISH = """
home | home | from home; from my house; from our house; from my place; from our place
airport | to the airport; to airport | from the airport; from airport; at the airport
hotel | to the hotel; to my hotel; to our hotel | from the hotel; from my hotel; from our hotel
office | to the office; to my office; to our office | from the office; from my office; from our office
station | to the station; to the train station | from the station; from the train station
school | to school; to the school; to their school | from school; from the school
"""


def _patterns(table: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    made = []
    for line in table.strip().splitlines():
        place, whither, whence = (part.strip() for part in line.split("|"))
        for slot, words in ((FROM, whence), (TO, whither)):
            made.append((slot, place, re.compile(r"\b(?:" + "|".join(words.split("; ")) + r")\b")))
    return tuple(made)


_PATTERNS = {True: _patterns(_RUSSIAN), False: _patterns(_ENGLISH)}


def nameless(said: Said) -> list[tuple[str, Named]]:
    """(slot, place) for each; the way home and the way from it are told by the preposition."""
    if said.category != "transfer":
        return []
    return [
        (slot, Named(place, match.start(), match.end(), "noun", 0.8))
        for slot, place, pattern in _PATTERNS[said.is_russian]
        for match in pattern.finditer(said.low)
    ]
