"""What is wrong with a letter or an account, in words: from the codes of the wires and of the outbox."""

from django.utils.translation import gettext_lazy as _

from butler.correspondence.settling import Decision

TROUBLE = {
    "unsure": _("the server did not answer after it had the whole letter"),
    "crashed": _("the work was interrupted while it was being sent"),
    "not_reached": _("the server cannot be reached"),
    "not_secure": _("the server offers no encryption that can be trusted"),
    "no_certificate": _("the certificate of our own mail server, or its key, cannot be read, or they are no pair"),
    "login_refused": _("the server refuses our name, password or token"),
    "permission_refused": _("the provider gives no more tokens: allow the house anew there and paste the new one here"),
    "sender_refused": _("the server does not let us write from our address"),
    "address_refused": _("nobody by that address, or they want nothing from us"),
    "content_refused": _("the server does not take these words or files"),
    "too_long": _("it is too long for this channel"),
    "too_large": _("its files are too large"),
    "not_sendable": _("there is something in it that must not be sent, such as a line break in the subject"),
    "too_many": _("the other side asks us to slow down"),
    "busy": _("the server is busy"),
    "no_account": _("the house has no account for this channel, or it is off"),
    "no_address": _("there is no address to write to"),
    "names_somebody": _("it would tell the network who the client is: write it without the name"),
    "no_such_folder": _("there is no such folder"),
    "somebody_else": _("another program asks in our name or stands at our door"),
    "address_not_ours": _("our own mail server takes no mail for this address"),
    "cannot_bring": _("Telegram cannot reach the address of the house"),
    "not_understood": _("the server gives an answer that is none"),
}
UNKNOWN = _("it did not work")
DOUBTS = {
    "demanded": _("The owner of this address wants letters without proof distrusted, and this one has none."),
    "wrong_server": _("The owner of this address says that the server which brought it does not write for them."),
    "many_senders": _("It names several senders at once."),
    "not_examined": _("It is written so that nobody can examine it."),
}
REFUSALS = {
    "not_open": _("This letter is decided already."),
    "too_late": _("It is too late to take this back."),
    "goes_another_way": _("The same words leave by another channel."),
}
SETTLED = {
    Decision.WAS_SENT: _("Noted: it went. It stands in the conversation."),
    Decision.SEND_AGAIN: _("It leaves again in a few seconds."),
    Decision.GIVE_UP: _("It is given up and stays in the house."),
}


def trouble_of(code: str) -> str:
    """In words; empty when nothing is wrong."""
    return str(TROUBLE.get(code, UNKNOWN)) if code else ""


def doubt_of(code: str) -> str:
    """Why a sender is not proven."""
    return str(DOUBTS.get(code, ""))


def webhook_trouble_of(code: str) -> str:
    """Why Telegram does not bring messages as wanted."""
    return str(_("Telegram does not take this address")) if code == "address_refused" else trouble_of(code)


def refusal_of(code: str) -> str:
    """Why a decision was not taken."""
    return str(REFUSALS.get(code, REFUSALS["not_open"]))


UNREAD = {
    "refused": _("it has not the form of a message"),
    "too_slow": _("reading it took too long"),
    "too_big": _("it is too large, or unpacks without end"),
    "forbidden": _("while it was read it wanted to reach the world"),
    "crashed": _("reading it breaks off"),
    "tried_too_often": _("it was tried five times in vain"),
}


def unread_of(code: str) -> str:
    """Why a message cannot be read."""
    return str(UNREAD.get(code, code))
