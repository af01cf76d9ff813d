"""How the client likes it, as the rules of service read it."""

from collections.abc import Iterable
from uuid import UUID

from butler.dossiers.models import Preference
from butler.ground.sealing import open_sealed
from butler.requests.rules.services import Taste


def tastes_of(client_id: UUID) -> list[Taste]:
    """The client's own preferences, as the rules read them; those of the circle stay out."""
    rows = Preference.objects.filter(client=client_id, person=None).order_by("pk")
    return [_taste(row) for row in rows]


def unspoken_tastes_of(client_ids: Iterable[UUID]) -> dict[UUID, list[Taste]]:
    """Of many clients at once, their words left under seal: enough to say what goes with what."""
    found: dict[UUID, list[Taste]] = {}
    for row in Preference.objects.filter(client__in=set(client_ids), person=None).order_by("pk"):
        taste = Taste(row.pk, row.topic, row.polarity, "", row.scope, row.noted_on, row.confidence, row.is_confirmed)
        found.setdefault(row.client_id, []).append(taste)
    return found


def _taste(row: Preference) -> Taste:
    value = open_sealed(row, "value")
    return Taste(row.pk, row.topic, row.polarity, value, row.scope, row.noted_on, row.confidence, row.is_confirmed)
