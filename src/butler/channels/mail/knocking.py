"""Knock at the house's own door for mail, as a stranger's server would, and leave before the letter."""

import smtplib
import ssl

from butler.channels.mail.listener import IDENT
from butler.channels.port import DoorShut, Shut

SECONDS = 5.0  # for one step; the door is on this machine
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where one listens is not where one knocks


def knock(host: str, port: int, recipient: str, *, is_tls_at_once: bool = False) -> None:
    """It is our own door, encrypts, and takes mail for `recipient`. Refuses with DoorShut.

    NOT_REACHED: nobody is there; SOMEBODY_ELSE: another program answers; NOT_SECURE: it offers no encryption, or the
    handshake fails; ADDRESS_NOT_OURS: it takes no such mail. Whether the world finds the door, its name server and its
    router alone know.
    """
    try:
        with _visit(is_tls_at_once) as visit:
            _, said = visit.connect(ANYWHERE.get(host, host), port)
            if IDENT.encode() not in said:
                raise DoorShut(Shut.SOMEBODY_ELSE)
            visit.ehlo("localhost")
            if not is_tls_at_once:
                visit.starttls(context=_any_name())
                visit.ehlo("localhost")
            visit.mail("")
            code, _ = visit.rcpt(recipient)
            if code != 250:
                raise DoorShut(Shut.ADDRESS_NOT_OURS)
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        raise DoorShut(Shut.NOT_SECURE) from None
    except (OSError, smtplib.SMTPException):
        raise DoorShut(Shut.NOT_REACHED) from None


def _visit(is_tls_at_once: bool) -> smtplib.SMTP:
    visit = smtplib.SMTP_SSL(timeout=SECONDS, context=_any_name()) if is_tls_at_once else smtplib.SMTP(timeout=SECONDS)
    visit._host = "localhost"  # type: ignore[attr-defined]  # the name that is asked for; without one no hand is shaken
    return visit


def _any_name() -> ssl.SSLContext:
    """As the world's servers do it: whatever is shown is taken. Nothing is said here that nobody may hear."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
