"""Readers by channel, and what comes with a message."""

from collections.abc import Callable
from uuid import UUID

from butler.channels import attachments
from butler.channels.mail.letter import Attached
from butler.channels.port import DoorShut, Shut
from butler.channels.telegram.bot import Bot
from butler.channels.telegram.fetching import fetch
from butler.channels.telegram.message import Kind as TelegramKind
from butler.channels.telegram.message import RemoteFile
from butler.correspondence.models import Attachment, Channel, Message
from butler.correspondence.wires import bot_of
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.limited import NotRead
from butler.ground.sealing import open_bytes, open_sealed
from butler.reception import parsing
from butler.reception.limits import read_limited
from butler.reception.parsing import Parsed

PURPOSE = "sort"
NOT_HERE_YET = "not_here_yet"

READERS: dict[str, Callable[[bytes], Parsed]] = {
    Channel.MAIL: parsing.read_mail,
    Channel.TELEGRAM: parsing.read_telegram,
    Channel.PHONE: parsing.read_told,
    Channel.DESK: parsing.read_told,
}


def keep_files(message: Message, parsed: Parsed) -> None:
    """Every file that came with it, sealed, with what it really is and why it is dangerous, if it is."""
    for file in parsed.files:
        kind, danger = judged(file)
        Attachment.objects.create(
            client_id=message.client_id,
            message=message,
            name=file.name,
            content_type=file.content_type[:100],
            size=file.size,
            content=file.content,
            kind=kind,
            danger=danger,
        )
    for remote in parsed.remote:
        Attachment.objects.create(
            client_id=message.client_id,
            message=message,
            name=remote.name or remote.unique_id,
            content_type=remote.content_type[:100],
            size=remote.size,
            danger=NOT_HERE_YET,
            is_voice=remote.kind == TelegramKind.VOICE,
        )
    if parsed.remote:
        later("reception.fetch_files", message_id=str(message.pk))


def judged(file: Attached) -> tuple[str, str]:
    """What the bytes are, and the code of the danger; what breaks its judge is dangerous."""
    try:
        verdict = read_limited(attachments.check_packed, attachments.pack(file.name, file.content_type, file.content))
    except NotRead as refusal:
        return "", str(refusal.reason)
    return str(verdict.kind)[:10], str(verdict.why or "")


def fetch_files(message_id: UUID) -> int:
    """Bring the files that still lie with the messenger; how many came. Those that are too large are marked so.

    Raises DoorShut when Telegram does not answer: the job is asked again.
    """
    with acting_for(PURPOSE):
        message = Message.objects.select_related("raw__account").filter(pk=message_id).first()
        missing = list(Attachment.objects.filter(message=message_id, danger=NOT_HERE_YET).order_by("pk"))
        if message is None or message.raw is None or message.raw.account is None or not missing:
            return 0
        bot = bot_of(message.raw.account)
        remote = read_limited(parsing.read_telegram, open_bytes(message.raw, "content")).remote
        names = {row.pk: open_sealed(row, "name") for row in missing}
    count = 0
    for row in missing:
        file = next((one for one in remote if names[row.pk] in (one.name, one.unique_id)), None)
        if file is not None:
            _bring(row, names[row.pk], bot, file)
            count += 1
    return count


def _bring(row: Attachment, name: str, bot: Bot, file: RemoteFile) -> None:
    try:
        content = fetch(bot, file)
    except DoorShut as shut:
        if shut.why != Shut.TOO_LARGE:
            raise
        content = b""
    kind, danger = judged(Attached(name, row.content_type, content)) if content else ("", "too_large")
    with acting_for(PURPOSE):
        kept = Attachment.objects.select_for_update().get(pk=row.pk)
        kept.content, kept.size, kept.kind, kept.danger = content, len(content) or row.size, kind, danger
        kept.save(update_fields=["content", "size", "kind", "danger"])
        journal.record("attachment.fetched", about=kept, size=len(content))
