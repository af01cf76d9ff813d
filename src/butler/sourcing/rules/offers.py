"""What an offer is worth against what was asked, with reasons; and which is the first that is good enough.

Commission is no fact of an offer here: nothing can rank by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from butler.sourcing.rules.terms import Fit, fits

Key = TypeVar("Key")
LEAST_HOLD = timedelta(minutes=10)  # an order is read, agreed to and written in that time
EASY_HOLD = timedelta(hours=2)
UNPRICED = frozenset({"restaurant", "beauty", "medical", "club"})  # where a place costs nothing before it is used


class Reason(StrEnum):
    """Why an offer scores as it does; the words are in the templates."""

    HARD_TERM = "hard_term"
    SOFT_TERM = "soft_term"
    PRICE_WITHIN = "price_within"
    PRICE_ABOVE = "price_above"
    PRICE_NOT_SAID = "price_not_said"
    OTHER_CURRENCY = "other_currency"
    ABOVE_FACE_VALUE = "above_face_value"
    HELD = "held"
    HOLD_TOO_SHORT = "hold_too_short"
    RELIABLE = "reliable"


class Verdict(StrEnum):
    GOOD = "good"  # everything that must be is there
    UNCLEAR = "unclear"  # something that must be was not said: ask
    LACKING = "lacking"  # something that must be is not there


@dataclass(frozen=True)
class Asked:
    """What is sought: terms in words (text, hard or not), and what it may cost in all."""

    terms: tuple[tuple[str, bool], ...] = ()
    party: int = 1
    ceiling: Decimal | None = None
    face_value: Decimal | None = None  # of one
    may_resell: bool = False
    currency: str = "RUB"
    category: str = "other"


@dataclass(frozen=True)
class Offered:
    """What is offered. `reliability` is the supplier's, 0 to 100."""

    what: str
    price: Decimal | None = None
    currency: str = "RUB"
    hold_until: datetime | None = None
    reliability: int = 70


@dataclass(frozen=True)
class Facts:
    """One line of a judgement: what was looked at, and was it met? `term` is its place among the terms."""

    reason: Reason
    fit: Fit
    term: int | None = None


@dataclass(frozen=True)
class Judged:
    verdict: Verdict
    score: int  # 0 to 100
    reasons: tuple[Facts, ...]


def judge(offered: Offered, asked: Asked, *, now: datetime) -> Judged:
    """Judge one offer at `now`. Good: all hard terms are said to be met, the price is within every limit, the hold is
    long enough to act on. The score weighs soft terms 35, price 25, hold 20, the supplier's reliability 20."""
    terms = [
        Facts(Reason.HARD_TERM if is_hard else Reason.SOFT_TERM, fits(text, offered.what), number)
        for number, (text, is_hard) in enumerate(asked.terms)
    ]
    price, hold = _price(offered, asked), _hold(offered, now)
    musts = [one.fit for one in (*terms, price, hold) if one.reason != Reason.SOFT_TERM]
    verdict = Verdict.LACKING if Fit.MISSED in musts else Verdict.UNCLEAR if Fit.NOT_SAID in musts else Verdict.GOOD
    score = _soft(terms) + _cheap(offered, asked) + _held(offered, now) + round(offered.reliability / 5)
    reliable = Facts(Reason.RELIABLE, Fit.MET if offered.reliability >= 80 else Fit.NOT_SAID)
    return Judged(verdict, min(score, 100), (*terms, price, hold, reliable))


def best_first(judged: Iterable[tuple[Key, Judged]]) -> list[tuple[Key, Judged]]:
    """Good ones before unclear ones before the rest, each by score; whoever came first stays first among equals."""
    order = {Verdict.GOOD: 0, Verdict.UNCLEAR: 1, Verdict.LACKING: 2}
    return sorted(judged, key=lambda one: (order[one[1].verdict], -one[1].score))


def _price(offered: Offered, asked: Asked) -> Facts:
    if offered.price is None:
        has_no_price = asked.category in UNPRICED and asked.ceiling is None
        return Facts(Reason.PRICE_NOT_SAID, Fit.MET if has_no_price else Fit.NOT_SAID)
    if offered.currency != asked.currency and (asked.ceiling or asked.face_value):
        return Facts(Reason.OTHER_CURRENCY, Fit.NOT_SAID)
    if _is_resold(offered.price, asked):
        return Facts(Reason.ABOVE_FACE_VALUE, Fit.MISSED)
    if asked.ceiling is not None and offered.price > asked.ceiling:
        return Facts(Reason.PRICE_ABOVE, Fit.MISSED)
    return Facts(Reason.PRICE_WITHIN, Fit.MET)


def _is_resold(price: Decimal, asked: Asked) -> bool:
    """The house does not buy what is resold above the printed price, unless somebody allowed it."""
    return asked.face_value is not None and not asked.may_resell and price > asked.face_value * asked.party


def _hold(offered: Offered, now: datetime) -> Facts:
    if offered.hold_until is None or offered.hold_until >= now + LEAST_HOLD:
        return Facts(Reason.HELD, Fit.MET)
    return Facts(Reason.HOLD_TOO_SHORT, Fit.MISSED)


def _soft(terms: Sequence[Facts]) -> int:
    soft = [one for one in terms if one.reason == Reason.SOFT_TERM]
    return round(35 * sum(one.fit == Fit.MET for one in soft) / len(soft)) if soft else 35


def _cheap(offered: Offered, asked: Asked) -> int:
    if offered.price is None or not asked.ceiling or offered.currency != asked.currency:
        return 12
    return max(0, round(25 * float(1 - offered.price / asked.ceiling / 2)))


def _held(offered: Offered, now: datetime) -> int:
    if offered.hold_until is None:
        return 10
    return round(20 * min(max((offered.hold_until - now) / EASY_HOLD, 0), 1))
