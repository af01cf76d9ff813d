"""A second opinion on a message that our own rules could not read well: of a language model, where the house has one.

Off by default: the owner adds a model, and a client agrees. Who is named in the message is hidden before, restored
after; the answer is checked against the words of the message, read again by our own rules, and only proposed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from butler.channels.model import Endpoint, NoAnswer, ask
from butler.correspondence.models import Account, Message
from butler.correspondence.wires import model_of
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.sealing import open_sealed
from butler.language.dates import find
from butler.language.evidence import Source
from butler.language.message import Asked, Guess, Reading
from butler.language.mood import Label, Mood
from butler.language.redaction import Hidden
from butler.language.slots import read_slots
from butler.language.tongue import tongue
from butler.reception.context import Around, around
from butler.reception.hearing import LONGEST, PURPOSE, house_words, keep_more
from butler.reception.hiding import without_anybody
from butler.reception.models import Proposal
from butler.reception.rules.opinion import CONFIDENCE, INSTRUCTION, SCHEMA, Believed, believed, wants_opinion
from butler.reception.rules.proposing import Proposed, proposals_of


@dataclass(frozen=True)
class Question:
    """What the model is asked, and what was hidden in it."""

    endpoint: Endpoint
    text: str
    hidden: Hidden


def ask_model(message_id: UUID, *, now: datetime) -> list[Proposal]:
    """Ask about one message and propose what is believed. Twice proposes nothing twice; no answer changes nothing."""
    with acting_for(PURPOSE):
        question = _question(message_id)
    if question is None:
        return []
    try:  # outside any transaction: it may take its time
        answer = ask(question.endpoint, instruction=INSTRUCTION, text=question.hidden.text, schema=SCHEMA)
    except NoAnswer as silence:
        with acting_for(PURPOSE):
            journal.record("model.silent", about=Message.objects.get(pk=message_id), why=str(silence.why))
        return []
    with acting_for(PURPOSE):
        return _propose(message_id, believed(answer, question.text, question.hidden), now)


def ask_where_wanted(message_id: UUID) -> None:
    """After our own reading: ask for a second opinion, in a job of its own, where there may be one and it is wanted."""
    with acting_for(PURPOSE):
        message = Message.objects.select_related("client").filter(pk=message_id).first()
        if message is not None and may_ask(message):
            later("reception.ask_model", message_id=str(message_id))


def may_ask(message: Message) -> bool:
    """The client agrees, the house has a model, and our own reading is unsure."""
    client = message.client
    if client is None or not client.may_ask_model or message.way != Message.Way.IN:
        return False
    return _model() is not None and wants_opinion(_kinds(message))


def _question(message_id: UUID) -> Question | None:
    message = Message.objects.select_related("client").filter(pk=message_id).first()
    if message is None or message.client is None or not may_ask(message):
        return None
    account, text = _model(), open_sealed(message, "body")[:LONGEST]
    if account is None or not text.strip():
        return None
    hidden = without_anybody(text, message.client)
    journal.record("model.asked", about=message, hidden=len(hidden.meant))
    return Question(model_of(account), text, hidden)


def _model() -> Account | None:
    return Account.objects.filter(kind=Account.Kind.MODEL, is_on=True).order_by("name", "pk").first()


def _kinds(message: Message) -> dict[str, float]:
    rows = Proposal.objects.filter(message=message).exclude(state=Proposal.State.STALE)
    return {row["kind"]: row["sure"] for row in rows.values("kind").annotate(sure=Max("confidence")).order_by()}


def _propose(message_id: UUID, found: list[Believed], now: datetime) -> list[Proposal]:
    rows = Message.objects.select_for_update(of=("self",)).select_related("client", "person", "conversation")
    message = rows.filter(pk=message_id).first()
    if message is None or not found or not wants_opinion(_kinds(message)):
        return []
    text, known = open_sealed(message, "body")[:LONGEST], around(message)
    made = keep_more(message, _proposed(text, found, known), now)
    journal.record("model.answered", about=message, proposed=len(made))
    live.changed("conversation", client_id=message.client_id, about=message.conversation_id)
    return made


def _proposed(text: str, found: list[Believed], known: Around) -> list[Proposed]:
    """Through the same rules as a reading of our own; days, numbers and names are read by them alone."""
    language = tongue(text)
    asked = tuple(_asked(text, one, known, language) for one in found)
    reading = Reading(language, asked, Mood(Label.CALM, 0.0), Guess("soon", 0.0))
    proposed = proposals_of(
        text,
        reading,
        open_requests=known.requests,
        context=known.context,
        facts=house_words(known),
        letter=known.letter,
    )
    return [_of_the_model(one) for one in proposed]


def _asked(text: str, one: Believed, known: Around, language: str) -> Asked:
    start, end = one.span
    part = text[start:end]
    slots = read_slots(
        part, lang=language, ref=known.ref, category=one.category, act=one.act, moments=find(part, known.ref, language),
        gazetteer=known.context.gazetteer, whole=text,
    )  # fmt: skip
    shifted = {
        name: [replace(each, start=each.start + start, end=each.end + start) for each in values]
        for name, values in slots.items()
    }
    return Asked(
        one.span, (Guess(one.category, CONFIDENCE, (one.span,)),), (Guess(one.act, 1.0, (one.span,)),), shifted
    )


def _of_the_model(one: Proposed) -> Proposed:
    spans = [[start, end, str(Source.LLM), sure] for start, end, _, sure in one.content.get("spans", ())]
    return replace(one, confidence=CONFIDENCE, content=one.content | {"spans": spans})
