"""Reading what was said. Rows are opened here and nowhere else; what comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import Truncator

from butler.correspondence.models import Attachment, Channel, Conversation, Letter, LetterFile, Message, Wording
from butler.correspondence.rules.proof import carries_weight
from butler.correspondence.talking import LONGEST_CHAIN
from butler.dossiers.models import Person
from butler.ground import acting
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_bytes, open_sealed
from butler.staff.models import Staff

LISTED = 60
MOST_LISTED = 600
PAGE = 60  # messages of a thread at once
SNIPPET = 90
WITH = ("person", "owner", "contact", "organisation")


@dataclass(frozen=True)
class TalkCard:
    """A conversation in the list: with whom, the last word, who waits for whom."""

    id: UUID
    client_id: UUID | None
    person_name: str  # when somebody of the circle speaks
    sender: str  # as the last letter names them, for who is not known yet
    channel: str
    subject: str
    waiting: str
    last_at: datetime
    last_way: str
    snippet: str
    owner: Staff | None = None  # who answers; none: who leads the client
    contact_name: str = ""  # when somebody of the network speaks
    organisation_name: str = ""
    person_decides: bool = False  # somebody of the circle who may say yes for the client

    @property
    def is_supplier(self) -> bool:
        return bool(self.contact_name or self.organisation_name)

    @property
    def speaker(self) -> str:
        """Who speaks, where it is not the client."""
        return self.contact_name or self.organisation_name or self.person_name

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def waits_for_us(self) -> bool:
        return self.waiting == Conversation.Waiting.US


@dataclass(frozen=True)
class File:
    id: UUID
    name: str
    content_type: str
    size: int
    kind: str = ""  # what the bytes really are
    danger: str = ""  # code: why it is not handed out without a warning
    is_voice: bool = False


@dataclass(frozen=True)
class Said:
    """A message of a thread."""

    id: UUID
    way: str
    channel: str
    sent_at: datetime
    written_by: Staff | None
    sender: str
    subject: str
    body: str
    files: tuple[File, ...]
    folded: str = ""  # quotes and signature that stood below
    html: str = ""  # cleaned; for a frame without rights
    edited_at: datetime | None = None
    former: tuple[tuple[datetime, str], ...] = ()  # what it said before it was changed, and until when
    answers: UUID | None = None
    letter: UUID | None = None
    proof: str = ""
    proof_why: str = ""  # code
    vouched_by: Staff | None = None

    @property
    def is_doubted(self) -> bool:
        """Its sender is not proven, and nobody has said that it is them."""
        return not carries_weight(self.proof, is_vouched=self.vouched_by is not None)


@dataclass(frozen=True)
class Talk:
    """A conversation opened: the thread, oldest first, and whether more lies before and after it."""

    card: TalkCard
    thread: tuple[Said, ...]
    has_earlier: bool
    has_later: bool = False


def talks(*, waiting: str = "", client_ids: Iterable[UUID] | None = None, unsorted: bool = False) -> list[TalkCard]:
    """Conversations the one who acts may see, the latest word first; five queries, however many."""
    rows = _standing()
    if waiting:
        rows = rows.filter(waiting=waiting)
    if unsorted:
        rows = rows.filter(client__isnull=True)
    elif client_ids is not None:
        rows = rows.filter(client_id__in=list(client_ids))
    return _listed(rows)


def talks_by_id(ids: Iterable[UUID]) -> dict[UUID, TalkCard]:
    """These conversations, of those the one who acts may see."""
    return {card.id: card for card in _listed(_standing().filter(pk__in=set(ids)))}


def inbox(*, view: str = "mine", waiting: str = "us", most: int = LISTED) -> list[TalkCard]:
    """The house's one inbox: `mine` or the whole `team`'s, waiting for `us` or `them` ("": all), the latest first.

    Mine is what I own, and what nobody owns of a client whom I lead. What has no client yet nobody leads: it stands
    with the team's, for those who may see it. `most` rows, and never more than MOST_LISTED.
    """
    rows = _seen_in(view)
    if waiting:
        rows = rows.filter(waiting=waiting)
    return _listed(rows, most)


def _seen_in(view: str) -> QuerySet[Conversation]:
    if view != "mine":
        return _standing()
    me = acting.actor().staff_id
    return _standing().filter(Q(owner=me) | Q(owner__isnull=True, client__led_by=me))


def talk(conversation_id: UUID, *, before: datetime | None = None, around: UUID | None = None) -> Talk:
    """One conversation, its last PAGE messages (before a moment or around a message, if given); NotHere for a stranger.

    Of one that was merged into another, that other.
    """
    row = _where_it_goes_on(conversation_id)
    before = before or (_half_a_page_after(row, around) if around else None)
    messages = (
        row.messages.select_related("written_by", "vouched_by")
        .prefetch_related("attachments")
        .order_by("-sent_at", "pk")
    )
    if before is not None:
        messages = messages.filter(sent_at__lt=before)
    found = list(messages[: PAGE + 1])
    edited = [message.pk for message in found if message.edited_at]
    former = _former_words(edited) if edited else {}
    thread = tuple(_said(message, former.get(message.pk, ())) for message in reversed(found[:PAGE]))
    return Talk(_card(row, found[0] if found else None), thread, len(found) > PAGE, has_later=before is not None)


def _half_a_page_after(row: Conversation, message_id: UUID) -> datetime | None:
    """Before which moment a page holds the message in its middle; none: it stands on the last page."""
    said_at = row.messages.filter(pk=message_id).values_list("sent_at", flat=True).first()
    later = row.messages.filter(sent_at__gt=said_at).order_by("sent_at") if said_at else row.messages.none()
    return next(iter(later.values_list("sent_at", flat=True)[PAGE // 2 : PAGE // 2 + 1]), None)


def perhaps_the_same(conversation_id: UUID) -> list[TalkCard]:
    """Others, among those the one who acts may see, that may turn out to be with the same one, the latest word first.

    Those of the same client and their circle; of the same organisation of the network and its people; of a stranger
    those of other strangers. NotHere for whoever may not see this one.
    """
    row = _where_it_goes_on(conversation_id)
    others = _standing().exclude(pk=row.pk)
    organisation = row.organisation_id or (row.contact.organisation_id if row.contact else None)
    if row.contact_id or row.organisation_id:
        same = Q(contact=row.contact_id) if row.contact_id else Q()
        if organisation:
            same |= Q(organisation=organisation) | Q(contact__organisation=organisation)
        return _listed(others.filter(same, client=row.client_id))
    return _listed(others.filter(contact=None, organisation=None, client=row.client_id))


def html_of(message_id: UUID) -> str:
    """A letter as it was laid out, cleaned; NotHere for a stranger, and where there is none."""
    row = Message.objects.filter(pk=message_id).first()
    found = open_sealed(row, "html") if row else ""
    if not found:
        raise NotHere
    return found


def wordings(message_id: UUID) -> list[tuple[datetime, str]]:
    """What an edited message said before, and until when, the oldest first."""
    return list(_former_words([message_id]).get(message_id, ()))


@dataclass(frozen=True)
class Unsent:
    """An answer that was approved and has not left: its words, and the names of its files."""

    letter: Letter
    body: str
    files: tuple[str, ...]


def unsent(conversation_id: UUID) -> list[Unsent]:
    """Our answers that were approved and have not left; what a person has given up is none."""
    states = (Letter.State.NEW, Letter.State.CLAIMED, Letter.State.SENDING, Letter.State.UNCERTAIN)
    failed = Q(state=Letter.State.FAILED, settled_by__isnull=True, replaced_by__isnull=True)
    rows = Letter.objects.filter(Q(state__in=states) | failed, conversation=conversation_id).order_by("send_after")
    carried = LetterFile.objects.defer("content").order_by("position", "pk")
    return [
        Unsent(row, open_sealed(row, "body"), tuple(open_sealed(file, "name") for file in row.files.all()))
        for row in rows.prefetch_related(Prefetch("files", carried))
    ]


def attachment(attachment_id: UUID) -> tuple[File, bytes]:
    """A file that came with a message, opened; NotHere for a stranger."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None:
        raise NotHere
    return _file(row), open_bytes(row, "content")


