"""A letter's facts for the rules, and the letter as a wire takes it. Sealed rows are opened here for the outbox.

Everything is asked inside the outbox's own transaction and purpose.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from butler.channels.port import File, Outgoing
from butler.channels.telegram import reading as telegram
from butler.correspondence.models import Account, Channel, Conversation, Letter, Message
from butler.correspondence.rules.leaving import Leaving
from butler.correspondence.rules.ways import WAYS, Way, Wishes
from butler.correspondence.talking import LONGEST_CHAIN
from butler.dossiers.models import ContactPoint
from butler.dossiers.rules import canonical
from butler.ground.house import the_house
from butler.ground.sealing import open_bytes, open_sealed

ADDRESSES: dict[str, re.Pattern[str]] = {
    Channel.MAIL: re.compile(r"[^@\s]+@[^@\s]+"),
    Channel.TELEGRAM: re.compile(r"-?\d{1,19}(?:@\S{1,200})?"),
}
UNASKED = ("digest", "month")  # they answer nobody, and have an hour of their own
CHAIN = 10  # Message-IDs in References: enough for every reader, and no header grows without end


class Facts(NamedTuple):
    """What is known of a letter before it is claimed."""

    leaving: Leaving
    wishes: Wishes
    known: list[Way]


def facts_of(letter: Letter) -> Facts:
    """When it may leave and where it could go; `client` and `conversation` are fetched with it."""
    client, talk = letter.client, conversation_of(letter)
    heard = last_heard(talk)
    is_supplier = talk is not None and bool(talk.contact_id or talk.organisation_id)
    leaving = Leaving(
        send_after=letter.send_after,
        zone=ZoneInfo(client.zone),
        quiet_from=client.quiet_to if is_supplier else client.quiet_from,  # a supplier has no quiet hours of ours
        quiet_to=client.quiet_to,
        is_urgent=letter.is_urgent,
        has_own_hour=letter.purpose in UNASKED,
        heard_at=heard.sent_at if heard else None,
    )
    wishes = Wishes(letter.channel, heard.channel if heard else "", "" if is_supplier else client.channel)
    return Facts(leaving, wishes, ways_to(letter, talk))


def ways_to(letter: Letter, talk: Conversation | None) -> list[Way]:
    """Where this letter could go, the address they wrote from last before all others.

    What belongs to a supplier's conversation goes to that supplier and never to the client; what is for somebody of
    the circle goes to them alone. A bot cannot write first: on Telegram only what they wrote from is an address.
    """
    own = [Way(Channel.MAIL, mail) for mail in _mails(letter, talk) if mail]
    own += [Way(Channel.TELEGRAM, chat) for chat in _bot_chats(talk)]
    wrote = [way for channel in WAYS if (way := _wrote_from(talk, channel))]
    if letter.purpose in UNASKED:  # what is told of a client does not go to an address that is not in the dossier
        wrote = [way for way in wrote if way.channel != Channel.MAIL or way in own]
    return [*wrote, *own]


def conversation_of(letter: Letter) -> Conversation | None:
    """Where it belongs: its own conversation, else the one with whom it is for; the other, where it was merged."""
    talk = letter.conversation
    if talk is None:
        found = Conversation.objects.filter(
            client=letter.client_id, person=letter.person_id, contact=None, organisation=None, merged_into=None
        )
        talk = found.order_by("-last_at").first()
    for _step in range(LONGEST_CHAIN):
        if talk is None or talk.merged_into is None:
            break
        talk = talk.merged_into
    return talk


def outgoing(letter: Letter, account: Account) -> Outgoing:
    """The letter, whole, as the wire takes it: asked twice it is the same."""
    house, talk = the_house(), conversation_of(letter)
    thread = _thread(talk, letter) if letter.channel == Channel.MAIL else []
    return Outgoing(
        message_id=message_id(letter),
        to=open_sealed(letter, "address"),
        subject=_subject(letter, talk),
        body=open_sealed(letter, "body"),
        sent_on=letter.dated_at or letter.send_after,
        in_reply_to=thread[-1] if thread else _answered(letter),
        references=tuple(thread),
        files=tuple(
            File(open_sealed(row, "name"), row.content_type, open_bytes(row, "content"))
            for row in letter.files.order_by("position", "pk")
        ),
        language=letter.language,
        sender_name=account.options.get("sender_name") or house.name,
    )


def message_id(letter: Letter) -> str:
    """The letter's name in the world, the same however often it is sent; without brackets (RFC 5322, 3.6.4)."""
    return f"{letter.pk.hex}@{letter.mail_domain}"


