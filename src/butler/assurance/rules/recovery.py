"""What is done when a promise breaks. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOO_CLOSE_FOR_ONE_PERSON = timedelta(hours=6)
SHARE_OF_WHAT_IS_LEFT = 6  # of the time until it begins: so long one house has to answer our order
LEAST_ANSWER, MOST_ANSWER = timedelta(minutes=8), timedelta(hours=3)


class Move(StrEnum):
    """One thing that is done."""

    ORDER_SPARE = "order_spare"  # a house of equal class that keeps spares, or whoever comes next
    OPEN_OPERATION = "open_operation"  # the network is asked
    ALARM_LEAD = "alarm_lead"


@dataclass(frozen=True)
class Broken:
    """What matters of a promise that broke."""

    starts_at: datetime
    has_equal: bool  # somebody of equal class can be asked


@dataclass(frozen=True)
class Plan:
    """What is done, and by when the client shall have the solution."""

    moves: tuple[Move, ...]
    answer_by: datetime


def plan_recovery(broken: Broken, now: datetime) -> Plan:
    """The later we hear, the louder we act. A plan always moves and never answers in the past."""
    left = broken.starts_at - now
    if left <= timedelta(0):
        return Plan((Move.ALARM_LEAD,), answer_by=now)
    first = Move.ORDER_SPARE if broken.has_equal else Move.OPEN_OPERATION
    if left <= TOO_CLOSE_FOR_ONE_PERSON:
        return Plan((Move.ALARM_LEAD, first), answer_by=now + left / 4)
    return Plan((first,), answer_by=now + left / 2)


def order_answered_by(starts_at: datetime, sent_at: datetime) -> datetime:
    """How long one house may leave our order unanswered before the next one is asked."""
    return sent_at + min(max((starts_at - sent_at) / SHARE_OF_WHAT_IS_LEFT, LEAST_ANSWER), MOST_ANSWER)
