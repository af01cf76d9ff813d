"""Messages move from one conversation to another, with all that hangs on them, sealed anew where the client changes."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from butler.correspondence.models import Attachment, Conversation, Message, RawMessage, Wording
from butler.ground.sealing import reseal

Moving = Conversation | Message | RawMessage | Attachment | Wording


def move(messages: Iterable[Message], to: Conversation) -> None:
    """Into this conversation; who said it is then the one whom the conversation is with."""
    for message in messages:
        person_id = to.person_id if message.way == Message.Way.IN else message.person_id
        put(message, to, client_id=to.client_id, person_id=person_id)


def put(message: Message, talk: Conversation, *, client_id: UUID | None, person_id: UUID | None) -> None:
    """One message into a conversation: its raw bytes, files and earlier words go with it."""
    if message.client_id != client_id:
        for part in parts_of(message):
            change_client(part, client_id)
    change_client(message, client_id, conversation=talk, person_id=person_id)


def parts_of(message: Message) -> Iterator[RawMessage | Attachment | Wording]:
    """What was brought with a message: bytes, files, the words before an edit."""
    yield from Attachment.objects.filter(message=message)
    wordings = list(Wording.objects.filter(message=message))
    yield from wordings
    raws = [raw for raw in (message.raw_id, *(wording.raw_id for wording in wordings)) if raw]
    yield from RawMessage.objects.filter(pk__in=raws)


def change_client(row: Moving, client_id: UUID | None, **fields: Any) -> None:
    """The row belongs to this client (none: to the house), sealed with their key."""
    sealed = reseal(row, row.client_id, client_id) if row.client_id != client_id else []
    row.client_id = client_id
    for name, value in fields.items():
        setattr(row, name, value)
    names = [name.removesuffix("_id") for name in fields]
    row.save(update_fields=["client", *names, *sealed])