def domain_of(account: Account) -> str:
    """The house's domain, as this account writes it."""
    return account.address.rpartition("@")[2].lower() or "butler.invalid"


def last_heard(talk: Conversation | None, **having: str | datetime) -> Message | None:
    """Their last word in this conversation."""
    if talk is None:
        return None
    return talk.messages.filter(way=Message.Way.IN, **having).order_by("-sent_at").first()


def _wrote_from(talk: Conversation | None, channel: str) -> Way | None:
    """The address on this channel from which they wrote to us."""
    heard = last_heard(talk, channel=channel)
    if heard is None or talk is None:
        return None
    words = (open_sealed(heard, "sender"), open_sealed(talk, "address"))
    found = _chats(heard, words) if channel == Channel.TELEGRAM else [parseaddr(one)[1].lower() for one in words]
    return next((Way(channel, one) for one in found if ADDRESSES[channel].fullmatch(one)), None)


def _chats(heard: Message, words: Iterable[str]) -> Iterator[str]:
    """Where an answer to this message goes: as its update says, else the chat that its name begins with."""
    if heard.raw is not None:
        try:
            update = telegram.read(open_bytes(heard.raw, "content"))
        except telegram.NotAnUpdate:
            update = None
        if isinstance(update, telegram.TelegramMessage):
            yield update.address
    yield open_sealed(heard, "message_id").partition(":")[0]
    yield from words


def _mails(letter: Letter, talk: Conversation | None) -> list[str]:
    if talk is not None and talk.contact is not None:
        return [talk.contact.mail]
    if talk is not None and talk.organisation is not None:
        return [talk.organisation.mail]
    person = letter.person_id or (talk.person_id if talk else None)
    points = ContactPoint.objects.filter(client=letter.client_id, person=person, kind=ContactPoint.Kind.MAIL)
    return [canonical("mail", open_sealed(point, "value")) for point in points.order_by("-is_preferred", "pk")]


def _bot_chats(talk: Conversation | None) -> list[str]:
    """The chat that somebody of the network has begun with our bot: a number; a name alone is no address."""
    house = (talk.contact or talk.organisation) if talk is not None else None
    return [house.telegram] if house is not None and ADDRESSES[Channel.TELEGRAM].fullmatch(house.telegram) else []


def _subject(letter: Letter, talk: Conversation | None) -> str:
    """The subject of the mail it answers, else of the conversation; a mail is never without one."""
    own = open_sealed(letter, "subject")
    if own or letter.channel != Channel.MAIL:
        return own
    theirs = _asked_about(letter, talk) or (open_sealed(talk, "subject") if talk is not None else "")
    if theirs:
        return theirs if theirs.lower().startswith("re:") else f"Re: {theirs}"
    with translation.override(letter.language):
        return _("A word from %(house)s") % {"house": the_house().name}


def _asked_about(letter: Letter, talk: Conversation | None) -> str:
    """The subject of the mail that is answered, or of their last before the letter was written."""
    if letter.purpose in UNASKED:
        return ""
    mail = letter.answers or last_heard(talk, channel=Channel.MAIL, sent_at__lte=letter.drafted_at)
    return open_sealed(mail, "subject").strip() if mail is not None else ""


def _thread(talk: Conversation | None, letter: Letter) -> list[str]:
    """The Message-IDs of the conversation's mail, oldest first; what is answered comes last."""
    if talk is None:
        return []
    mails = talk.messages.filter(channel=Channel.MAIL).exclude(way=Message.Way.NOTE).exclude(letter=letter)
    latest = [open_sealed(mail, "message_id") for mail in mails.order_by("-sent_at", "-pk")[:CHAIN]]
    chain = list(dict.fromkeys(one for one in reversed(latest) if one))
    answered = _answered(letter)
    return [*(one for one in chain if one != answered), answered] if answered else chain


def _answered(letter: Letter) -> str:
    return open_sealed(letter.answers, "message_id") if letter.answers is not None else ""


def seen_at(moment: datetime | None, now: datetime) -> datetime:
    """When it was sent: as they say, unless their clock runs ahead of ours."""
    return min(moment, now) if moment is not None else now
