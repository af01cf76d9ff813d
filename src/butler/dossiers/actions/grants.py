"""Who may open what: written by the database's own functions, and journalled."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from butler.dossiers import access
from butler.dossiers.models import Client, Compartment, Grant
from butler.ground import journal

EVERYDAY = (Compartment.PROFILE, Compartment.IDENTITY, Compartment.FAMILY)  # what whoever leads a client works with


def give_grant(staff: Any, client_id: Any, compartment: str, *, until: datetime | None = None, reason: str) -> None:
    """Let `staff` open a compartment of a dossier from now, until a moment or without end.

    Raises django.db.ProgrammingError (insufficient privilege) when the one who acts may not give it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossiers_give_grant(%s, %s, %s, %s, %s, %s)",
            [uuid4(), staff.pk, client_id, str(compartment), until, reason],
        )
    journal.record("grant.given", about=Client(pk=client_id), staff=staff.pk, compartment=str(compartment))


def end_grant(staff: Any, client_id: Any, compartment: str) -> int:
    """Close a compartment to `staff` now; returns how many grants ended. Refuses as `give_grant` does."""
    return _end(staff.pk, client_id, compartment)


@transaction.atomic
def set_grants(
    staff: Any, client_id: UUID, compartments: set[str], *, until: datetime | None, reason: str, now: datetime
) -> None:
    """Give the compartments that are missing and end those that are not in the set any more."""
    held = set(access.grants_now([client_id], now=now).get(client_id, {}).get(staff.pk, {}))
    for compartment in sorted(compartments - held):
        give_grant(staff, client_id, compartment, until=until, reason=reason)
    _end_in_order(staff.pk, client_id, held - compartments)


@transaction.atomic
def end_all_grants(staff_id: int, client_id: UUID) -> None:
    """Close the whole dossier to a colleague, at once."""
    held = Grant.objects.filter(staff=staff_id, client=client_id, ends_at__isnull=True).values_list("compartment")
    _end_in_order(staff_id, client_id, {compartment for (compartment,) in held} | set(EVERYDAY))


def _end_in_order(staff_id: int, client_id: UUID, compartments: set[str]) -> None:
    """The profile last: a lead's own right to end grants may hang on it."""
    for compartment in sorted(compartments, key=lambda name: (name == Compartment.PROFILE, name)):
        _end(staff_id, client_id, compartment)


def _end(staff_id: int, client_id: Any, compartment: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers_end_grant(%s, %s, %s)", [staff_id, client_id, str(compartment)])
        ended: int = cursor.fetchone()[0]
    if ended:
        journal.record("grant.ended", about=Client(pk=client_id), staff=staff_id, compartment=str(compartment))
    return ended


def give_everyday(person: Any, client_id: UUID, *, reason: str, now: datetime) -> None:
    """What whoever leads or covers works with, without end."""
    held = access.grants_now([client_id], now=now).get(client_id, {}).get(person.pk, {})
    for compartment in EVERYDAY:
        if compartment not in held or held[compartment].ends_at:
            give_grant(person, client_id, compartment, reason=reason)
