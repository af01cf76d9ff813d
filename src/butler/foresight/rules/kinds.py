"""Kinds of presents and evenings: who makes them, how long it takes, what it costs, which date and age they suit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

OF_AGE = 18
GROWN_UP = 14  # from then on a scarf or an evening in a box is a present


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
    OUTING = "outing"  # a day out: a museum after hours, an observatory, a walk with somebody who knows
    LESSON = "lesson"  # a class with a master
    BOOK = "book"


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
    GiftKind.OUTING: Maker(
        ("museum",), 4, 0, 30_000,
        ("музе", "выставк", "экскурси", "прогулк", "поход", "природ", "museum", "exhibition", "outing", "hik"),
    ),
    GiftKind.LESSON: Maker((), 4, 0, 20_000, ("урок", "заняти", "учит", "класс", "lesson", "class", "learn")),
    GiftKind.BOOK: Maker((), 2, 1, 9_000, ("книг", "чтени", "читат", "литератур", "book", "read")),
}  # fmt: skip
BANDS = {1: Decimal("0.4"), 2: Decimal("0.7"), 3: Decimal(1), 4: Decimal("1.6"), 5: Decimal("2.6")}
MIDDLE = 3  # the band of a supplier that nobody has found yet
# What suits which date, the warmest first
SUITS = {
    "birthday": (GiftKind.JEWEL, GiftKind.BOUTIQUE, GiftKind.EVENING, GiftKind.FLOWERS, GiftKind.ART, GiftKind.DINNER,
                 GiftKind.CARE, GiftKind.MADE, GiftKind.PARTY, GiftKind.OUTING, GiftKind.LESSON, GiftKind.BOOK),
    "anniversary": (GiftKind.JEWEL, GiftKind.DINNER, GiftKind.FLOWERS, GiftKind.EVENING, GiftKind.ART, GiftKind.MADE,
                    GiftKind.OUTING, GiftKind.BOOK),
    "name_day": (GiftKind.FLOWERS, GiftKind.BOUTIQUE, GiftKind.DINNER, GiftKind.BOOK, GiftKind.MADE, GiftKind.OUTING),
    "memorial": (GiftKind.FLOWERS,),
    "membership": (),
    "other": (GiftKind.FLOWERS, GiftKind.DINNER, GiftKind.BOUTIQUE, GiftKind.BOOK, GiftKind.OUTING),
}  # fmt: skip
FOR_CHILDREN = (
    GiftKind.MADE, GiftKind.OUTING, GiftKind.LESSON, GiftKind.EVENING, GiftKind.DINNER, GiftKind.BOOK,
    GiftKind.FLOWERS, GiftKind.PARTY,
)  # fmt: skip
FROM_FOURTEEN = (GiftKind.BOUTIQUE, GiftKind.ART)
# Asked today, it is there tomorrow: a table, a bouquet, a book, an invitation in an envelope
QUICK = (GiftKind.DINNER, GiftKind.FLOWERS, GiftKind.BOOK, GiftKind.OUTING, GiftKind.LESSON)
THEMED = (GiftKind.OUTING, GiftKind.LESSON, GiftKind.BOOK)  # they may be about what somebody loves
PASSIONS = ("other", "music")  # topics of taste under which a passion stands
AT_TABLE = {GiftKind.DINNER, GiftKind.PARTY}
NOT_MAKERS = ("restaurant", "florist", "theatre", "concert", "beauty")  # what they give has a kind of its own


def is_child(relation: str, age: int | None) -> bool:
    """Of a son or a daughter whose year nobody knows a child is thought."""
    return age < OF_AGE if age is not None else relation == "child"


def suiting(occasion: str, relation: str, age: int | None = None) -> Sequence[GiftKind]:
    """What suits the date and whoever has it, the warmest first. `age`: what they become; none: nobody knows."""
    kinds = SUITS.get(occasion, SUITS["other"])
    if not is_child(relation, age) or occasion == "memorial":
        return kinds
    fitting = FOR_CHILDREN + (FROM_FOURTEEN if age is not None and age >= GROWN_UP else ())
    return [kind for kind in fitting if kind in kinds or occasion == "name_day"] if kinds else ()
