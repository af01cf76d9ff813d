"""Which way a letter takes: over which channel, to which of their addresses."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

WAYS = ("mail", "telegram")  # over which the house can write, the surest first


class Lack(StrEnum):
    """Why there is no way, and the letter waits."""

    NO_ADDRESS = "no_address"  # nowhere to write to; a bot cannot write first, so who never wrote to it has none there
    NO_ACCOUNT = "no_account"  # the house has no account for that channel, or it is off


@dataclass(frozen=True)
class Way:
    channel: str
    address: str = field(repr=False)


@dataclass(frozen=True)
class Wishes:
    """Over which channel this letter should go: as it was drafted, as they wrote last, as they like it."""

    asked: str
    last: str = ""
    preferred: str = ""


def way_for(wishes: Wishes, known: Collection[Way], open_channels: Collection[str]) -> Way | Lack:
    """The way of a letter. Without an address another channel is taken; without an account of ours the letter waits."""
    for channel in _in_order(wishes):
        way = next((one for one in known if one.channel == channel), None)
        if way is not None:
            return way if channel in open_channels else Lack.NO_ACCOUNT
    return Lack.NO_ADDRESS


def other_way(
    wishes: Wishes, known: Collection[Way], open_channels: Collection[str], tried: Collection[str]
) -> Way | None:
    """The next way for a letter that surely did not go by those tried."""
    for channel in _in_order(wishes):
        way = next((one for one in known if one.channel == channel), None)
        if way is not None and channel in open_channels and channel not in tried:
            return way
    return None


def _in_order(wishes: Wishes) -> list[str]:
    wanted = dict.fromkeys((wishes.asked, wishes.last, wishes.preferred, *WAYS))
    return [channel for channel in wanted if channel in WAYS]
