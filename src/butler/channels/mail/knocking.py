"""Knock at the house's own door for mail, as a stranger's server would, and leave before the letter."""

import smtplib

from butler.channels.mail.listener import IDENT
from butler.channels.port import DoorShut, Shut

SECONDS = 5.0  # for one step; the door is on this machine
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where one listens is not where one knocks


def knock(host: str, port: int, recipient: str) -> None:
    """It is our own door, and takes mail for `recipient`. Refuses with DoorShut.

    NOT_REACHED: nobody is there; SOMEBODY_ELSE: another program answers; ADDRESS_NOT_OURS: it takes no such mail.
    Whether the world finds the door, its name server and its router alone know.
    """
    try:
        with smtplib.SMTP(timeout=SECONDS) as visit:
            _, said = visit.connect(ANYWHERE.get(host, host), port)
            if IDENT.encode() not in said:
                raise DoorShut(Shut.SOMEBODY_ELSE)
            visit.ehlo("localhost")
            visit.mail("")
            code, _ = visit.rcpt(recipient)
            if code != 250:
                raise DoorShut(Shut.ADDRESS_NOT_OURS)
    except (OSError, smtplib.SMTPException):
        raise DoorShut(Shut.NOT_REACHED) from None
