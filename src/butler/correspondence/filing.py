"""Copies of sent mail in the mailbox's own folder of sent mail: asked twice, it lies there once."""

from datetime import datetime, timedelta
from uuid import UUID

from butler.channels.mail.filing import file_sent
from butler.channels.port import DoorShut
from butler.correspondence import composing, faring, wires
from butler.correspondence.models import Account, Channel, Letter
from butler.ground.acting import acting_for
from butler.ground.later import later

TRIED_FOR = timedelta(days=2)
A_WHILE = timedelta(minutes=10)  # the letter's own job has had its turn
AT_ONCE = 50


def file_copy(letter_id: UUID) -> bool:
    """File one sent mail. True when it lies there; false when the house has no such mailbox, or it cannot be asked."""
    with acting_for("outbox"):
        letter = Letter.objects.filter(pk=letter_id, state=Letter.State.SENT, channel=Channel.MAIL).first()
        if letter is None or letter.account is None or letter.is_filed:
            return letter is not None and letter.is_filed
        beside = faring.mailbox_beside(letter.account)
        if beside is None:
            return False
        mailbox, sender = wires.imap_of(beside), letter.account.address
        message = composing.outgoing(letter, letter.account)
    try:
        file_sent(mailbox, message, sender)
    except DoorShut:
        return False  # asked again by the sweep: the mail itself has long gone
    with acting_for("outbox"):
        Letter.objects.filter(pk=letter_id).update(is_filed=True)
    return True


def ask_for_the_unfiled(*, now: datetime) -> int:
    """Ask again for the copies that could not be filed, for two days; returns how many. Rests where no mailbox is."""
    with acting_for("outbox"):
        if not Account.objects.filter(kind=Account.Kind.IMAP, is_on=True).exists():
            return 0
        unfiled = Letter.objects.filter(state=Letter.State.SENT, channel=Channel.MAIL, is_filed=False)
        due = unfiled.filter(sent_at__gt=now - TRIED_FOR, sent_at__lt=now - A_WHILE).order_by("sent_at")
        ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
        for pk in ids:
            later("correspondence.file_copy", letter_id=str(pk))
    return len(ids)
