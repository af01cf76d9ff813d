"""Verbs on dossiers: admit a client, give and end grants."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from butler.dossiers.models import Client, Compartment
from butler.ground import journal

EVERYDAY = (Compartment.PROFILE, Compartment.IDENTITY, Compartment.FAMILY)  # what whoever leads a client works with


@transaction.atomic
def admit(*, led_by: Any, now: datetime, covered_by: Any = None, **fields: Any) -> Client:
    """A new client of the house, with grants for whoever leads and covers. `fields` are those of Client, in plain text."""
    client = Client(id=fields.pop("id", None) or uuid4(), led_by=led_by, covered_by=covered_by, **fields)
    client.alias = client.alias or f"C-{client.pk.hex[:8]}"
    # The grant comes first: row security lets only those who hold one write the dossier (the reference is checked at commit).
    for person in filter(None, (led_by, covered_by)):
        for compartment in EVERYDAY:
            give_grant(person, client.pk, compartment, reason="leads" if person == led_by else "covers")
    client.save(force_insert=True)
    journal.record("client.admitted", about=client)
    return client


def give_grant(staff: Any, client_id: Any, compartment: str, *, until: datetime | None = None, reason: str) -> None:
    """Let `staff` open a compartment of a dossier from now, until a moment or without end.

    Raises django.db.ProgrammingError (insufficient privilege) when the one who acts may not give it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossiers_give_grant(%s, %s, %s, %s, %s, %s)",
            [uuid4(), staff.pk, client_id, str(compartment), until, reason],
        )
    journal.record("grant.given", staff=staff.pk, client=str(client_id), compartment=str(compartment))


def end_grant(staff: Any, client_id: Any, compartment: str) -> int:
    """Close a compartment to `staff` now; returns how many grants ended. Refuses as `give_grant` does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers_end_grant(%s, %s, %s)", [staff.pk, client_id, str(compartment)])
        ended: int = cursor.fetchone()[0]
    journal.record("grant.ended", staff=staff.pk, client=str(client_id), compartment=str(compartment))
    return ended
