"""Readers by channel, and what comes with a message."""

from collections.abc import Callable

from butler.correspondence.models import Attachment, Channel, Message
from butler.reception import parsing
from butler.reception.parsing import Parsed

READERS: dict[str, Callable[[bytes], Parsed]] = {
    Channel.MAIL: parsing.read_mail,
    Channel.TELEGRAM: parsing.read_telegram,
}


def keep_files(message: Message, parsed: Parsed) -> None:
    """Every file that came with it, sealed."""
    for file in parsed.files:
        Attachment.objects.create(
            client_id=message.client_id,
            message=message,
            name=file.name,
            content_type=file.content_type[:100],
            size=file.size,
            content=file.content,
        )
