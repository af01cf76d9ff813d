"""Letters to the network: a question, an order, a thank-you, with a page on which it is answered by a tap.

Whatever is said to somebody of the network about a client stands in one conversation with them about that client.
Questions, thanks and drivers' orders leave by a rule of the house; an order, a change or a cancellation waits for a
yes. Nobody's name goes along: the outbox reads every such letter first (`guarding`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from butler.correspondence import actions
from butler.correspondence.models import Answer, Letter, Message, Page
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Contact, Organisation

BY_RULE = frozenset({"approach", "chase", "reconfirmation", "ride", "thanks", "release"})  # migration 0013 knows too
PATH = "a/"  # where the portal opens pages
LINK = "[[page]]"  # where in the words the address of the page stands; without one at the end


@dataclass(frozen=True)
class Asks:
    """The page that goes along: what kind, what it shows (no client's name in it), until when."""

    kind: str
    shows: Mapping[str, Any]
    expires_at: datetime


@dataclass(frozen=True)
class Question:
    """A letter to somebody of the network about a client. `whose` names the contact or the organisation."""

    client_id: UUID
    whose: Whose
    purpose: str  # approach, chase, reconfirmation, ride, thanks, release; booking, cancellation and others need a yes
    body: str
    subject: str = ""
    send_after: datetime | None = None  # none: now
    language: str = "ru"
    answers_id: UUID | None = None
    page: Asks | None = field(default=None)


class NoWay(Exception):
    """They have neither a mail address nor a chat with our bot: somebody telephones."""


@transaction.atomic
def ask(question: Question, *, now: datetime) -> Letter:
    """Lay the letter into the outbox: approved by a rule of the house, or waiting for a yes. Refuses with NoWay."""
    channel = channel_to(question.whose)
    beginning = Beginning(channel=channel, at=now, subject=question.subject)
    talk = conversation_with(question.whose.about(question.client_id), beginning)
    draft = actions.Draft(
        question.client_id, question.purpose, question.body, question.send_after or now, channel=channel,
        language=question.language, subject=question.subject, conversation_id=talk.pk,
        answers_id=question.answers_id, is_urgent=True,
    )  # fmt: skip
    letter = actions.draft_letter(draft, now=now)
    if question.page is not None:
        add_page(letter, question.page, question.language, now)
    if question.purpose in BY_RULE:
        letter.state, letter.allowed_by = Letter.State.NEW, Letter.AllowedBy.HOUSE_RULE
        letter.save(update_fields=["state", "allowed_by"])
        journal.record("letter.by_rule", about=letter, purpose=letter.purpose)
        later("correspondence.send")
    return letter


def channel_to(whose: Whose) -> str:
    """Over which channel they are written to; NoWay when there is none."""
    house: Contact | Organisation | None
    if whose.contact_id is not None:
        house = Contact.objects.filter(pk=whose.contact_id).first()
    else:
        house = Organisation.objects.filter(pk=whose.organisation_id or 0).first()
    if house is None:
        raise NotHere
    has_chat = house.telegram.lstrip("-").isdigit()
    likes_chat = has_chat and getattr(house, "channel", "") == "telegram"
    if house.mail and not likes_chat:
        return "mail"
    if has_chat:
        return "telegram"
    raise NoWay


def add_page(letter: Letter, asks: Asks, language: str, now: datetime) -> None:
    """Give a letter that waits its private page; its address stands where LINK is, else below."""
    page = Page.objects.create(
        client_id=letter.client_id, letter=letter, kind=asks.kind, language=language,
        shows=json.dumps(dict(asks.shows), ensure_ascii=False), made_at=now, expires_at=asks.expires_at,
    )  # fmt: skip
    origin, body = the_house().origin, open_sealed(letter, "body")
    address = f"{origin}/{PATH}{page.pk}/" if origin else ""
    if LINK in body:
        letter.body = body.replace(LINK, address)
    elif address:
        letter.body = f"{body}\n\n{PRESS.get(language, PRESS['en'])}\n{address}"
    else:
        return
    letter.save(update_fields=["body"])


PRESS = {"ru": "Ответить можно одним нажатием:", "en": "You can answer with one tap:"}


def close_page(letter: Letter | None, *, why: str, now: datetime) -> None:
    """The page of this letter takes no answer any more."""
    if letter is not None:
        Page.objects.filter(letter=letter, closed_at__isnull=True).update(closed_at=now, closed_why=why)


# What came back


@dataclass(frozen=True)
class Pressed:
    """An answer of a page, opened."""

    id: UUID
    letter_id: UUID
    act: str
    content: Mapping[str, Any]
    at: datetime


def pressed(letters: Iterable[UUID] | QuerySet) -> list[Pressed]:
    """Answers of pages of these letters that nobody has taken in, in the order they came. Locked until the commit."""
    rows = Answer.objects.filter(page__letter__in=letters, taken_at__isnull=True).select_related("page")
    rows = rows.select_for_update(of=("self",), skip_locked=True).order_by("at", "pk")
    return [
        Pressed(row.pk, row.page.letter_id, row.act, json.loads(open_sealed(row, "content") or "{}"), row.at)
        for row in rows
    ]


def take_in(answer_id: UUID, *, became: str, now: datetime) -> None:
    """This answer has become what it is: once."""
    Answer.objects.filter(pk=answer_id).update(taken_at=now, taken_as=became[:12])


def replies(letters: Iterable[UUID], *, unheard_since: datetime | None = None) -> list[Message]:
    """Messages that answer these letters: by their thread, the earliest first."""
    rows = Message.objects.filter(answers__letter__in=list(letters), way=Message.Way.IN)
    if unheard_since is not None:
        rows = rows.filter(sent_at__gt=unheard_since)
    return list(rows.select_related("answers").order_by("sent_at", "pk"))
