"""The answer that waits beside a message: drafted when it was read, in the client's own manner, for a person's yes."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from butler.correspondence import actions
from butler.correspondence.clients import addressee, in_house_words
from butler.correspondence.clients import facts_for as clients_facts
from butler.correspondence.models import Channel, Conversation, Letter, Message
from butler.dossiers.models import Client
from butler.ground import live
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.changes import Told, asking, understood
from butler.language.drafting import Facts, Matter, Purpose, missing, moment_words
from butler.language.drafting.matters import doing_words
from butler.language.standing import noted
from butler.reception.access.hearings import hearing
from butler.reception.access.proposals import ProposalCard, proposals
from butler.reception.meaning import ANY, Said, booking_meant, instead, is_rather
from butler.reception.models import Proposal
from butler.reception.rules.drafting import ASKS, HEAVY, Heard, letter_for, matter_of, may_answer, promise_by
from butler.reception.standing import answer_to
from butler.reception.wishing import Wish, may_follow, wish_meant
from butler.requests import access as requests
from butler.requests.rules import first_answer_by
from butler.sourcing.access.wanted import matter_of as sought

STATUS = "status"  # an answer to how it stands
PURPOSES = (*(str(purpose) for purpose in Purpose), STATUS)
MEANT = (Proposal.State.OPEN, Proposal.State.TAKEN, Proposal.State.CORRECTED)


@transaction.atomic
def draft_reply(message_id: UUID, *, now: datetime) -> Letter | None:
    """Draft the answer to this message, in the place of an older draft that still waits in its conversation.

    None where a person must read first, where the house does not know who wrote, or where a needed fact is missing.
    Twice gives the same draft.
    """
    message = Message.objects.select_related("conversation", "client", "person").filter(pk=message_id).first()
    if message is None or message.client is None or message.way != Message.Way.IN or not message.carries_weight:
        return None
    if message.conversation.contact_id or message.conversation.organisation_id:
        return None
    written = _written(message, message.client, now)
    _withdraw_older(message.conversation, now)
    if written is None:
        return None
    purpose, body = written
    letter = actions.draft_letter(_draft(message, message.client, purpose, body, now), now=now)
    live.changed("conversation", client_id=message.client_id, about=message.conversation_id)
    return letter


def waiting_reply(conversation_id: UUID) -> Letter | None:
    """The draft that waits in this conversation, if there is one."""
    rows = Letter.objects.filter(conversation=conversation_id, state=Letter.State.WAITING, purpose__in=PURPOSES)
    return rows.order_by("-drafted_at").first()


def is_the_draft(conversation_id: UUID, letter_id: UUID | None, text: str) -> bool:
    """These words are that draft of this conversation, and nobody has changed them; line ends do not count."""
    letter = Letter.objects.filter(pk=letter_id, conversation=conversation_id).first() if letter_id else None
    return letter is not None and open_sealed(letter, "body").split() == text.split()


def _written(message: Message, client: Client, now: datetime) -> tuple[str, str] | None:
    cards = [card for card in proposals(message_ids=[message.pk]) if card.state in MEANT]
    sound = hearing(message.pk)
    asked = [card for card in cards if card.kind in ASKS]
    heard = Heard(
        kinds=tuple(card.kind for card in cards),
        acts=tuple(card.first.act for card in cards),
        matters=tuple(_matter(card) for card in asked),
        mood=sound.mood if sound else "calm",
    )
    by = promise_by(
        usual=first_answer_by(requests.working_hours(), now),
        urgency=sound.urgency if sound else "soon",
        no_return_at=sound.no_return_at if sound else None,
        now=now,
    )
    questions = [(card.first.code, _day(card)) for card in cards if card.kind == "question"]
    if questions and may_answer(heard):
        words = answer_to(message, client, questions, by=by, now=now)
        return (STATUS, words) if words else None
    if heard.kinds and set(heard.kinds) <= {"late", "preference"}:
        name, voice = addressee(client, message.person)
        return STATUS, noted(name=name, voice=voice)
    if heard.kinds and set(heard.kinds) <= {"change", "part", "preference"} and heard.mood not in HEAVY:
        words = _asking_for_change(message, client, cards, by, now)
        if words:
            return STATUS, words
    purpose = letter_for(heard)
    if purpose is None:
        return None
    facts = facts_for(message, client, now=now, promise_by=by, heard=heard)
    return _drafted(purpose, facts)


def facts_for(message: Message, client: Client, *, now: datetime, promise_by: datetime, heard: Heard) -> Facts:
    """What the letter may say: to whoever wrote, in the client's manner."""
    name, voice = addressee(client, message.person)
    return Facts(
        client=name,
        voice=voice,
        now=now,
        zone=ZoneInfo(client.zone),
        matters=heard.matters,
        promise_by=promise_by,
        author=client.led_by.given_name,
        house=the_house().name,
    )


