"""Ideas for an occasion: from whom, what, for how much, by when to order; never what was given, disliked or forbidden.

Kinds of gifts know how long they take to make and to deliver. Words of taste are compared by their stems, in Russian
and in English, so that «лилии», «без лилий» and «аллергия на лилии» mean the same flower.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from butler.foresight.rules import workdays

ENOUGH = 3
BEST = 3


class GiftKind(StrEnum):
    JEWEL = "jewel"
    FLOWERS = "flowers"
    BOUTIQUE = "boutique"
    DINNER = "dinner"
    EVENING = "evening"  # theatre, concert
    ART = "art"
    CARE = "care"  # a day of beauty
    PARTY = "party"
    MADE = "made"  # to order, by whoever of the network makes presents, whatever their trade


@dataclass(frozen=True)
class Maker:
    """Who makes such gifts, how many working days it takes, what it costs in the middle band."""

    organisations: tuple[str, ...]
    making: int
    delivery: int
    price: int
    stems: tuple[str, ...]  # words of taste that speak of it

    @property
    def days(self) -> int:
        return self.making + self.delivery


MAKERS = {
    GiftKind.JEWEL: Maker(
        ("jeweller",), 15, 2, 180_000,
        ("украшен", "ювелир", "золот", "серебр", "бриллиант", "кольц", "серьг", "колье", "браслет", "jewel", "gold",
         "ring"),
    ),
    GiftKind.PARTY: Maker(("event",), 18, 0, 250_000, ("праздник", "вечерин", "сюрприз", "party", "surprise")),
    GiftKind.ART: Maker(("gallery",), 10, 3, 220_000, ("картин", "живопис", "скульптур", "искусств", "painting")),
    GiftKind.BOUTIQUE: Maker(
        ("boutique",), 5, 2, 70_000,
        ("сумк", "шарф", "платок", "парфюм", "духи", "аромат", "перчат", "перо", "bag", "scarf", "perfume"),
    ),
    GiftKind.EVENING: Maker(("theatre", "concert"), 8, 0, 40_000, ("театр", "балет", "опер", "концерт", "музык")),
    GiftKind.CARE: Maker(("beauty",), 3, 0, 35_000, ("спа", "массаж", "уход", "spa", "massage")),
    GiftKind.DINNER: Maker(("restaurant",), 5, 0, 45_000, ("ужин", "ресторан", "кухн", "dinner", "cuisine")),
    GiftKind.MADE: Maker((), 6, 1, 60_000, ("ручн", "именн", "на заказ", "мастер", "handmade", "bespoke")),
    GiftKind.FLOWERS: Maker(
        ("florist",), 1, 1, 18_000,
        ("цвет", "букет", "пион", "роз", "лили", "тюльпан", "гортенз", "орхид", "пыльц", "flower", "peon", "pollen"),
    ),
}  # fmt: skip
BANDS = {1: Decimal("0.4"), 2: Decimal("0.7"), 3: Decimal(1), 4: Decimal("1.6"), 5: Decimal("2.6")}
# What suits which date, the warmest first
SUITS = {
    "birthday": (GiftKind.JEWEL, GiftKind.BOUTIQUE, GiftKind.EVENING, GiftKind.FLOWERS, GiftKind.ART, GiftKind.DINNER,
                 GiftKind.CARE, GiftKind.MADE, GiftKind.PARTY),
    "anniversary": (GiftKind.JEWEL, GiftKind.DINNER, GiftKind.FLOWERS, GiftKind.EVENING, GiftKind.ART, GiftKind.MADE),
    "name_day": (GiftKind.FLOWERS, GiftKind.BOUTIQUE, GiftKind.DINNER),
    "memorial": (GiftKind.FLOWERS,),
    "membership": (),
    "other": (GiftKind.FLOWERS, GiftKind.DINNER, GiftKind.BOUTIQUE),
}  # fmt: skip
FOR_ADULTS = {GiftKind.JEWEL, GiftKind.CARE}
AT_TABLE = {GiftKind.DINNER, GiftKind.PARTY}
NOT_MAKERS = ("restaurant", "florist", "theatre", "concert", "beauty")  # what they give has a kind of its own
STEM = 5  # letters by which a word of a present is known again in another form


@dataclass(frozen=True)
class Supplier:
    """An organisation of the network that could do it."""

    id: int
    name: str
    kind: str
    city: str
    price_band: int
    standing: int
    reliability: int
    style: str = ""  # what they make: «запонки на заказ»
    makes_presents: bool = False  # a door of theirs says so


@dataclass(frozen=True)
class Taste:
    """A word of taste: likes, dislikes, must, never, or an allergy."""

    polarity: str
    topic: str
    words: str

    @property
    def is_against(self) -> bool:
        return self.polarity in ("dislikes", "never") or self.topic == "allergy"

    def speaks_of(self, maker: Maker) -> bool:
        words = self.words.lower().replace("ё", "е")
        return any(_has_stem(words, stem) for stem in maker.stems)


@dataclass(frozen=True)
class Given:
    """A present of the past: what it was called and who supplied it."""

    title: str
    supplier: str


@dataclass(frozen=True)
class Household:
    """What is known of taste and of gifts in this dossier."""

    city: str
    tastes: tuple[Taste, ...] = ()
    gifts: tuple[Given, ...] = ()
    spread: int = 0  # a number of the client's own: not everybody gets the same jeweller


@dataclass(frozen=True)
class Idea:
    """One thought-through way."""

    kind: GiftKind
    supplier: Supplier
    price: Decimal
    order_by: date
    liked: str = ""  # the words of taste that speak for it
    avoid: tuple[str, ...] = ()  # what nobody of the household must meet there


def making_days(occasion: str, relation: str) -> int:
    """Working days of the slowest gift that suits the date: from there the start-by day is planned back."""
    return max((MAKERS[kind].days for kind in _suiting(occasion, relation)), default=0)


def ideas(
    occasion: str, relation: str, falls_on: date, household: Household, suppliers: Iterable[Supplier], today: date
) -> list[Idea]:
    """Up to three ideas of different kinds that can still be made, what is liked first."""
    by_kind = _by_kind(suppliers)
    found: list[tuple[tuple, Idea]] = []
    for place, kind in enumerate(_suiting(occasion, relation)):
        maker = MAKERS[kind]
        if any(taste.is_against and taste.speaks_of(maker) for taste in household.tastes):
            continue
        order_by = workdays.before(falls_on, maker.days + 1)
        if order_by < today or _was_given_often(maker, household.gifts):
            continue
        supplier = _best(_who_could(kind, by_kind, household), household)
        if supplier is None:
            continue
        liked = next((taste.words for taste in household.tastes if not taste.is_against and taste.speaks_of(maker)), "")
        price = (maker.price * BANDS[supplier.price_band]).quantize(Decimal(1))
        found.append(((not liked, place), Idea(kind, supplier, price, order_by, liked, _avoid(kind, household))))
    return [idea for _, idea in sorted(found, key=lambda pair: pair[0])[:ENOUGH]]


def _who_could(kind: GiftKind, by_kind: dict[str, list[Supplier]], household: Household) -> list[Supplier]:
    if kind is not GiftKind.MADE:
        return [one for name in MAKERS[kind].organisations for one in by_kind.get(name, ())]
    makers = [one for each in by_kind.values() for one in each if one.makes_presents and one.kind not in NOT_MAKERS]
    shunned = [taste.words for taste in household.tastes if taste.is_against] + [gift.title for gift in household.gifts]
    return [one for one in makers if one.style and not any(_is_alike(one.style, words) for words in shunned)]


def _is_alike(one: str, other: str) -> bool:
    """Do two presents share a word, in whatever form?"""
    return bool(_stems(one) & _stems(other))


def _stems(text: str) -> set[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in text.lower().replace("ё", "е")).split()
    return {word[: min(STEM, len(word) - 1)] for word in words if len(word) >= STEM}


def _avoid(kind: GiftKind, household: Household) -> tuple[str, ...]:
    """Whoever lays a table hears of allergies before anything else."""
    if kind not in AT_TABLE:
        return ()
    return tuple(taste.words for taste in household.tastes if taste.topic == "allergy")


def _suiting(occasion: str, relation: str) -> Sequence[GiftKind]:
    kinds = SUITS.get(occasion, SUITS["other"])
    return [kind for kind in kinds if relation != "child" or kind not in FOR_ADULTS]


def _best(suppliers: list[Supplier], household: Household) -> Supplier | None:
    """In the client's town if there is one, not where a present already came from; of the best three, one's own."""
    used = {gift.supplier.lower() for gift in household.gifts if gift.supplier}
    free = [one for one in suppliers if one.name.lower() not in used]
    near = [one for one in free if one.city == household.city] or [one for one in free if not one.city] or free
    best = sorted(near, key=lambda one: (-one.standing, -one.reliability, one.id))[:BEST]
    return best[household.spread % len(best)] if best else None


def _was_given_often(maker: Maker, gifts: Iterable[Given]) -> bool:
    """Three such presents are a habit, not a gift; flowers never tire."""
    if "florist" in maker.organisations:
        return False
    return sum(any(_has_stem(gift.title.lower(), stem) for stem in maker.stems) for gift in gifts) >= 3


def _by_kind(suppliers: Iterable[Supplier]) -> dict[str, list[Supplier]]:
    found: dict[str, list[Supplier]] = {}
    for one in suppliers:
        found.setdefault(one.kind, []).append(one)
    return found


def _has_stem(words: str, stem: str) -> bool:
    """A word of the text begins with the stem."""
    return words.startswith(stem) or any(f"{edge}{stem}" in words for edge in " «(,-\u00a0")
