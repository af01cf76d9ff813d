"""A sealed word of a message, whatever becomes of it, is in no log and no row of the journal."""

import logging

import pytest

from butler.correspondence import presence, saying
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.models import Entry
from butler.reception import access, deciding
from butler.reception import moods as reading_moods
from butler.reception.models import Proposal
from butler.reception.tests.arriving import arrive, mail, sort_all

CANARY = "Кипарис5120"


@pytest.mark.parametrize("sender", ["maria@olshanskaya.example", f"{CANARY}@evil.example"])
def test_a_word_of_a_message_stands_in_no_log_and_no_journal(sender, maria, anna, auditor, caplog):
    caplog.set_level(logging.DEBUG)
    body = f"Закажите столик на двоих в «{CANARY}» завтра в 20:00 и машину домой к 23:00. Я люблю {CANARY}. Ужасно!"
    letter = mail(
        body,
        sender=f"{CANARY} <{sender}>",
        subject=CANARY,
        html=f"<p>{body}</p>",
        files=((f"{CANARY}.pdf", "application/pdf", CANARY.encode()),),
    )
    arrive(letter)
    arrive(b"From: " + CANARY.encode() + b"\n\n\xff" + CANARY.encode())
    messages = sort_all()
    for message in messages:
        if message.client_id:
            _everything_done_with(message, anna)
    with acting_as(auditor.pk):
        told = list(Entry.objects.values())
    assert messages
    assert told
    assert CANARY not in str(told)
    assert CANARY not in caplog.text


def _everything_done_with(message, anna):
    now = clock.now()
    with acting_as(anna.pk):
        for number, card in enumerate(access.proposals(message.conversation_id)):
            if card.kind in (Proposal.Kind.PERSON, Proposal.Kind.LOOK):
                continue
            if number == 1:
                deciding.dismiss(card.id, by=anna, now=now)
                deciding.undo(card.id, by=anna, now=now)
            deciding.take(card.id, by=anna, now=now)
        reading_moods.say_mood(message.pk, "calm", by=anna, now=now)
        presence.seen(message.conversation_id, anna, now=now, writing=True, words=CANARY)
        saying.note(message.conversation_id, CANARY, by=anna, now=now)
        assert access.search(CANARY)
        letter = saying.answer(message.conversation_id, f"Столик в {CANARY} ваш.", by=anna, now=now)
        saying.take_back_answer(letter.pk, by=anna, now=now)
