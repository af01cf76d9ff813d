"""What Telegram brings, as values that never change."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a file was sent as."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"


@dataclass(frozen=True)
class RemoteFile:
    """A file that still lies with Telegram: `fetching.fetch` brings it."""

    kind: Kind
    file_id: str  # to ask for it; good for this bot only
    unique_id: str  # the same for every bot and for ever
    name: str = ""
    content_type: str = ""
    size: int = 0  # bytes; 0 where Telegram does not say
    seconds: int = 0  # of sound or film


@dataclass(frozen=True)
class Person:
    id: int
    name: str = ""
    username: str = ""
    language: str = ""


@dataclass(frozen=True)
class Place:
    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True)
class SharedContact:
    name: str
    phone: str
    vcard: str = ""  # `channels.vcard` reads it
    user_id: int = 0


@dataclass(frozen=True)
class TelegramMessage:
    message: str  # `chat:number`, the same for its later versions; what `Outgoing.in_reply_to` and `Receipt` name
    address: str  # where an answer goes: `Outgoing.to`
    sender: Person
    sent_at: datetime
    edited_at: datetime | None = None  # a later version of `message`: these words replace those
    text: str = field(default="", repr=False)  # or the caption
    links: tuple[str, ...] = ()  # addresses that hide behind words
    files: tuple[RemoteFile, ...] = ()
    place: Place | None = None
    contact: SharedContact | None = None
    reply_to: str = ""  # `chat:number`
    quoted: str = field(default="", repr=False)  # what they answered to
    forwarded_from: str = ""  # a name; not proven, whoever wrote it
    forwarded_at: datetime | None = None
    album: str = ""  # the same for photos sent together
    is_group: bool = False
    is_business: bool = False  # written to the house's own account, not to its bot
    is_ours: bool = False  # a colleague wrote it by hand in the house's own account


@dataclass(frozen=True)
class BusinessConnection:
    """The house's own account lets the bot read and answer, or no longer does."""

    id: str
    user_id: int
    is_enabled: bool
    can_reply: bool
