"""The draft that waits beside a message: which letter, in whose words, and when there is none."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.correspondence import wordings
from butler.correspondence.models import Conversation, Letter, Message
from butler.dossiers.models import Person
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.language.drafting import Matter, Mistake, Purpose, When
from butler.reception.drafting import draft_reply, waiting_reply
from butler.reception.models import Hearing, Proposal
from butler.reception.rules.drafting import SOONEST, Heard, letter_for, matter_of, promise_by

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
WHOLE = Matter("flowers", When(NOW.date()), people=("тёща",))
TABLE = Matter("restaurant")


@pytest.mark.parametrize(
    ("heard", "purpose"),
    [
        (Heard(("request",), ("book",), (WHOLE,)), Purpose.ACKNOWLEDGE),
        (Heard(("request",), ("book",), (TABLE,)), Purpose.ASK),
        (Heard(("request", "request"), ("book", "book"), (WHOLE, TABLE)), Purpose.ASK),
        (Heard(("request", "preference"), ("book", ""), (WHOLE,), "irritated"), Purpose.ACKNOWLEDGE),
        (Heard(("thanks",), ("thanks",), (), "grateful"), Purpose.THANKS),
        (Heard(("part",), ("complaint",), ()), Purpose.SORRY),
        (Heard((), (), (), "angry"), Purpose.SORRY),
        (Heard(("cancel",), ("cancel",), ()), None),
        (Heard(("supplier",), ("confirm",), ()), None),
        (Heard(("person", "request"), ("", "book"), (WHOLE,)), None),
        (Heard(("look",), ("",), ()), None),
        (Heard(("preference",), ("",), ()), None),
        (Heard((), (), ()), None),
    ],
)
def test_which_letter_a_message_calls_for(heard, purpose):
    assert letter_for(heard) == purpose


@pytest.mark.parametrize(
    ("urgency", "no_return_in", "promised_in"),
    [
        ("soon", None, timedelta(hours=2)),
        ("now", None, timedelta(minutes=30)),
        ("today", timedelta(hours=5), timedelta(minutes=75)),
        ("today", timedelta(minutes=20), timedelta(minutes=15)),
        ("soon", timedelta(days=3), timedelta(hours=2)),
        ("soon", timedelta(hours=-1), timedelta(hours=2)),
    ],
)
def test_the_promise_leaves_time_to_act(urgency, no_return_in, promised_in):
    no_return = NOW + no_return_in if no_return_in else None
    by = promise_by(usual=NOW + timedelta(hours=2), urgency=urgency, no_return_at=no_return, now=NOW)
    assert by == NOW + promised_in


@given(st.timedeltas(timedelta(days=-1), timedelta(days=9)), st.sampled_from(["now", "today", "soon"]))
def test_a_promise_is_never_in_the_past_nor_at_an_odd_minute(left, urgency):
    by = promise_by(usual=NOW + timedelta(hours=1), urgency=urgency, no_return_at=NOW + left, now=NOW)
    assert by >= NOW + SOONEST
    assert by.minute % 5 == by.second == by.microsecond == 0


def test_what_was_read_becomes_what_may_be_said():
    read = matter_of(
        "restaurant",
        {
            "when": [("2026-11-27T20:00", False)],
            "party": [(4, False)],
            "place": [("Причале", False)],
            "budget": [({"amount": 40000, "currency": "RUB"}, False)],
        },
    )
    assert (read.party, read.place, read.place_in, read.budget) == (4, "", "Причале", Decimal(40000))
    assert (read.when.day.isoformat(), read.when.at.isoformat()) == ("2026-11-27", "20:00:00")
    known = matter_of("restaurant", {"place": [("Причал", True)], "when": [("T20:00", False)]})
    assert (known.place, known.place_in, known.when.day) == ("Причал", "", None)


@pytest.mark.parametrize("odd", ["", "2026-12", "вечером", "2026-02-31", "T25:00", "T"])
def test_a_day_that_is_none_is_not_said(odd):
    assert matter_of("hotel", {"when": [(odd, False)], "party": [("пара", False)]}).when == When()


@pytest.fixture
def talk(olshanskaya):
    with acting_for("test"):
        return Conversation.objects.create(client=olshanskaya, channel="telegram", last_at=clock.now())


@pytest.fixture
def hear(talk, olshanskaya):
    """A message and what was read in it: hear("flowers", people=["тёща"], when=["2026-11-26"])."""

    def make(category: str, *, kind: str = "request", act: str = "book", mood: str = "calm", person=None, **slots):
        with acting_for("test"):
            message = Message.objects.create(
                client=olshanskaya, conversation=talk, way="in", channel="telegram", sent_at=clock.now(),
                body="слова", person=person,
            )  # fmt: skip
            Hearing.objects.create(
                client=olshanskaya, message=message, mood=mood, urgency="soon", sent_at=clock.now(),
                read_at=clock.now(), content="{}",
            )  # fmt: skip
            Proposal.objects.create(
                client=olshanskaya, message=message, number=1, kind=kind, code=category, act=act, confidence=0.9,
                made_at=clock.now(),
                content=json.dumps({
                    "slots": {name: [{"value": one, "span": [0, 1, "rule", 1.0]} for one in values]
                              for name, values in slots.items()},
                }),
            )  # fmt: skip
        return message

    return make


def drafted(message):
    with acting_for("test"):
        letter = draft_reply(message.pk, now=clock.now())
        return (letter.purpose, open_sealed(letter, "body").replace("\u00a0", " ")) if letter else None


def test_a_request_that_says_all_is_acknowledged_with_an_hour(hear):
    purpose, body = drafted(hear("flowers", people=["тёща"], when=["2026-11-26"]))
    assert purpose == "acknowledge"
    assert body.startswith("Мария Андреевна, уже занимаюсь: подбираю цветы в четверг, 26 ноября. Напишу вам не позже ")


def test_a_request_that_leaves_something_open_is_answered_with_one_question(hear):
    purpose, body = drafted(hear("restaurant", when=["2026-11-26T20:00"]))
    assert purpose == "ask"
    assert "на сколько человек и где удобнее?" in body


def test_the_newest_draft_waits_alone(hear, talk):
    drafted(hear("restaurant"))
    drafted(hear("", kind="thanks", act="thanks"))
    with acting_for("test"):
        assert waiting_reply(talk.pk).purpose == "thanks"
        assert Letter.objects.filter(state="waiting").count() == 1


def test_nothing_is_drafted_where_a_person_must_read_first(hear, talk):
    assert drafted(hear("", kind="look", act="")) is None
    assert drafted(hear("restaurant", kind="cancel", act="cancel")) is None


def test_whoever_writes_for_the_client_is_answered_by_their_own_name(hear, olshanskaya):
    with acting_for("test"):
        pavel = Person.objects.create(
            client=olshanskaya, relation="assistant", given_name="Павел", gender="m", may_ask=True
        )
    _, body = drafted(hear("flowers", person=pavel, people=["тёща"], when=["2026-11-26"]))
    assert body.startswith("Павел, уже занимаюсь")


def test_the_houses_own_words_are_used_and_can_be_left_again(hear, vera):
    with acting_as(vera.pk):
        wordings.change(Purpose.ACKNOWLEDGE, "ru", "Слышу, {клиент}. До {срок}.", by=vera, now=clock.now())
    assert drafted(hear("flowers", people=["тёща"], when=["2026-11-26"]))[1].startswith("Слышу, Мария Андреевна. До ")
    with acting_as(vera.pk):
        assert wordings.back_to_the_first(Purpose.ACKNOWLEDGE, "ru", now=clock.now())
        assert not wordings.back_to_the_first(Purpose.ACKNOWLEDGE, "ru", now=clock.now())
    assert "уже занимаюсь" in drafted(hear("flowers", people=["тёща"], when=["2026-11-26"]))[1]


def test_a_wording_that_cannot_be_used_is_refused_and_the_old_one_stays(vera):
    with acting_as(vera.pk), pytest.raises(Mistake, match="unknown_variable"):
        wordings.change(Purpose.THANKS, "ru", "{клиентт}, спасибо", by=vera, now=clock.now())
    with acting_as(vera.pk):
        assert not any(one.is_own for one in wordings.wordings())
        assert wordings.change(Purpose.THANKS, "en", "{client}, thank you.", by=vera, now=clock.now())
        assert wordings.change(Purpose.THANKS, "en", "{client}, thank you. ", by=vera, now=clock.now()) is None
