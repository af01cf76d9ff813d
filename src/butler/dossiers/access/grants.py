"""Who holds a grant, and the lock in code beside the one in the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from butler.dossiers import rules
from butler.dossiers.access.lines import Holder
from butler.dossiers.models import Compartment, Grant
from butler.ground import acting
from butler.ground.refusals import NotHere
from butler.staff.models import Staff


def grants_now(client_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, dict[int, dict[str, Grant]]]:
    """Who holds what: client -> colleague -> compartment -> grant, of those the one who acts may see."""
    found: dict[UUID, dict[int, dict[str, Grant]]] = defaultdict(lambda: defaultdict(dict))
    for grant in _standing_grants(now).filter(client__in=set(client_ids)):
        found[grant.client_id][grant.staff_id][grant.compartment] = grant
    return {client_id: dict(holders) for client_id, holders in found.items()}


def open_compartments(client_id: UUID) -> frozenset[str]:
    """The compartments of this dossier that the one who acts may open; a named purpose opens all."""
    if acting.actor().purpose:
        return frozenset(Compartment.values)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) name WHERE %s IN (SELECT dossiers_open_clients(name))",
            [list(Compartment.values), client_id],
        )
        return frozenset(name for (name,) in cursor.fetchall())


def holders_of(client_id: UUID, now: datetime) -> tuple[Holder, ...]:
    """Who may open this dossier; NotHere when the one who acts is not among them."""
    grants = list(_standing_grants(now).filter(client=client_id).select_related("staff__team").order_by("staff", "pk"))
    _check(grants)
    held: dict[int, list[Grant]] = defaultdict(list)
    for grant in grants:
        held[grant.staff_id].append(grant)
    return tuple(
        Holder(rows[0].staff, tuple(dict.fromkeys(row.compartment for row in rows)))
        for rows in held.values()
        if rows[0].staff.is_active
    )


def _check(grants: list[Grant]) -> None:
    """The lock in code: it trusts the rows of grants, not the policy that hid or showed them."""
    who = acting.actor()
    if who.staff_id is None:
        return
    me = Staff.objects.get(pk=who.staff_id)
    holders = [
        (grant.staff_id, grant.staff.team.lead_id if grant.staff.team else None)
        for grant in grants
        if grant.compartment == Compartment.PROFILE
    ]
    if not rules.may_open(rules.Reader(me.pk, me.role, me.is_active), holders):
        raise NotHere


def _standing_grants(now: datetime) -> Any:
    return Grant.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
