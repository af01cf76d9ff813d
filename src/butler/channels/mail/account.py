"""Where our mail leaves and lies. Passwords show nowhere these are printed."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from butler.channels.nearness import is_this_machine


class Security(StrEnum):
    TLS = "tls"  # from the first byte
    STARTTLS = "starttls"  # asked for, and insisted on
    NONE = "none"  # this machine only


@dataclass(frozen=True)
class _Server:
    host: str
    port: int
    security: Security = Security.TLS
    user: str = ""
    password: str = field(default="", repr=False)
    # Instead of a password: gives a token that holds now, another one than it is told was refused. Raises NoToken.
    token: Callable[[str], str] | None = field(default=None, repr=False, compare=False)
    ca_file: str = ""  # whom to trust besides or instead of the system's list; for a house's own authority
    seconds: float = 30.0  # for one step
    whole_seconds: float = 300.0  # for all of them

    def __post_init__(self) -> None:
        if self.security is Security.NONE and not is_this_machine(self.host):
            raise ValueError("mail without encryption stays on this machine")

    def tls(self) -> ssl.SSLContext:
        """Certificate and name are checked, always."""
        context = ssl.create_default_context(cafile=self.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


@dataclass(frozen=True)
class SmtpAccount(_Server):
    """Who takes our mail."""

    address: str = ""  # our own: From and the envelope's sender


@dataclass(frozen=True)
class ImapAccount(_Server):
    """One folder of one mailbox."""

    name: str = ""  # the house's own word for it, for `Received.door`
    folder: str = "INBOX"
    sent_folder: str = ""  # unnamed: the one the server marks as \\Sent
