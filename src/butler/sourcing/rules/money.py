"""By what right an offer may be taken: the client's mandate or choice, a yes of the house, above a limit two."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

FOUR_EYES_ABOVE = Decimal(500_000)  # roubles in all: above it two colleagues say yes, whatever the mandate allows
IN_OTHERS = {
    "EUR": Decimal(5_000),
    "USD": Decimal(5_500),
    "GBP": Decimal(4_500),
    "CHF": Decimal(5_000),
}  # about as much


class Right(StrEnum):
    """What is there to take it, or what is missing."""

    MANDATE = "mandate"  # may be taken at once
    CLIENT = "client"  # may be taken at once: the client chose it, and the price needs nobody else
    APPROVAL = "approval"  # may be taken at once: chosen, and the house said yes to the price
    ASK_CLIENT = "ask_client"
    ASK_HOUSE = "ask_house"

    @property
    def is_enough(self) -> bool:
        return self in (Right.MANDATE, Right.CLIENT, Right.APPROVAL)


@dataclass(frozen=True)
class Spend:
    """A price, and what stands beside it. `mandate`: what the client lets us spend on this without asking."""

    price: Decimal | None
    currency: str = "RUB"
    mandate: Decimal | None = None
    mandate_currency: str = "RUB"
    client_chose: bool = False
    client_chooses: bool = False  # the client wants to be asked in any case
    yeses: int = 0  # colleagues who said yes to this price


def right_to_take(spend: Spend, *, limit: Decimal = FOUR_EYES_ABOVE) -> Right:
    """By what right it may be taken now, or who must be asked first: the client, then the house.

    What costs nothing needs no mandate. Above the mandate the house says yes beside the client's choice, above `limit`
    two colleagues do. A price in another currency than the mandate's is above it.
    """
    within = _is_within(spend)
    if not spend.client_chose and (spend.client_chooses or not within):
        return Right.ASK_CLIENT
    limit = IN_OTHERS.get(spend.currency, limit) if spend.currency != "RUB" else limit
    needed = 2 if spend.price is not None and spend.price > limit else 0 if within else 1
    if spend.yeses < needed:
        return Right.ASK_HOUSE
    if needed:
        return Right.APPROVAL
    return Right.CLIENT if spend.client_chose else Right.MANDATE


def _is_within(spend: Spend) -> bool:
    if not spend.price:
        return True
    return spend.mandate is not None and spend.currency == spend.mandate_currency and spend.price <= spend.mandate
