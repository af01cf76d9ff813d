"""Who may take over work for a client, and who may own what they asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from butler.dossiers.models import Client, Compartment, Grant
from butler.requests.models import HandedItem, Task
from butler.staff.models import Role, Staff


def colleagues_for(client_id: UUID, *, now: datetime) -> list[Staff]:
    """Colleagues who may take over work for this client: they hold a grant for the profile now."""
    holders = standing_grants(now).filter(client=client_id)
    people = Staff.objects.filter(pk__in=holders.values("staff"), is_active=True).exclude(role=Role.AUDITOR)
    return list(people.order_by("given_name", "surname"))


def minutes_carried(people: Iterable[Staff | int]) -> dict[int, int]:
    """Minutes of open work of these colleagues, as far as the one who acts may see; who carries none is left out."""
    work = Task.objects.filter(owner__in=list(people), done_at__isnull=True).values_list("owner")
    return dict(work.annotate(minutes=Sum("effort_minutes")))


def may_own(client_id: UUID, *, now: datetime, but: Staff | None = None) -> QuerySet[Staff]:
    """Who may own a request of this client: whoever may open the dossier now, by a grant, as lead, or as owner.

    `but`: as if that colleague were gone, with every grant of theirs.
    """
    grants = standing_grants(now).filter(client=client_id)
    people = Staff.objects.filter(is_active=True).exclude(role=Role.AUDITOR)
    if but is not None:
        grants, people = grants.exclude(staff=but), people.exclude(pk=but.pk)
    return people.filter(opens(grants, OuterRef("pk")))


def opens(grants: QuerySet[Grant], person: Any) -> Q:
    """For a query over Staff: one of these grants is theirs, or of somebody they lead; the owner needs none."""
    as_lead = grants.filter(staff__team__lead=person, staff__team__lead__role=Role.LEAD)
    return Q(Exists(grants.filter(staff=person))) | Q(Exists(as_lead)) | Q(role=Role.OWNER)


def standing_grants(now: datetime) -> QuerySet[Grant]:
    """Grants for the profile that hold at `now`, of those the one who acts may see."""
    return Grant.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        compartment=Compartment.PROFILE,
        starts_at__lte=now,
    )


def standing_covers(now: datetime) -> QuerySet[HandedItem]:
    """Whole clients that are in other hands for a time that is not over."""
    return HandedItem.objects.filter(
        state=HandedItem.State.ACCEPTED, client_request__isnull=True, task__isnull=True, moved_at__isnull=False,
        hand_over__until__gt=now,
    )  # fmt: skip


def heir(client: Client, *, now: datetime, but: Staff | None = None) -> Staff | None:
    """Who takes over what a colleague leaves behind: whoever has the client in their hands for now, leads it, covers,
    leads the team, has a grant.

    At the very last the owner of the house; None when the house has nobody.
    """
    able = {person.pk: person for person in may_own(client.pk, now=now, but=but).order_by("pk")}
    wanted = [
        *_hands_for_now(client, now),
        client.led_by_id,
        client.covered_by_id,
        *_leads_of(client),
        *_holders(client, now),
        *able,
    ]
    return next((able[pk] for pk in wanted if pk in able), None)


def _hands_for_now(client: Client, now: datetime) -> list[int]:
    """Whoever covers the one who leads, by a hand-over of the whole client that is not over."""
    rows = standing_covers(now).filter(client=client, hand_over__giver=client.led_by_id)
    return list(rows.order_by("-moved_at", "pk").values_list("hand_over__taker", flat=True))


def _leads_of(client: Client) -> list[int]:
    teams = Staff.objects.filter(
        pk__in=filter(None, (client.led_by_id, client.covered_by_id)), team__lead__isnull=False
    )
    return list(teams.order_by("pk").values_list("team__lead", flat=True))


def _holders(client: Client, now: datetime) -> list[int]:
    return list(standing_grants(now).filter(client=client).order_by("staff").values_list("staff", flat=True))
