"""What a client lets the house spend, and what stands beside a price."""

from datetime import datetime

from butler.dossiers.models import Mandate
from butler.ground.house import the_house
from butler.sourcing.models import Offer, Operation
from butler.sourcing.rules import Spend


def mandate_for(operation: Operation, now: datetime) -> Mandate | None:
    """The mandate that covers this category today: its own before one for all; of several the largest."""
    today = now.astimezone(the_house().tz).date()
    rows = Mandate.objects.filter(client=operation.client_id, category__in=[operation.category, "all"])
    standing = [row for row in rows if row.until is None or row.until >= today]
    return max(standing, key=lambda row: (row.category != "all", row.limit), default=None)


def spend_of(offer: Offer, operation: Operation, now: datetime, *, client_chose: bool = False) -> Spend:
    """The facts of the right to take `offer`."""
    mandate = mandate_for(operation, now)
    return Spend(
        price=offer.price,
        currency=offer.currency,
        mandate=mandate.limit if mandate else None,
        mandate_currency=mandate.currency if mandate else "RUB",
        client_chose=client_chose,
        client_chooses=operation.client_chooses,
        yeses=offer.yeses.count(),
    )
