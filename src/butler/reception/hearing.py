"""A message is read: how it sounds, and what it proposes. Nothing happens by it: a person takes or sets aside.

Reading again (the words were edited, the conversation found its client) puts new proposals in the place of the open
ones; what a person has decided stays.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from butler.correspondence.models import Conversation, Message
from butler.ground import clock, journal, live
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import ready
from butler.language.drafting import Facts
from butler.language.message import Reading, as_json, read
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.language.tastes import read_preferences
from butler.language.tongue import tongue
from butler.reception import clocking
from butler.reception.context import Around, around
from butler.reception.drafting import draft_reply
from butler.reception.lateness import late_proposals
from butler.reception.models import Hearing, Proposal
from butler.reception.needs import needs_of
from butler.reception.rules.proposing import Proposed, is_raised, proposals_of, taste_of
from butler.reception.suppliers import supplier_proposals
from butler.reception.unknown import who_it_may_be

PURPOSE = "read"
VERSION = 2
LONGEST = 20_000  # characters that are read; all are kept


def read_message(message_id: UUID, *, now: datetime) -> list[Proposal]:
    """Read one message of theirs, or a note of ours; its open proposals, in order. None for what is neither."""
    ready.load()  # before the transaction: the database cuts off whoever keeps one open and idle for a minute
    with acting_for(PURPOSE):
        rows = Message.objects.select_for_update(of=("self",)).select_related("client", "person", "conversation")
        message = rows.filter(pk=message_id, way__in=(Message.Way.IN, Message.Way.NOTE)).first()
        if message is None:
            return []
        if message.way == Message.Way.NOTE:
            return hear_note(message, now=now)
        made = hear(message, now=now)
    with acting_for(PURPOSE):  # apart: a draft that cannot be made takes no proposal away
        draft_reply(message_id, now=now)
    return made


@transaction.atomic
def hear(message: Message, *, now: datetime) -> list[Proposal]:
    """Read it and keep what was read."""
    known = around(message)
    text = open_sealed(message, "body")[:LONGEST]
    reading = read(text, ref=known.ref, context=known.context)
    found = list(_found(message, text, reading, known))
    _keep_hearing(message, text, reading, known, now)
    rows = _keep_proposals(message, found, now)
    clocking.keep(message)
    journal.record("message.read", about=message, kinds=[row.kind for row in rows], version=VERSION)
    live.changed("conversation", client_id=message.client_id, about=message.conversation_id)
    return rows


@transaction.atomic
def hear_note(message: Message, *, now: datetime) -> list[Proposal]:
    """What a colleague has noted of a client: tastes, and what is late, each a proposal with its words. It asks
    nothing of us, and nobody is answered."""
    if message.client_id is None or is_supplier(message.conversation):
        return []
    text = open_sealed(message, "body")[:LONGEST]
    tastes = [taste_of(one) for one in read_preferences(text, tongue(text)) if one.is_lasting or is_raised(one)]
    rows = _keep_proposals(message, [*late_proposals(message, text), *tastes], now)
    journal.record("note.read", about=message, kinds=[row.kind for row in rows], version=VERSION)
    live.changed("conversation", client_id=message.client_id, about=message.conversation_id)
    return rows


def _found(message: Message, text: str, reading: Reading, known: Around) -> list[Proposed]:
    late = late_proposals(message, text)
    if is_supplier(message.conversation):
        return late or supplier_proposals(message, text, known)
    facts = house_words(known)
    asked = proposals_of(
        text, reading, open_requests=known.requests, context=known.context, facts=facts, letter=known.letter,
        standing=known.standing,
    )  # fmt: skip
    if late:  # what was read as a change of it is the same news
        asked = [one for one in asked if one.code != late[0].code or one.act in ("book", "options", "cancel")]
    if message.client_id is None:
        return [*who_it_may_be(message), *asked]
    return [*late, *asked, *needs_of(message, reading)]


def is_supplier(talk: Conversation) -> bool:
    return bool(talk.contact_id or talk.organisation_id)


def house_words(known: Around) -> Facts:
    """Titles are for colleagues: in the house's language."""
    house = the_house()
    voice = Voice(house.language, "first")
    return Facts(client=Name("", "", "", "f"), voice=voice, now=clock.now(), zone=known.zone)


def _keep_hearing(message: Message, text: str, reading: Reading, known: Around, now: datetime) -> None:
    row = Hearing.objects.filter(message=message).first() or Hearing(message=message, client_id=message.client_id)
    row.language, row.urgency = reading.lang[:2], reading.urgency.value
    if row.mood_said_by_id is None:
        row.mood, row.mood_score = reading.mood.label, reading.mood.score
    row.no_return_at = reading.no_return.replace(tzinfo=known.zone) if reading.no_return else None
    row.content = json.dumps(_heard(message, text, reading), ensure_ascii=False)
    row.sent_at, row.read_at, row.version = message.sent_at, now, VERSION
    row.save()


def _heard(message: Message, text: str, reading: Reading) -> dict[str, Any]:
    cause = reading.mood.cause
    person = message.person
    return {
        "reading": as_json(reading),
        "also": list(reading.mood.also),
        "cause": {"words": text[slice(*cause)], "start": cause[0], "end": cause[1]} if cause else None,
        "asked_by": str(person.pk) if person else "",
        "may_ask": message.carries_weight and (person.may_ask if person else message.client_id is not None),
        "may_decide": message.carries_weight and (person.may_decide if person else message.client_id is not None),
    }


def _keep_proposals(message: Message, found: list[Proposed], now: datetime) -> list[Proposal]:
    kept = Proposal.objects.filter(message=message, state=Proposal.State.OPEN)
    kept.update(state=Proposal.State.STALE, decided_at=now)
    return keep_more(message, found, now)


def keep_more(message: Message, found: list[Proposed], now: datetime) -> list[Proposal]:
    """Keep further proposals of a message; what stands there already, open or decided, is not proposed again."""
    kept = Proposal.objects.filter(message=message)
    decided = {(row.kind, row.code, row.act) for row in kept.exclude(state=Proposal.State.STALE)}
    number = kept.aggregate(last=Max("number"))["last"] or 0
    rows = []
    for one in found:
        if (one.kind, one.code, one.act) in decided:
            continue
        number += 1
        rows.append(
            Proposal.objects.create(
                client_id=message.client_id, message=message, number=number, kind=one.kind, code=one.code, act=one.act,
                other_code=one.other_code, other_act=one.other_act, confidence=one.confidence,
                content=json.dumps(one.content, ensure_ascii=False), made_at=now,
            )
        )  # fmt: skip
    return rows
