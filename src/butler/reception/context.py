"""What is known beside the words: what was said before, what is open, what we have asked and wait to hear."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from butler.correspondence.models import Letter, Message
from butler.dossiers.models import Client
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.message import Awaited, Context, Open
from butler.reception.gazetteer import names_for
from butler.reception.rules.proposing import OpenRequest
from butler.reception.standing import standing_kinds
from butler.reception.taught import in_force
from butler.requests.access import AT_REST
from butler.requests.models import ClientRequest

BEFORE = 6  # messages
LONGEST = 2_000  # characters of each
STILL_AWAITED = timedelta(days=14)
AWAITED_BY_PURPOSE = {"options": Awaited.CHOICE, "ask": Awaited.DETAIL, "confirm": Awaited.YES}
OPEN = 20


@dataclass(frozen=True)
class Around:
    """A message and what is known around it."""

    context: Context
    requests: tuple[OpenRequest, ...]
    letter: str  # id of the letter of ours that waits for an answer
    zone: ZoneInfo
    ref: datetime  # wall time at the client's, without a zone
    standing: frozenset[str] = frozenset()  # categories in which something is promised and still to come


def around(message: Message) -> Around:
    """Everything that reading this message needs."""
    client = message.client
    zone = ZoneInfo(client.zone) if client else the_house().tz
    earlier = _before(message)
    awaited, letter = _awaited(earlier, message)
    rows = _open(client, zone) if client else []
    context = Context(
        previous=tuple(_said(one) for one in earlier),
        open_requests=tuple(open_ for _, open_ in rows),
        awaited=awaited,
        gazetteer=names_for(client),
        learnt=in_force(),
    )
    ref = message.sent_at.astimezone(zone).replace(tzinfo=None)
    standing = standing_kinds(client.pk, message.sent_at) if client else frozenset()
    return Around(context, tuple(row for row, _ in rows), letter, zone, ref, standing)


def _before(message: Message) -> list[Message]:
    """What was said just before, the oldest first; no notes of ours."""
    rows = Message.objects.filter(conversation=message.conversation_id, sent_at__lt=message.sent_at)
    return list(
        reversed(rows.exclude(way=Message.Way.NOTE).select_related("letter").order_by("-sent_at", "pk")[:BEFORE])
    )


def _said(message: Message) -> tuple[str, str]:
    who = "house" if message.way == Message.Way.OUT else "client"
    return who, open_sealed(message, "body")[:LONGEST]


def _awaited(earlier: list[Message], message: Message) -> tuple[str, str]:
    """What our last word asked, and the letter that it was."""
    last = message.answers if message.answers and message.answers.way == Message.Way.OUT else None
    last = last or (earlier[-1] if earlier and earlier[-1].way == Message.Way.OUT else None)
    if last is None or message.sent_at - last.sent_at > STILL_AWAITED:
        return Awaited.NOTHING, ""
    letter: Letter | None = last.letter
    asked = AWAITED_BY_PURPOSE.get(letter.purpose) if letter else None
    if asked is None and open_sealed(last, "body").rstrip().endswith("?"):
        asked = Awaited.DETAIL
    return (asked or Awaited.NOTHING), (str(letter.pk) if letter and asked else "")


def _open(client: Client, zone: ZoneInfo) -> list[tuple[OpenRequest, Open]]:
    rows = ClientRequest.objects.filter(client=client).exclude(state__in=AT_REST).order_by("-opened_at", "pk")[:OPEN]
    found = []
    for row in rows:
        starts = row.tasks.filter(no_return_at__isnull=False).order_by("no_return_at").first()
        when = starts.no_return_at.astimezone(zone).replace(tzinfo=None) if starts and starts.no_return_at else None
        found.append((OpenRequest(str(row.pk), row.category), Open(row.category, open_sealed(row, "title"), when)))
    return found
