"""Who could take a request over before its clock runs out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hand:
    """A colleague who may open the dossier: whether they are on shift, and the minutes of work they carry."""

    id: int
    is_on_shift: bool
    carries: int


def relief(hands: Iterable[Hand], owner: int) -> int | None:
    """Who is on shift and carries least, never the owner; None when there is nobody to propose."""
    able = [hand for hand in hands if hand.is_on_shift and hand.id != owner]
    return min(able, key=lambda hand: (hand.carries, hand.id)).id if able else None
