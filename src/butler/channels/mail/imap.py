"""One connection to an IMAP server: opened, logged in, bounded in time, and its failures in our words."""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)

from butler.channels.deadline import hang_up_after
from butler.channels.mail.account import ImapAccount, Security
from butler.channels.oauth import NoToken, bearer, xoauth2
from butler.channels.port import DoorShut, Shut

GOODBYE_SECONDS = 2.0


@contextmanager
def opened(account: ImapAccount, whole_seconds: float | None = None) -> Iterator[BaseMailBox]:
    """Logged in, no folder open. What fails inside comes out as DoorShut, and no text of theirs with it."""
    held: list[BaseMailBox] = []
    with hang_up_after(whole_seconds or account.whole_seconds, lambda: held[0].client.sock if held else None):
        try:
            with _in_our_words():
                held.append(_connect(account))
                _login(held[0], account)
                yield held[0]
        finally:
            if held:
                _leave(held[0])


def look_at(mailbox: BaseMailBox, folder: str, *, readonly: bool = True) -> int:
    """Open a folder, whatever alphabet its name is in; its UIDVALIDITY."""
    mailbox.folder.set(folder, readonly=readonly)
    (said, *_) = mailbox.client.response("UIDVALIDITY")[1] or [None]
    return int(said) if isinstance(said, bytes) else 1  # RFC 3501 demands it; without it we trust the numbers


def ask(mailbox: BaseMailBox, command: str, *words: str) -> list:
    """A command about UIDs; imaplib's list of answers: bytes, and pairs of bytes where a literal was sent."""
    kind, said = mailbox.client.uid(command, *words)
    if kind != "OK":
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    return said


def number(line: bytes, name: bytes) -> int:
    """The number that stands behind a word of an answer; 0 where the word does not stand."""
    found = re.search(rb"\b" + re.escape(name) + rb" (\d+)", line)
    return int(found[1]) if found else 0


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except NoToken as none:
        raise DoorShut(Shut.PERMISSION_REFUSED if none.is_refused else Shut.NOT_REACHED) from None
    except MailboxLoginError as error:
        raise DoorShut(_why_not_in(str(error))) from None
    except MailboxFolderSelectError:
        raise DoorShut(Shut.NO_SUCH_FOLDER) from None
    except (ssl.SSLError, MailboxStarttlsError):
        raise DoorShut(Shut.NOT_SECURE) from None
    except (imaplib.IMAP4.abort, OSError, EOFError):
        raise DoorShut(Shut.NOT_REACHED) from None
    except (imaplib.IMAP4.error, ImapToolsError, ValueError):
        raise DoorShut(Shut.NOT_UNDERSTOOD) from None


def _why_not_in(said: str) -> Shut:
    """RFC 5530: some refusals of a login are of the moment."""
    return Shut.NOT_REACHED if "[UNAVAILABLE]" in said or "[INUSE]" in said else Shut.LOGIN_REFUSED


def _connect(account: ImapAccount) -> BaseMailBox:
    if account.security is Security.TLS:
        return MailBox(account.host, account.port, timeout=account.seconds, ssl_context=account.tls())
    if account.security is Security.NONE:
        return MailBoxUnencrypted(account.host, account.port, timeout=account.seconds)
    try:
        return MailBoxStartTls(account.host, account.port, timeout=account.seconds, ssl_context=account.tls())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:  # it does not offer STARTTLS
        raise DoorShut(Shut.NOT_SECURE) from None


def _login(mailbox: BaseMailBox, account: ImapAccount) -> None:
    if account.token is not None:
        return _login_by_token(mailbox, account, account.token)
    if (account.user + account.password).isascii():
        mailbox.login(account.user, account.password, initial_folder=None)
        return None
    try:
        mailbox.login_utf8(account.user, account.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise DoorShut(_why_not_in(str(error))) from None


def _login_by_token(mailbox: BaseMailBox, account: ImapAccount, token_for: Callable[[str], str]) -> None:
    """With the token at hand; when it is taken no more before its hour, once with a new one."""
    token = token_for("")
    try:
        _say_token(mailbox, account, token)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if _why_not_in(str(error)) is not Shut.LOGIN_REFUSED:
            raise DoorShut(Shut.NOT_REACHED) from None
        _say_token_again(mailbox, account, token_for(token))


def _say_token_again(mailbox: BaseMailBox, account: ImapAccount, token: str) -> None:
    try:
        _say_token(mailbox, account, token)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise DoorShut(_why_not_in(str(error))) from None


def _say_token(mailbox: BaseMailBox, account: ImapAccount, token: str) -> None:
    client = mailbox.client
    is_standard = "AUTH=OAUTHBEARER" in client.capabilities
    words = bearer(account.user, token, account.host, account.port) if is_standard else xoauth2(account.user, token)
    # Refused, they send why; then they want to hear something that says nothing.
    said = iter([words.encode(), b"\1" if is_standard else b""])
    client.authenticate("OAUTHBEARER" if is_standard else "XOAUTH2", lambda _: next(said, b""))


def _leave(mailbox: BaseMailBox) -> None:
    """What we came for is settled; they may have gone already."""
    try:
        mailbox.client.sock.settimeout(GOODBYE_SECONDS)
        mailbox.client.logout()
    except (imaplib.IMAP4.error, OSError, EOFError, ValueError):
        mailbox.client.sock.close()
        mailbox.client.file.close()
