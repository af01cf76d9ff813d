"""Letters of a month: written ones, and how one would read. Counting opens nothing; reading does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from butler.correspondence.access import LetterCard
from butler.correspondence.access import letters as letters_by_id
from butler.correspondence.clients import addressee, signed_by
from butler.dossiers.access import Card, cards
from butler.dossiers.models import Client
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_bytes
from butler.reports.models import MonthLetter, Wish
from butler.reports.rules import letter as rules
from butler.reports.rules import periods
from butler.reports.rules.letter import Addressee, Composed
from butler.reports.rules.periods import Kind
from butler.requests.access import hours_returned
from butler.requests.rules.returned import Returned
from butler.staff.models import Staff

SHOWN = 60  # letters of the list


@dataclass(frozen=True)
class MonthLetterRead:
    """A letter of a month, and where it stands."""

    id: UUID
    client: Card
    month: date
    letter: LetterCard
    minutes: int
    matters: int
    edited_by: Staff | None

    @property
    def is_waiting(self) -> bool:
        return self.letter.is_waiting


def wants(client_id: UUID) -> bool:
    """Does this client want the letter of each month?"""
    return Wish.objects.filter(client=client_id).exists()


def returned_in(client_id: UUID, month: date, zone: ZoneInfo) -> Returned:
    """What was given back in the month that begins on this day, on the client's calendar; nothing is opened."""
    period = periods.of(Kind.MONTH, month)
    return hours_returned(client_id, since=period.since(zone), until=period.until(zone))


def composed(client: Client, month: date, returned: Returned, *, leaves_at: datetime) -> Composed | None:
    """How the letter reads to this client; none when nothing was settled."""
    name, voice = addressee(client, None)
    signed = signed_by(client.led_by, the_house(), voice.language)
    hour = leaves_at.astimezone(ZoneInfo(client.zone)).hour
    return rules.compose(Addressee(name, voice, signed), month, returned, hour=hour)


def preview(client_id: UUID, month: date, *, now: datetime) -> Composed | None:
    """How the letter of a month would read today; NotHere for a stranger."""
    acting.check_may_open(client_id, "profile")
    client = Client.objects.select_related("led_by").get(pk=client_id)
    zone = ZoneInfo(client.zone)
    leaves_at = rules.leaves_at(now, client.digest_at, zone)
    return composed(client, month, returned_in(client_id, month, zone), leaves_at=leaves_at)


def month_letter(client_id: UUID, month: date) -> MonthLetterRead | None:
    """The letter that was written; NotHere for a stranger."""
    acting.check_may_open(client_id, "profile")
    return next(iter(_read(MonthLetter.objects.filter(client=client_id, month=month))), None)


def letters_of_months(*, led_by: int | None = None, waiting: bool | None = None) -> list[MonthLetterRead]:
    """Letters of clients that the one who acts may see, of one manager's if said, the latest months first."""
    rows = MonthLetter.objects.all()
    if led_by is not None:
        rows = rows.filter(client__led_by=led_by)
    if waiting:
        rows = rows.filter(letter__state="waiting")
    return _read(rows.order_by("-month", "letter__send_after", "pk")[:SHOWN])


def paper_of(letter_id: UUID) -> bytes:
    """The paper that leaves with a letter; NotHere for a stranger, and when there is none."""
    row = MonthLetter.objects.select_related("letter").filter(letter=letter_id).first()
    file = row.letter.files.first() if row else None
    if file is None:
        raise NotHere
    return open_bytes(file, "content")


def _read(rows: QuerySet[MonthLetter] | Iterable[MonthLetter]) -> list[MonthLetterRead]:
    found = list(rows.select_related("edited_by")) if isinstance(rows, QuerySet) else list(rows)
    acting.fetch_keys({row.client_id for row in found})
    clients = cards({row.client_id for row in found}) if found else {}
    opened = letters_by_id(row.letter_id for row in found) if found else {}
    return [
        MonthLetterRead(
            row.pk, clients[row.client_id], row.month, opened[row.letter_id], row.minutes, row.matters, row.edited_by
        )
        for row in found
        if row.client_id in clients
    ]
