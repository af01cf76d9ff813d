"""The database's own doors: a taker is let into a dossier with their yes, and the door shuts behind what has ended."""

from django.db import connection

from butler.dossiers.models import Client, Grant
from butler.ground import journal
from butler.requests.models import HandedItem


def let_in(item: HandedItem) -> None:
    """Open to the taker of an accepted item what was offered with it and is closed to them. Journalled."""
    _call("requests_let_in", item)
    item.refresh_from_db(fields=["granted", "closed"])
    given = Grant.objects.filter(pk__in=item.granted).order_by("compartment")
    for compartment in given.values_list("compartment", flat=True):
        journal.record(
            "grant.given", about=Client(pk=item.client_id), staff=item.hand_over.taker_id, compartment=compartment
        )


def shut_after(item: HandedItem) -> None:
    """Close to the taker what this item opened, unless something else of the client is still in their hands."""
    _call("requests_shut_after", item)


def _call(function: str, item: HandedItem) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [item.pk])