def count_waiting(*, view: str = "team") -> dict[str, int]:
    """How many conversations of the `team` or of `mine` wait for us and for them."""
    rows = _seen_in(view).order_by().values_list("waiting", flat=True)
    counts = dict.fromkeys(Conversation.Waiting.values, 0)
    for waiting in rows:
        counts[waiting] += 1
    return counts


def _standing() -> QuerySet[Conversation]:
    """Those that were not merged into another, the latest word first."""
    return Conversation.objects.select_related(*WITH).filter(merged_into__isnull=True).order_by("-last_at", "pk")


def _where_it_goes_on(conversation_id: UUID) -> Conversation:
    for _ in range(LONGEST_CHAIN):
        row = Conversation.objects.select_related(*WITH).filter(pk=conversation_id).first()
        if row is None:
            raise NotHere
        if row.merged_into_id is None:
            return row
        conversation_id = row.merged_into_id
    raise NotHere


def _listed(rows: QuerySet[Conversation], most: int = LISTED) -> list[TalkCard]:
    listed = list(rows[: min(most, MOST_LISTED)])
    latest = _last_words([row.pk for row in listed])
    return [_card(row, latest.get(row.pk)) for row in listed]


def _last_words(ids: list[UUID]) -> dict[UUID, Message]:
    latest: QuerySet[Message] = (
        Message.objects.filter(conversation__in=ids)
        .exclude(way=Message.Way.NOTE)
        .order_by("conversation_id", "-sent_at")
        .distinct("conversation_id")
    )
    return {message.conversation_id: message for message in latest}


