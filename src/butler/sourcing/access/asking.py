"""Whom we could ask: the doors of the network for a category and a town, as the rules take them."""

from datetime import date

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


def could_be_asked(category: str, city: str, today: date, *, words: str = "") -> list[Could]:
    """Contacts with a door of this category (in this town, or without a town), then organisations of the trade of
    which nobody is known. `words` brings those forward whose house is named in them."""
    doors = {door.contact.pk: door for town in {city, ""} for door in _doors(category, town, city, today)}
    found = [_from(door, words) for door in doors.values()]
    houses = {one.organisation for one in found}
    return found + [_desk(row, words) for row in _desks(category, city) if row.pk not in houses]


def _doors(category: str, town: str, city: str, today: date) -> list[Door]:
    doors = network.doors(today, category=category, city=town)
    return [door for door in doors if _is_near(door.contact, category, city)]


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
        is_reachable=bool(contact.mail),
    )


def _desks(category: str, city: str) -> list[Organisation]:
    rows = Organisation.objects.filter(kind__in=KINDS.get(category, ()), contacts__isnull=True)
    rows = rows.filter(city__in=[city, ""]) if city else rows
    return list(rows.order_by("-standing", "-reliability", "name_key")[:12])


def _desk(row: Organisation, words: str) -> Could:
    is_named = _names(words, row)
    chance = round(CHANCE_OF_A_DESK * row.reliability / 100) + (40 if is_named else 0)
    reasons = ("desk", "named") if is_named else ("desk",)
    return Could(None, row.pk, chance, warmth=0, reasons=reasons, is_reachable=bool(row.mail))


def _names(words: str, house: Organisation) -> bool:
    """Is this house named in `words`? By the first letters of each of its words: Russian names bend."""
    said = network.key(words)
    stems = [
        part[: max(4, len(part) - 2)] for part in network.key(house.name).replace("«", " ").split() if len(part) > 3
    ]
    return bool(stems) and all(stem in said for stem in stems)
