"""Trades of the house that a reading knows by other words: a courier, a celebration. Pure."""

import re

COURIER = re.compile(r"(?<!\w)(?:курьер\w*|courier\w*|messenger)(?!\w)", re.I)
CELEBRATION = re.compile(
    r"(?:организ\w+|устро\w+|отмет\w+|отмеч\w+|провести|проведите|organi[sz]e|arrange|throw|host|celebrate)"
    r".{0,60}?(?:д(?:ень|ня) рождени\w+|юбиле\w+|праздник\w*|свадьб\w+|банкет\w*|вечеринк\w+|корпоратив\w*|крестин\w+"
    r"|birthday|party|wedding|celebration|banquet|anniversary)",
    re.I | re.S,
)
CARRIED = frozenset({"documents", "transfer", "gift", "shopping", "household", "information", "other"})
HELD = frozenset({"other", "information", "household"})


def trade(category: str, words: str) -> str:
    """The house's category of what was read as `category` in these words."""
    if category in CARRIED and COURIER.search(words):
        return "courier"
    if category in HELD and CELEBRATION.search(words):
        return "event"
    return category
