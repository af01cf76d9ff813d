"""In place of the wires: what the outbox hands over is kept with its moment; what others write comes by the doors."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from butler.channels.mail.reading import identity
from butler.channels.port import Outgoing, Receipt, Received
from butler.channels.telegram import webhook
from butler.correspondence import doors as correspondence
from butler.correspondence import fetching
from butler.correspondence.models import Account, Conversation, Letter
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers.models import Client
from butler.ground import clock
from butler.ground.acting import acting_as, acting_at_the_door, acting_for
from butler.rehearsal.building import PURPOSE, Doors
from butler.rehearsal.cast import Cast

ANONYMOUS = 5_000_000  # chats and their messages are numbered from here


@dataclass(frozen=True)
class Sent:
    """Something that left the house, or came to it."""

    at: datetime
    from_: str  # an id; `house` for what left
    to: str
    via: str
    subject: str
    text: str
    letter: UUID | None = None
    message_id: str = ""  # as the other side would name it in an answer
    purpose: str = ""
    address: str = ""


@dataclass
class Wires:
    """Everything that passed, in order."""

    cast: Cast
    doors: Doors
    passed: list[Sent] = field(default_factory=list)
    brought: int = 0  # what others handed in at a door
    number: int = 0

    # Out

    def wire_for(self, account: Account) -> "Wire":
        return Wire(self, account)

    def out(self) -> list[Sent]:
        return [one for one in self.passed if one.from_ == HOUSE]

    def name_purposes(self) -> None:
        """Say of each letter that left what it was for, as its row says."""
        unnamed = {one.letter for one in self.passed if one.letter and not one.purpose}
        if not unnamed:
            return
        with acting_for(PURPOSE):
            known = dict(Letter.objects.filter(pk__in=unnamed).values_list("pk", "purpose"))
        self.passed = [
            replace(one, purpose=known.get(one.letter, "")) if one.letter in unnamed else one for one in self.passed
        ]

    # In

    def write(self, who: str, text: str, *, via: str, subject: str = "", answers: Sent | None = None) -> None:
        """This one writes to the house: a mail as bytes, an update of the bot, or a call that somebody takes."""
        now = clock.now()
        if via == "mail":
            subject = subject or (f"Re: {answers.subject}" if answers is not None else "")
            message_id = self._mail(who, text, subject, answers, now)
        elif via == "telegram":
            message_id = self._telegram(who, text, answers, now)
        else:
            message_id = self._call(who, text, now)
        self.brought += 1
        self.passed.append(Sent(now, who, HOUSE, via, subject, text, message_id=message_id))

    def _mail(self, who: str, text: str, subject: str, answers: Sent | None, now: datetime) -> str:
        member, house = self.cast.member(who), self.cast.scenario.house
        letter = EmailMessage(policy=SMTP.clone(max_line_length=200))
        message_id = f"{self._next()}.{who.replace('/', '.')}@{member.mail.rpartition('@')[2]}"
        letter["From"], letter["To"] = f"{member.name} <{member.mail}>", house.mail
        letter["Date"], letter["Message-ID"] = format_datetime(now), f"<{message_id}>"
        if answers is not None:
            letter["In-Reply-To"] = letter["References"] = f"<{answers.message_id}>"
        letter["Subject"] = subject or "(без темы)"
        letter.set_content(text)
        raw = letter.as_bytes()
        received = Received(identity(raw), raw, now, to=(house.mail,), sender=member.mail)
        fetching.store_mail(received, self.doors.mail_in)
        return message_id

    def _telegram(self, who: str, text: str, answers: Sent | None, now: datetime) -> str:
        member = self.cast.member(who)
        chat, number = int(member.telegram), self._next()
        given, _, family = member.name.partition(" ")
        message = {
            "message_id": number, "date": int(now.timestamp()), "chat": {"id": chat, "type": "private"}, "text": text,
            "from": {"id": chat, "is_bot": False, "first_name": given, "last_name": family},
        }  # fmt: skip
        if answers is not None and answers.message_id.partition(":")[0] == str(chat):
            replied = int(answers.message_id.partition(":")[2])
            message["reply_to_message"] = {
                "message_id": replied, "date": int(answers.at.timestamp()), "text": answers.text,
                "chat": {"id": chat, "type": "private"},
            }  # fmt: skip
        body = json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()
        received = webhook.receive(body, 0, now)
        with acting_at_the_door():
            fetching.store_update(received, self.doors.telegram)
        return f"{chat}:{number}"

    def _call(self, who: str, text: str, now: datetime) -> str:
        """A call is taken by whoever keeps the client, and written down in the conversation with the one who calls."""
        client = self.cast.client_of(who)
        by = self.cast.staff[self.cast.keeper_of(client).id]
        with acting_as(by.pk):
            correspondence.write_down(self.talk_with(who, now), text, by=by, at=now, how="phone")
        return ""

    def talk_with(self, who: str, now: datetime) -> Conversation | Client:
        """Where a colleague writes down what this one said."""
        if who in self.cast.clients:
            return self.cast.clients[who]
        if who in self.cast.circle:
            person = self.cast.circle[who]
            return conversation_with(Whose(person.client_id, person.pk), Beginning("phone", now))
        house = self.cast.houses[self.cast.house_of(who)]
        contact = self.cast.contacts.get(who)
        whose = Whose(contact_id=contact.pk if contact else None, organisation_id=house.pk)
        return conversation_with(whose, Beginning("phone", now))

    def _next(self) -> int:
        self.number += 1
        return ANONYMOUS + self.number


HOUSE = "house"


@dataclass(frozen=True)
class Wire:
    """One account's wire: it takes everything, and always says so."""

    wires: Wires
    account: Account

    def send(self, message: Outgoing) -> Receipt:
        via = "telegram" if self.account.kind == Account.Kind.TELEGRAM else "mail"
        name = message.message_id
        if via == "telegram":
            name = f"{message.to.partition('@')[0]}:{self.wires._next()}"
        to = self.wires.cast.at(via, message.to)
        letter = UUID(hex=message.message_id.partition("@")[0])
        self.wires.passed.append(
            Sent(clock.now(), HOUSE, to, via, message.subject, message.body, letter, name, address=message.to)
        )
        return Receipt(name, clock.now())
