"""Whom we could ask: the doors of the network for a category and a town, as the rules take them."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from butler.network import access as network
from butler.network.access import Door
from butler.network.models import Contact, Organisation
from butler.network.rules import Sign
from butler.sourcing.rules import Could

# The trade that a category is asked of, where no contact's door says so.
KINDS: dict[str, tuple[str, ...]] = {
    "restaurant": ("restaurant",), "tickets": ("theatre", "concert", "museum"), "flight": ("airline",),
    "charter": ("charter",), "rail": ("rail",), "hotel": ("hotel",), "transfer": ("driver",),
    "car_rental": ("car_rental",), "airport_passage": ("airport",), "yacht": ("yacht",),
    "gift": ("jeweller", "boutique"), "flowers": ("florist",), "medical": ("clinic",), "beauty": ("beauty",),
    "tutor": ("tutor",), "club": ("club",), "sport": ("fitness",), "art": ("gallery",),
    "household": ("household",), "documents": ("visa",), "shopping": ("boutique",), "event": ("event",),
    "courier": ("courier",),
}  # fmt: skip
CHANCE_OF_A_DESK = 35  # percent: a public address, where nobody knows us
# Where the client names the house, no other is asked: another one is another wish.
HOUSE_ITSELF = frozenset({"restaurant", "hotel", "beauty", "medical", "club", "sport", "art"})
# What is sold from anywhere: where nobody of the town can, others are asked.
ANYWHERE = frozenset({"flight", "rail", "charter", "yacht", "documents", "art", "shopping", "gift"})
STEM = 4  # letters by which a word of a name is known, however it bends
MOST_DESKS = 12


def could_be_asked(category: str, city: str, today: date, *, words: str = "") -> list[Could]:
    """Contacts with a door of this category (in this town, or without a town), then the desks of organisations.

    `words` brings those forward whose house is named in them, in whatever town; a table or a room is asked only there.
    """
    if category in ANYWHERE:
        near = _asked_there(category, city, today, words)
        return near or _asked_there(category, "", today, words)
    return _asked_there(category, city, today, words)


def _asked_there(category: str, city: str, today: date, words: str) -> list[Could]:
    """Those of one town, and those of none; without a town those of every town."""
    houses = _named_houses(category, words)
    doors = {door.contact.pk: door for town in {city, ""} for door in _doors(category, town, city, today)}
    doors |= {door.contact.pk: door for house in houses for door in _doors_of(house, category, today)}
    found = [_from(door, words) for door in doors.values()]
    known = {one.organisation for one in found}
    desks = {row.pk: row for row in (*_desks(category, city), *houses) if row.pk not in known}
    found += [_desk(row, words) for row in desks.values()]
    named = [one for one in found if "named" in one.reasons]
    return named if named and category in HOUSE_ITSELF else found


def _doors(category: str, town: str, city: str, today: date) -> list[Door]:
    doors = network.doors(today, category=category, city=town)
    return [door for door in doors if _is_near(door.contact, category, city)]


def _doors_of(house: Organisation, category: str, today: date) -> list[Door]:
    """Those of the house who open this category; where nobody says what they open, all of them."""
    people = list(house.contacts.prefetch_related("openings"))
    opens = [one for one in people if any(door.category == category for door in one.openings.all())]
    return [network.door(one.pk, today) for one in opens or [one for one in people if not one.openings.all()]]


def _is_near(contact: Contact, category: str, city: str) -> bool:
    towns = {one.city for one in contact.openings.all() if one.category == category}
    return not city or not any(towns) or city in towns


def _from(door: Door, words: str) -> Could:
    contact = door.contact
    house = contact.organisation
    is_named = house is not None and _names(words, house)
    reasons = [str(sign) for sign in door.chance.signs] + (["named"] if is_named else [])
    return Could(
        contact=contact.pk,
        organisation=contact.organisation_id,
        chance=min(99, door.chance.percent + (30 if is_named else 0)),
        warmth=contact.warmth,
        reasons=tuple(reasons + (["known_by"] if door.known_by else [])),
        is_resting=Sign.RESTING in door.chance.signs,
        is_reachable=bool(contact.mail or contact.telegram),
    )


def _desks(category: str, city: str) -> list[Organisation]:
    of_the_trade = Q(kind__in=KINDS.get(category, ()), contacts__isnull=True, openings__isnull=True)
    rows = Organisation.objects.filter(of_the_trade | Q(openings__category=category)).distinct()
    rows = rows.filter(city__in=[city, ""]) if city else rows
    return list(rows.order_by("-standing", "-reliability", "name_key")[:MOST_DESKS])


def _desk(row: Organisation, words: str) -> Could:
    is_named = _names(words, row)
    chance = round(CHANCE_OF_A_DESK * row.reliability / 100) + (40 if is_named else 0)
    reasons = ("desk", "named") if is_named else ("desk",)
    return Could(None, row.pk, chance, warmth=0, reasons=reasons, is_reachable=bool(row.mail or row.telegram))


def _named_houses(category: str, words: str) -> list[Organisation]:
    """Houses of the trade that `words` name, in whatever town."""
    stems = _stems(network.key(words).split())
    if not stems:
        return []
    trade = Q(kind__in=KINDS.get(category, ())) | Q(openings__category=category)
    trade |= Q(contacts__openings__category=category)
    likely = reduce(or_, (Q(name_key__contains=stem) for stem in stems))
    rows = Organisation.objects.filter(trade, likely).distinct().order_by("name_key", "pk")[:200]
    return [row for row in rows if _names(words, row)]


def _names(words: str, house: Organisation) -> bool:
    """Is this house named in `words`? By the first letters of each of its words: Russian names bend."""
    said = network.key(words)
    stems = [
        part[: max(STEM, len(part) - 2)] for part in network.key(house.name).replace("«", " ").split() if len(part) > 3
    ]
    return bool(stems) and all(stem in said for stem in stems)


def _stems(words: Iterable[str]) -> list[str]:
    bare = (word.strip("«»\"'().,;:!?–—-") for word in words)
    return sorted({word[:STEM] for word in bare if len(word) > STEM})
