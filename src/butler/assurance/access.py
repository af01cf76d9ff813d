"""The list of what is promised and not proven."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from butler.assurance import rules
from butler.bookings import access as bookings
from butler.bookings.access import BookingCard


def unproven(
    start: datetime, end: datetime, *, now: datetime, client_ids: Iterable[UUID] | None = None
) -> list[BookingCard]:
    """Bookings from `start` until the morning after `end` that nothing proves, what weighs most first."""
    cards = bookings.unproven_between(start, end + rules.MORNING_AFTER, now=now, client_ids=client_ids)
    return in_order([card for card in cards if card.starts_at > now], now)


def in_order(cards: Iterable[BookingCard], now: datetime) -> list[BookingCard]:
    """By importance times the time that is left."""
    by_id = {card.id: card for card in cards}
    promises = [rules.Promise(card.id, card.starts_at, card.importance) for card in by_id.values()]
    return [by_id[promise.id] for promise in rules.by_weight(promises, now)]  # type: ignore[index]
