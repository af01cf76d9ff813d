"""Admit a client, change the card, hand over."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from butler.dossiers.actions.grants import EVERYDAY, end_all_grants, give_everyday, give_grant
from butler.dossiers.actions.rows import write
from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere


@transaction.atomic
def admit(*, led_by: Any, now: datetime, covered_by: Any = None, **fields: Any) -> Client:
    """A new client of the house, with grants for whoever leads and covers. `fields` are Client's, in plain text."""
    client = Client(id=fields.pop("id", None) or uuid4(), led_by=led_by, covered_by=covered_by, **fields)
    client.alias = client.alias or f"C-{client.pk.hex[:8]}"
    # The grant comes first: row security lets only those who hold one write the dossier (its reference to the client
    # is checked at commit).
    for person in filter(None, (led_by, covered_by)):
        for compartment in EVERYDAY:
            give_grant(person, client.pk, compartment, reason="leads" if person == led_by else "covers")
    client.save(force_insert=True)
    journal.record("client.admitted", about=client)
    return client


@transaction.atomic
def edit_card(client_id: UUID, **fields: Any) -> Client:
    """Change the card of a client: names, portrait, manner of address, hours, place."""
    client = _locked(client_id)
    write(client, fields, "client.edited")
    return client


@transaction.atomic
def change_leaders(client_id: UUID, *, led_by: Any, covered_by: Any, now: datetime) -> Client:
    """Hand a client over: grants follow. Who neither leads nor covers any more loses every compartment at once.

    Raises django.db.ProgrammingError when the one who acts may not give grants for this client.
    """
    client = _locked(client_id)
    before = {client.led_by_id: "leads", client.covered_by_id: "covers"}
    after = {led_by.pk: "leads"} | ({covered_by.pk: "covers"} if covered_by and covered_by != led_by else {})
    for person in filter(None, (led_by, covered_by)):
        if person.pk in after and before.get(person.pk) != after[person.pk]:
            give_everyday(person, client_id, reason=after[person.pk], now=now)
    client.led_by, client.covered_by = led_by, covered_by if covered_by != led_by else None
    client.save(update_fields=["led_by", "covered_by"])
    journal.record("client.handed_over", about=client, led_by=led_by.pk, covered_by=client.covered_by_id)
    for staff_id in before:
        if staff_id and staff_id not in after:
            end_all_grants(staff_id, client_id)
    return client


def _locked(client_id: UUID) -> Client:
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotHere
    return client
