"""Which open requests of a client may be the same ask."""

from uuid import UUID

from django.db.models import Q

from butler.ground.sealing import open_sealed
from butler.requests import rules
from butler.requests.access.cases import details
from butler.requests.access.requests import RequestCard, client_request, open_requests
from butler.requests.models import ClientRequest, Merge


def likely_same(request_id: UUID) -> list[RequestCard]:
    """Open requests that look like the same ask as this one, less those that a person has judged already."""
    card = client_request(request_id)
    if not card.is_open:
        return []
    judged = Merge.objects.filter(Q(kept=request_id) | Q(merged=request_id)).values_list("kept", "merged")
    known = {each for pair in judged for each in pair} | {request_id}
    rows = ClientRequest.objects.filter(client=card.client_id, category=card.category)
    others = {row.pk: row for row in rows.exclude(pk__in=known)}
    mine = _ask(ClientRequest.objects.get(pk=request_id)) if others else None
    cards = [each for each in open_requests(client_id=card.client_id) if each.id in others]
    return [each for each in cards if mine and rules.looks_same(mine, _ask(others[each.id]))]


def _ask(row: ClientRequest) -> rules.Ask:
    return rules.Ask(row.category, row.opened_at, open_sealed(row, "title"), row.happens_at, details(row.pk))
