"""Mail leaves here, by SMTP: one message to one address.

The one moment that matters is the dot that ends a message. Before it nothing can have gone, and a refusal or a lost
connection is NotDelivered. Once it is on its way, only an answer tells: without one it is Unsure.
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from butler.channels.deadline import hang_up_after
from butler.channels.mail.account import Security, SmtpAccount
from butler.channels.mail.building import address, build
from butler.channels.oauth import NoToken, bearer, xoauth2
from butler.channels.port import NotDelivered, Outgoing, Receipt, Unsure, Why

END = b".\r\n"
GOODBYE_SECONDS = 2.0


class Mail:
    """The wire to one account."""

    def __init__(self, account: SmtpAccount) -> None:
        self.account = account

    def send(self, message: Outgoing) -> Receipt:
        """The receipt's name is our own Message-ID: an answer names it."""
        raw, sender, to = build(message, self.account.address), address(self.account.address), address(message.to)
        server = _server(self.account, sender.rpartition("@")[2])
        with hang_up_after(self.account.whole_seconds, lambda: server.sock):
            try:
                with _before_the_end():
                    _enter(self.account, server)
                    _hand_over(server, sender, to, raw)
                _end(server)
            finally:
                _goodbye(server)
        return Receipt(message.message_id)

    def try_out(self) -> None:
        """Sign in and leave again, saying nothing. NotDelivered when that cannot be."""
        server = _server(self.account, address(self.account.address).rpartition("@")[2])
        with hang_up_after(self.account.whole_seconds, lambda: server.sock):
            try:
                with _before_the_end():
                    _enter(self.account, server)
            finally:
                _goodbye(server)


def _server(account: SmtpAccount, our_name: str) -> smtplib.SMTP:
    if account.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(timeout=account.seconds, local_hostname=our_name, context=account.tls())
    else:
        server = smtplib.SMTP(timeout=account.seconds, local_hostname=our_name)
    server._host = account.host  # type: ignore[attr-defined]  # whose certificate it is; a later `connect` forgets it
    return server


@contextmanager
def _before_the_end() -> Iterator[None]:
    """Whatever fails here, the message has surely not gone. No text of theirs is handed on."""
    try:
        yield
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        raise NotDelivered(Why.NOT_SECURE, permanent=False) from None
    except NoToken as none:
        raise NotDelivered(Why.PERMISSION_REFUSED if none.is_refused else Why.NOT_REACHED, permanent=False) from None
    except smtplib.SMTPAuthenticationError as error:
        raise _refusal(Why.LOGIN_REFUSED, error.smtp_code) from None
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(Why.BUSY, permanent=False, code=str(error.smtp_code)) from None
    except (smtplib.SMTPException, OSError):
        raise NotDelivered(Why.NOT_REACHED, permanent=False) from None


def _enter(account: SmtpAccount, server: smtplib.SMTP) -> None:
    code, _ = server.connect(account.host, account.port)
    if code != 220:
        raise NotDelivered(Why.BUSY, permanent=False, code=str(code))
    server.ehlo_or_helo_if_needed()
    if account.security is Security.STARTTLS:
        code, _ = server.starttls(context=account.tls())
        if code != 220:
            raise NotDelivered(Why.NOT_SECURE, permanent=False, code=str(code))
        server.ehlo()
    if account.token is not None:
        _enter_by_token(account, server, account.token)
    elif account.user:
        server.login(account.user, account.password)


def _enter_by_token(account: SmtpAccount, server: smtplib.SMTP, token_for: Callable[[str], str]) -> None:
    """With the token at hand; when it is taken no more before its hour, once with a new one."""
    token = token_for("")
    try:
        _say_token(account, server, token)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code != 535:
            raise
        _say_token(account, server, token_for(token))


def _say_token(account: SmtpAccount, server: smtplib.SMTP, token: str) -> None:
    offered = server.esmtp_features.get("auth", "").upper().split()
    is_standard = "OAUTHBEARER" in offered
    if not is_standard and "XOAUTH2" not in offered:
        raise NotDelivered(Why.LOGIN_REFUSED, permanent=False)  # it takes no tokens
    words = bearer(account.user, token, account.host, account.port) if is_standard else xoauth2(account.user, token)
    # Refused, they send why; then they want to hear something that says nothing.
    nothing = "\1" if is_standard else ""
    server.auth(
        "OAUTHBEARER" if is_standard else "XOAUTH2", lambda challenge=None: words if challenge is None else nothing
    )


def _hand_over(server: smtplib.SMTP, sender: str, to: str, raw: bytes) -> None:
    """Everything but the dot that ends the message."""
    limit = server.esmtp_features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < len(raw):
        raise NotDelivered(Why.TOO_LARGE, permanent=True)
    size = [f"SIZE={len(raw)}"] if server.has_extn("size") else []
    _must(server.mail(sender, size), 250, Why.SENDER_REFUSED)
    _must(server.rcpt(to), 250, Why.ADDRESS_REFUSED)
    _must(server.docmd("DATA"), 354, Why.CONTENT_REFUSED)
    server.send(re.sub(rb"(?m)^\.", b"..", raw))  # `build` ends with a line end


def _end(server: smtplib.SMTP) -> None:
    try:
        server.send(END)
        answer = server.getreply()
    except (smtplib.SMTPException, OSError):
        raise Unsure("no answer after the whole message was sent") from None
    code, said = answer
    if not 200 <= code < 600:
        raise Unsure("an answer that is none after the whole message was sent")
    if code >= 400:
        raise _refusal(Why.CONTENT_REFUSED, code, said)


def _must(answer: tuple[int, bytes], wanted: int, why: Why) -> None:
    code, said = answer
    if code == 251 and wanted == 250:  # not here, but they carry it on
        return
    if code != wanted:
        raise _refusal(why, code, said)


def _refusal(why: Why, code: int, said: bytes = b"") -> NotDelivered:
    """Their number into our word. 4xx: later; 5xx: never; a refused login says nothing of the message."""
    more = re.match(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b", said)
    number = f"{code} {more[1].decode()}" if more else str(code)
    if 400 <= code < 500:
        return NotDelivered(Why.BUSY, permanent=False, code=number)
    if code in (530, 535, 538) or why is Why.LOGIN_REFUSED:
        return NotDelivered(Why.LOGIN_REFUSED, permanent=False, code=number)
    if code == 552 or (more and more[1].endswith(b".3.4")):
        return NotDelivered(Why.TOO_LARGE, permanent=True, code=number)
    return NotDelivered(why, permanent=500 <= code < 600, code=number)


def _goodbye(server: smtplib.SMTP) -> None:
    """What we came for is settled; they may have gone already."""
    if server.sock is None:
        return
    try:
        server.sock.settimeout(GOODBYE_SECONDS)
        server.quit()
    except (smtplib.SMTPException, OSError, ValueError):
        server.close()
