"""What a card says, in our words: values that never change."""

from dataclasses import dataclass

from butler.channels.partialdate import PartialDate
from butler.channels.vcard.lines import Problem


@dataclass(frozen=True)
class Phone:
    written: str
    e164: str | None = None  # where the number can be one
    extension: str = ""
    kinds: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Mail:
    address: str
    kinds: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Address:
    formatted: str
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    kinds: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Name:
    surname: str = ""
    given: str = ""
    patronymic: str = ""  # "additional names" of the format
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Dated:
    """A date that returns: an anniversary, or what its label says."""

    label: str
    on: PartialDate


@dataclass(frozen=True)
class Related:
    relation: str
    name: str


@dataclass(frozen=True)
class Handle:
    """A name in a messenger or a social network."""

    service: str
    handle: str


@dataclass(frozen=True)
class Photo:
    media_type: str
    content: bytes = b""
    link: str = ""


@dataclass(frozen=True)
class Card:
    line: int
    version: str = ""
    formatted_name: str = ""
    name: Name = Name()
    nicknames: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    mails: tuple[Mail, ...] = ()
    organisation: str = ""
    department: str = ""
    title: str = ""
    role: str = ""
    birthday: PartialDate | None = None
    dates: tuple[Dated, ...] = ()
    related: tuple[Related, ...] = ()
    addresses: tuple[Address, ...] = ()
    urls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    handles: tuple[Handle, ...] = ()
    gender: str = ""
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    uid: str = ""
    kind: str = ""  # individual, group, org, location
    agents: tuple["Card", ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # what we have no word for, kept

    @property
    def full_name(self) -> str:
        """As the card writes it; else put together; else the best that stands for a name."""
        name = self.name
        parts = (name.prefix, name.given, name.patronymic, name.surname, name.suffix)
        built = " ".join(part for part in parts if part)
        nickname = self.nicknames[0] if self.nicknames else ""
        return self.formatted_name or built or nickname or self.organisation

    @property
    def is_group(self) -> bool:
        return self.kind == "group"


@dataclass(frozen=True)
class Reading:
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
