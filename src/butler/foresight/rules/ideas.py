"""Ideas for an occasion: from whom, what, for how much, by when to order; never what was given, disliked or forbidden.

At least three, wherever the date wants a present at all: where the network has no maker the house finds one.

Kinds of gifts know how long they take to make and to deliver. Words of taste are compared by their stems, in Russian
and in English, so that «лилии», «без лилий» and «аллергия на лилии» mean the same flower.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from butler.foresight.rules import workdays
from butler.foresight.rules.kinds import (
    AT_TABLE,
    BANDS,
    MAKERS,
    MIDDLE,
    NOT_MAKERS,
    PASSIONS,
    QUICK,
    THEMED,
    GiftKind,
    Maker,
    is_child,
    suiting,
)

ENOUGH = 3
BEST = 3


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
    supplier: Supplier | None  # none: the house finds one
    price: Decimal
    order_by: date
    liked: str = ""  # the words of taste that speak for it
    avoid: tuple[str, ...] = ()  # what nobody of the household must meet there
    for_child: bool = False
    theme: str = ""  # what a day out, a lesson or a book is about: a passion of theirs


def making_days(occasion: str, relation: str) -> int:
    """Working days of the slowest gift that suits the date: from there the start-by day is planned back."""
    return max((MAKERS[kind].days for kind in suiting(occasion, relation)), default=0)


def ideas(
    occasion: str, relation: str, falls_on: date, household: Household, suppliers: Iterable[Supplier], today: date,
    *, age: int | None = None,
) -> list[Idea]:  # fmt: skip
    """Three ideas, what is liked first: one of each kind that can still be made; then further makers of presents; then
    what the house finds somebody for. Fewer only where so many kinds are unwanted, and for a day of memory."""
    kinds, by_kind = suiting(occasion, relation, age), _by_kind(suppliers)
    for_child = is_child(relation, age)
    found: list[tuple[tuple[bool, int], Idea]] = []
    for place, kind in enumerate(kinds):
        order_by = workdays.before(falls_on, MAKERS[kind].days + 1)
        if order_by >= today and (supplier := _supplier(kind, household, by_kind, ())) is not None:
            idea = _idea(kind, supplier, order_by, household, for_child)
            found.append(((not idea.liked, place), idea))
    first = [idea for _, idea in sorted(found, key=lambda pair: pair[0])[:ENOUGH]]
    wanted = ENOUGH if len(kinds) >= ENOUGH else 0
    return _more(first, kinds, falls_on, household, by_kind, today, for_child)[: max(wanted, len(first))]


def _more(
    found: list[Idea], kinds: Sequence[GiftKind], falls_on: date, household: Household,
    by_kind: dict[str, list[Supplier]], today: date, for_child: bool,
) -> list[Idea]:  # fmt: skip
    """What else there is: a second maker of presents, then what may be asked of somebody whom we find, the quick ones
    even at the last moment."""
    more = list(found)
    order_by = workdays.before(falls_on, MAKERS[GiftKind.MADE].days + 1)
    while len(more) < ENOUGH and GiftKind.MADE in kinds and order_by >= today:
        made = tuple(idea.supplier for idea in more if idea.kind is GiftKind.MADE and idea.supplier)
        other = _supplier(GiftKind.MADE, household, by_kind, made)
        if other is None:
            break
        more.append(_idea(GiftKind.MADE, other, order_by, household, for_child))
    is_first = THEMED if _passion(household) else QUICK
    for kind in sorted(kinds, key=lambda kind: (kind not in is_first, kind not in QUICK, kinds.index(kind))):
        order_by = workdays.before(falls_on, MAKERS[kind].days + 1)
        in_time = order_by >= today or kind in QUICK
        if len(more) < ENOUGH and in_time and kind is not GiftKind.MADE and kind not in {idea.kind for idea in more}:
            if not _is_wanted(kind, household) or _was_given(kind, household):
                continue
            supplier = _supplier(kind, household, by_kind, ())
            more.append(_idea(kind, supplier, max(order_by, today), household, for_child))
    return more


def _idea(kind: GiftKind, supplier: Supplier | None, order_by: date, household: Household, for_child: bool) -> Idea:
    maker = MAKERS[kind]
    liked = next((taste.words for taste in household.tastes if not taste.is_against and taste.speaks_of(maker)), "")
    price = (maker.price * BANDS[supplier.price_band if supplier else MIDDLE]).quantize(Decimal(1))
    theme = _passion(household) if supplier is None and kind in THEMED else ""
    return Idea(kind, supplier, price, order_by, liked or theme, _avoid(kind, household), for_child, theme)


def _passion(household: Household) -> str:
    """«астрономия»: one word that is loved, of no trade that makes presents; "" where nobody said one."""
    loved = [taste.words.strip() for taste in household.tastes if taste.polarity == "likes" and taste.topic in PASSIONS]
    return next((words for words in loved if len(words) > STEM and words.isalpha()), "")


def _is_wanted(kind: GiftKind, household: Household) -> bool:
    """Nobody of the household is against it, and it is no habit."""
    maker = MAKERS[kind]
    is_against = any(taste.is_against and taste.speaks_of(maker) for taste in household.tastes)
    return not is_against and not _was_given_often(maker, household.gifts)


def _was_given(kind: GiftKind, household: Household) -> bool:
    """A table and flowers are never the same twice."""
    stems = MAKERS[kind].stems if kind not in (GiftKind.DINNER, GiftKind.FLOWERS) else ()
    return any(_has_stem(gift.title.lower().replace("ё", "е"), stem) for gift in household.gifts for stem in stems)


def _supplier(
    kind: GiftKind, household: Household, by_kind: dict[str, list[Supplier]], but: Sequence[Supplier]
) -> Supplier | None:
    """Who of the network does it for this household; none where nobody can, or where it is not wanted."""
    if not _is_wanted(kind, household):
        return None
    return _best([one for one in _who_could(kind, by_kind, household) if one not in but], household)


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
