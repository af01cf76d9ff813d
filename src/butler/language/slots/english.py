"""What a name in an English request means: "at Fennel" says where, "to Reno" whither,"
" "for Winter Birds" what to see."""

import re

from butler.language.slots.governed import Ruled
from butler.language.slots.leanings import CITY, FROM, HOUSES, NAME, NOTHING, PLACE, SHOWS, TO, VENUES
from butler.language.slots.named import ADDRESS, CAPITALS, LOWER, QUOTED, WORLD, Named
from butler.language.slots.said import JOURNEYS, Said

_GOING = re.compile(
    r"\b(?:go|going|get|trip|travel\w*|fly\w*|flight|bus|train|ride|cab|taxi|car|drive|head\w*"
    r"|moving|visit\w*|tickets?|transfer|return\w*|back|over|reach|journey|way|take me|bring"
    r" me|come|coming)\s+(?:back\s+|over\s+|up\s+|down\s+|out\s+)?$"
)


def english_slot(said: Said, one: Named, rule: Ruled) -> str:
    """By the preposition, the noun between and, last, the category."""
    prep, is_world = rule.preposition, one.kind in WORLD
    journey = said.category in JOURNEYS
    where = PLACE if rule.head == "venue" or not _is_town(one, prep) else CITY
    if one.is_small and not prep and not _is_alone(said) and not journey and not is_world:
        return NOTHING
    if rule.is_any and not is_world:
        return NAME if said.category in ("art", "gift", "shopping", "car_rental", "yacht") else NOTHING
    if prep in ("from", "off") or (prep == "of" and re.search(r"\bout\s*$", said.before(rule.at))):
        return FROM if journey else where if is_world or one.kind == LOWER else NOTHING
    if prep in ("to", "into", "for", "towards", "toward"):
        return _english_goal(said, one, rule, where, journey)
    if prep in ("in", "at", "near", "around", "inside", "within", "outside", "on"):
        if said.category == "transfer" and prep in ("at", "outside") and _PICKED.search(said.before(rule.at)):
            return FROM
        return where if prep != "on" or is_world or one.kind == ADDRESS else NOTHING
    if prep in ("by", "with", "see", "watch", "of", "about", "called", "named", "like") and not is_world:
        if said.category in SHOWS and prep != "about":
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


_PICKED = re.compile(r"\b(?:pick\w*|collect\w*|meet|wait\w*|land\w*|arriv\w*|touch\w* down)\b[^.;!?]{0,40}$")


def _english_goal(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    if journey:
        return TO
    if one.kind in VENUES or (rule.preposition == "into" and said.category in HOUSES):
        return where
    if rule.preposition == "for":
        return NAME if said.category in SHOWS and one.kind not in WORLD else NOTHING
    if one.kind == LOWER and said.category in ("tickets", "sport"):
        return NAME
    if one.kind in WORLD or _GOING.search(said.before(rule.at)):
        return where
    if said.category in HOUSES and rule.head == "venue":
        return where
    return NAME if said.category in ("tickets", "sport") else NOTHING


def _is_alone(said: Said) -> bool:
    return len(said.text.split()) <= 6


_IS_OPEN = re.compile(r"\s+(?:is\s+|be\s+)?(?:open|closed|shut|busy|fully booked)\b")


def _english_bare(said: Said, one: Named, rule: Ruled, where: str, journey: bool) -> str:
    if _IS_OPEN.match(said.after(one.end)):
        return PLACE
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
    """As in "Sophora on Friday" or "Dinner, Fennel": the name stands at an edge of its"
    " clause, no cuisine before a noun."""
    after, before = said.after(one.end), said.before(one.start)
    if not re.search(
        r"(?:^|[,.;:!?–—-]|\b(?:book|reserve|table|dinner|lunch|try|visit|for|or|and|reservation|at|suite))\s*$", before
    ):
        return False
    return bool(re.match(r"\s*(?:$|[,.;!?]|on\b|for\b|at\b|tonight|tomorrow|this\b|next\b|or\b|and\b|please)", after))
