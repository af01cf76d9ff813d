"""Mail as it arrives at a door, and its sorting and reading played through, for tests."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from butler.channels.mail.reading import read
from butler.correspondence import doors
from butler.correspondence.models import Message, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.reception import hearing, sorting


def mail(
    body: str, *, sender: str, subject: str = "Просьба", to: str = "concierge@house.test", number: int = 1,
    answers: str = "", sent_at: datetime | None = None, files: tuple[tuple[str, str, bytes], ...] = (),
    headers: tuple[tuple[str, str], ...] = (), html: str = "",
) -> bytes:  # fmt: skip
    """A mail as bytes."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"] = format_datetime(sent_at or clock.now())
    letter["Message-ID"] = f"<{number}@mail.example>"
    if answers:
        letter["In-Reply-To"] = f"<{answers}>"
    for name, value in headers:
        letter[name] = value
    letter.set_content(body)
    if html:
        letter.add_alternative(html, subtype="html")
    for name, content_type, content in files:
        kind, _, sub = content_type.partition("/")
        letter.add_attachment(content, maintype=kind, subtype=sub, filename=name)
    return letter.as_bytes()


def arrive(raw: bytes, **envelope: str) -> doors.Stored:
    """It comes in by a door."""
    with acting_for("doors"):
        return doors.store_raw(
            channel="mail", external_id=read(raw).external_id, raw=raw, at=clock.now(), envelope=envelope
        )


def sort_all() -> list[Message]:
    """What a worker does with everything that is new: sorted, then read; the messages in the order they arrived."""
    with acting_for("test"):
        ids = list(RawMessage.objects.filter(state="new").order_by("received_at", "pk").values_list("pk", flat=True))
    return [message for raw_id in ids if (message := sort(raw_id)) is not None]


def sort(raw_id: UUID) -> Message | None:
    done = sorting.sort(raw_id, now=clock.now())
    if done is None or done.message_id is None:
        return None
    hearing.read_message(done.message_id, now=clock.now())
    with acting_for("test"):
        return Message.objects.select_related("conversation", "client", "person").get(pk=done.message_id)


def receive(body: str, **fields) -> Message:
    """A mail comes in, is sorted and read."""
    stored = arrive(mail(body, **fields))
    message = sort(stored.raw.pk)
    assert message is not None
    return message