def _drafted(purpose: Purpose, facts: Facts) -> tuple[str, str] | None:
    words = in_house_words(purpose, facts)
    return (purpose, words) if words else None


def _asking_for_change(message: Message, client: Client, cards: list[ProposalCard], by: datetime, now: datetime) -> str:
    """«Уже прошу перенести…», or «принято: теперь ищу…», where it is certain what is meant."""
    changes = [card for card in cards if card.kind in ("change", "part")]
    if len(changes) != 1 or changes[0].first.act == "complaint":
        return ""
    said, is_change = _said_in(changes[0]), changes[0].kind == "change"
    if not is_change and said.category in ANY:
        return ""
    booking = booking_meant(message, said, now=now) if is_change else None
    wish = wish_meant(message, client, said, now=now, is_change=is_change)
    if wish is not None and (booking is None or is_rather(booking, wish.request, said) == "search"):
        return _understood(wish, message, client, by, now) if may_follow(wish) else ""
    wanted = instead(booking, message, said) if booking is not None else None
    if booking is None or wanted is None or (wish is not None and is_rather(booking, wish.request, said) == ""):
        return ""
    name, voice = addressee(client, message.person)
    told = Told(
        booking.kind, booking.organisation.name if booking.organisation else "", wanted[0],
        wanted[1] or booking.party_size, now, ZoneInfo(booking.zone),
    )  # fmt: skip
    return asking(told, name=name, voice=voice, by=by)


def _said_in(card: ProposalCard) -> Said:
    slots: dict[str, list[object]] = {}
    for line in card.slots:
        slots.setdefault(line.name, []).append({"value": line.value})
    return Said(card.first.code, slots, card.words)


def _understood(wish: Wish, message: Message, client: Client, by: datetime, now: datetime) -> str:
    """What we seek now, all of it, so that a slip of ours is seen at once."""
    matters = (sought(wish.request.category, wish.after),)
    if missing(matters[0]):
        return ""
    facts = clients_facts(client, message.person, now=now, matters=matters)
    return understood(doing_words(facts), name=facts.client, voice=facts.voice, by=moment_words(by, facts))


def _day(card: ProposalCard) -> str:
    return next((str(line.value)[:10] for line in card.slots if line.name == "when"), "")


def _matter(card: ProposalCard) -> Matter:
    slots: dict[str, list[tuple[object, bool]]] = {}
    for line in card.slots:
        is_known = line.evidence is not None and line.evidence.source == "gazetteer"
        slots.setdefault(line.name, []).append((line.value, is_known))
    return matter_of(card.first.code, slots)


def _draft(message: Message, client: Client, purpose: str, body: str, now: datetime) -> actions.Draft:
    sendable = (Channel.MAIL, Channel.TELEGRAM)
    channel = message.channel if message.channel in sendable else client.channel
    language = message.person.language if message.person else client.language
    return actions.Draft(
        client_id=client.pk,
        purpose=str(purpose),
        body=body,
        send_after=now,
        channel=channel,
        language=language,
        conversation_id=message.conversation_id,
        person_id=message.person_id,
        answers_id=message.pk,
    )


def _withdraw_older(conversation: Conversation, now: datetime) -> None:
    rows = Letter.objects.filter(conversation=conversation, state=Letter.State.WAITING, purpose__in=PURPOSES)
    for letter_id in rows.order_by("pk").values_list("pk", flat=True):
        actions.withdraw(letter_id, why="newer_draft", now=now)
