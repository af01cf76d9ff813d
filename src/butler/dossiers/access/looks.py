"""Who looked into a dossier: read from the journal."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from butler.ground import acting, clock
from butler.ground.models import Entry
from butler.staff.models import Staff


@dataclass(frozen=True)
class Look:
    """One colleague's (or purpose's) reading of a dossier on one day."""

    staff: Staff | None
    purpose: str
    day: date
    last_at: datetime
    times: int
    fields: frozenset[str]
    revealed: tuple[tuple[str, str], ...]  # (compartment, reason)

    @property
    def only_name(self) -> bool:
        """The name stood in a list; the dossier itself was not opened."""
        return not self.revealed and self.fields <= NAMES


NAMES = frozenset(f"dossiers.client.{name}" for name in ("given_name", "patronymic", "surname"))
MOST_LOOKS = 5_000


def who_looked(client_id: UUID, days: int = 30) -> list[Look]:
    """Who opened this dossier in the last days, by day and person, the latest first. From the journal."""
    since = clock.now() - timedelta(days=days)
    entries = Entry.objects.filter(client_id=client_id, at__gte=since, what__in=("opened", "revealed"))
    zone = ZoneInfo(acting.actor().zone)
    found: dict[tuple, list[Entry]] = defaultdict(list)
    for entry in entries.order_by("-at")[:MOST_LOOKS]:
        found[(entry.at.astimezone(zone).date(), entry.staff_id, entry.purpose)].append(entry)
    people = Staff.objects.in_bulk({staff_id for _, staff_id, _ in found if staff_id})
    return [_look(day, people.get(staff_id), purpose, rows) for (day, staff_id, purpose), rows in found.items()]


def aliases() -> dict[UUID, str]:
    """Every client's alias, for those who read the journal; nobody else gets any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, alias FROM dossiers_aliases()")
        return dict(cursor.fetchall())


def _look(day: date, staff: Staff | None, purpose: str, rows: list[Entry]) -> Look:
    fields = {name for row in rows if row.what == "opened" for name in row.detail.get("fields", ())}
    shown = tuple(
        (row.detail.get("compartment", ""), row.detail.get("reason", "")) for row in rows if row.what == "revealed"
    )
    opened = sum(row.what == "opened" for row in rows)
    return Look(staff, purpose, day, rows[0].at, opened, frozenset(fields), shown)
