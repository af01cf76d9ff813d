"""An outgoing message as the bytes of a mail. The same value gives the same bytes: sent again, it is the same mail."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from butler.channels.port import File, NotDelivered, Outgoing, Why

ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")  # a line of a mail holds 998
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
NOT_FOR_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MAX_REFERENCES = 20
ANY = ("application", "octet-stream")


def build(message: Outgoing, sender: str) -> bytes:
    """The mail with its line ends as on the wire; refuses (NotDelivered) what could say more than it should."""
    try:
        mail = _mail(message, sender)
        mail["Date"] = format_datetime(message.sent_on.astimezone(UTC))
        # These three stand outside: the library folds a long id into encoded words, which nobody's threads know.
        return _threading(message) + mail.as_bytes(policy=SMTP)
    except UnicodeEncodeError:  # half a letter, from a broken copy and paste
        raise _refused() from None


def address(written: str) -> str:
    """An address as it goes over the wire: ASCII, an international domain in its long form. Refuses anything else."""
    local, at, domain = written.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _refused() from None
    whole = len(local) <= 64 and len(domain) <= 253
    if not (at and whole and LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise _refused()
    return f"{local}@{domain}"


def _mail(message: Outgoing, sender: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(_line(message.sender_name), addr_spec=address(sender))
    mail["To"] = Address(addr_spec=address(message.to))
    mail["Subject"] = _line(message.subject)
    if message.is_automatic:
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_words(message.body), cte="quoted-printable")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", message.language):
        mail["Content-Language"] = message.language
    for file in message.files:
        _attach(mail, file)
    if message.files:
        mail.set_boundary("=_" + hashlib.sha256(message.message_id.encode()).hexdigest()[:40])
    return mail


def _words(body: str) -> str:
    return NOT_FOR_TEXT.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))


def _attach(mail: EmailMessage, file: File) -> None:
    said = file.content_type.partition(";")[0].strip().lower()
    main, _, sub = said.partition("/")
    if not CONTENT_TYPE.fullmatch(said) or main in ("message", "multipart"):
        main, sub = ANY  # base64, as files travel, is forbidden inside those
    name = CONTROL.sub("", file.name).replace("/", "_").replace("\\", "_") or "file"
    mail.add_attachment(file.content, maintype=main, subtype=sub, filename=name[:200])


def _threading(message: Outgoing) -> bytes:
    own = _ids([message.message_id])
    if not own:
        raise _refused()
    before = _ids([message.in_reply_to])
    chain = _ids(message.references) or before
    chain = (
        chain if len(chain) <= MAX_REFERENCES else [chain[0], *chain[1 - MAX_REFERENCES :]]
    )  # the first names the talk
    lines = [f"Message-ID: {own[0]}"]
    lines += [f"In-Reply-To: {one}" for one in before]
    lines += ["References: " + "\r\n ".join(chain)] if chain else []
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _ids(written: Iterable[str]) -> list[str]:
    """In brackets. What is none is left out: strangers write what they like into theirs."""
    bare = [one.strip().removeprefix("<").removesuffix(">") for one in written]
    return [f"<{one}>" for one in dict.fromkeys(bare) if ID.fullmatch(one)]


def _line(text: str) -> str:
    """A header's text. A line end in it would start a header of its own."""
    if CONTROL.search(text.replace("\t", " ")):
        raise _refused()
    return " ".join(text.split())


def _refused() -> NotDelivered:
    return NotDelivered(Why.NOT_SENDABLE, permanent=True)
