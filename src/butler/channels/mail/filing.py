"""The copy of a sent mail in the folder of sent mail, once: asked twice, it lies there once."""

import imaplib
from datetime import datetime

from imap_tools import BaseMailBox
from imap_tools.utils import encode_folder

from butler.channels.mail.account import ImapAccount
from butler.channels.mail.building import ID, build
from butler.channels.mail.imap import ask, look_at, opened
from butler.channels.port import DoorShut, Outgoing, Shut

USUAL_NAMES = ("Sent", "Sent Items", "Sent Messages", "Отправленные", "INBOX.Sent", "INBOX/Sent")


def file_sent(account: ImapAccount, message: Outgoing, sender: str) -> bool:
    """True when it was put there now, false when it lay there. Refuses with DoorShut; the mail itself has long gone."""
    raw, message_id = build(message, sender), message.message_id.strip("<>")
    with opened(account) as mailbox:
        folder = account.sent_folder or _sent_folder(mailbox)
        look_at(mailbox, folder)
        if _lies_there(mailbox, message_id):
            return False
        _append(mailbox, folder, raw, message.sent_on)
    return True


def _sent_folder(mailbox: BaseMailBox) -> str:
    folders = mailbox.folder.list()
    marked = [folder.name for folder in folders if "\\sent" in [flag.lower() for flag in folder.flags]]
    named = [name for name in USUAL_NAMES for folder in folders if folder.name == name]
    for name in marked + named:
        return name
    raise DoorShut(Shut.NO_SUCH_FOLDER)


def _lies_there(mailbox: BaseMailBox, message_id: str) -> bool:
    if not ID.fullmatch(message_id):
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    quoted = '"' + message_id.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return any(ask(mailbox, "SEARCH", "HEADER", "Message-ID", quoted))


def _append(mailbox: BaseMailBox, folder: str, raw: bytes, sent_on: datetime) -> None:
    name = encode_folder(folder).decode()
    kind, _ = mailbox.client.append(name, r"(\Seen)", imaplib.Time2Internaldate(sent_on), raw)
    if kind != "OK":
        raise DoorShut(Shut.NOT_UNDERSTOOD)