def _card(row: Conversation, last: Message | None) -> TalkCard:
    return TalkCard(
        id=row.pk,
        client_id=row.client_id,
        person_name=_name(row.person),
        sender=(open_sealed(last, "name") or open_sealed(last, "sender") if last and row.client_id is None else ""),
        channel=row.channel,
        subject=open_sealed(row, "subject"),
        waiting=row.waiting,
        last_at=row.last_at,
        last_way=last.way if last else "",
        owner=row.owner,
        contact_name=str(row.contact or ""),
        organisation_name=str(row.organisation or ""),
        person_decides=row.person.may_decide if row.person else False,
        snippet=Truncator(" ".join(open_sealed(last, "body").split())).chars(SNIPPET) if last else "",
    )


def _former_words(message_ids: list[UUID]) -> dict[UUID, tuple[tuple[datetime, str], ...]]:
    former: dict[UUID, tuple[tuple[datetime, str], ...]] = {}
    for row in Wording.objects.filter(message__in=message_ids).order_by("until", "pk"):
        former[row.message_id] = (*former.get(row.message_id, ()), (row.until, open_sealed(row, "body")))
    return former


def _said(row: Message, former: tuple[tuple[datetime, str], ...] = ()) -> Said:
    return Said(
        id=row.pk,
        way=row.way,
        channel=row.channel,
        sent_at=row.sent_at,
        written_by=row.written_by,
        sender=open_sealed(row, "sender"),
        subject=open_sealed(row, "subject"),
        body=open_sealed(row, "body"),
        files=tuple(_file(attachment) for attachment in row.attachments.all()),
        folded=open_sealed(row, "folded"),
        html=open_sealed(row, "html"),
        edited_at=row.edited_at,
        former=former,
        answers=row.answers_id,
        letter=row.letter_id,
        proof=row.proof,
        proof_why=row.proof_why,
        vouched_by=row.vouched_by,
    )


def _file(row: Attachment) -> File:
    name = open_sealed(row, "name")
    return File(row.pk, name, row.content_type, row.size, row.kind, row.danger, row.is_voice)


def _name(person: Person | None) -> str:
    if person is None:
        return ""
    return " ".join(filter(None, (open_sealed(person, "given_name"), open_sealed(person, "surname"))))
