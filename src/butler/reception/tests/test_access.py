"""What was read in messages is opened for those who may, and for nobody else."""

import json
from datetime import timedelta

import pytest

from butler.correspondence import searching
from butler.correspondence.models import Conversation, Message, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.reception import access
from butler.reception.models import Hearing, Proposal

WORDS = "Нужен стол на двоих, и снова холодно в зале"


@pytest.fixture
def talk(olshanskaya):
    with acting_for("test"):
        return Conversation.objects.create(client=olshanskaya, channel="mail", last_at=clock.now())


@pytest.fixture
def say(talk, olshanskaya):
    """Something was said, and read: say("angry", minutes_ago=5)."""

    def make(mood: str = "calm", minutes_ago: int = 0, body: str = WORDS) -> Message:
        at = clock.now() - timedelta(minutes=minutes_ago)
        with acting_for("test"):
            message = Message.objects.create(
                client=olshanskaya, conversation=talk, way="in", channel="mail", sent_at=at, body=body
            )
            Hearing.objects.create(
                client=olshanskaya, message=message, mood=mood, sent_at=at, read_at=at,
                content=json.dumps({"cause": {"words": "снова холодно", "start": 23, "end": 36}, "also": ["sad"]}),
            )  # fmt: skip
        return message

    return make


@pytest.fixture
def proposed(say, olshanskaya):
    message = say()
    with acting_for("test"):
        return Proposal.objects.create(
            client=olshanskaya, message=message, number=1, kind="request", code="restaurant", act="book",
            other_code="hotel", other_act="options", confidence=0.81, made_at=clock.now(),
            content=json.dumps({
                "title": "Стол на двоих",
                "words": "стол на двоих",
                "spans": [[6, 19, "rule", 0.9]],
                "slots": {"party": [{"value": 2, "span": [11, 19, "rule", 1.0]}]},
            }),
        )  # fmt: skip


def test_a_proposal_shows_both_guesses_and_where_it_stands(proposed, talk, anna):
    with acting_as(anna.pk):
        (card,) = access.proposals(talk.pk)
    assert (card.first.code, card.first.act, card.second.code, card.percent) == ("restaurant", "book", "hotel", 81)
    assert [(slot.name, slot.value, WORDS[slot.evidence.start : slot.evidence.end]) for slot in card.slots] == [
        ("party", 2, "на двоих")
    ]
    assert card.is_open
    assert not card.may_undo(clock.now())


def test_what_was_read_stays_with_those_who_may_open_the_client(proposed, talk, say, mark, anna, olshanskaya):
    message = say("angry")
    with acting_as(anna.pk):
        assert access.hearing(message.pk).cause == "снова холодно"
    with acting_as(mark.pk):
        assert access.proposals(talk.pk) == access.proposals() == []
        assert access.hearing(message.pk) is None
        assert access.mood_trend(olshanskaya.pk).points == ()
        assert access.inbox(view="team", waiting="") == []
        assert access.search("стол").hits == ()
        with pytest.raises(NotHere):
            access.proposal(proposed.pk)


def test_the_trend_tells_where_it_goes_and_why(say, anna, olshanskaya):
    for ago, mood in ((60, "grateful"), (50, "pleased"), (30, "calm"), (20, "irritated"), (10, "angry")):
        say(mood, minutes_ago=ago)
    with acting_as(anna.pk):
        trend = access.mood_trend(olshanskaya.pk)
    assert (trend.direction, [point.weight for point in trend.points]) == ("worse", [2, 1, 0, -2, -3])
    assert (trend.cause.mood, trend.cause.cause) == ("angry", "снова холодно")


def test_mine_is_what_i_own_or_lead_and_the_team_sees_the_rest(proposed, talk, anna, ilya):
    def listed(who, view):
        with acting_as(who.pk):
            return [(row.talk.id, row.open_proposals) for row in access.inbox(view=view, waiting="us")]

    assert listed(anna, "mine") == listed(ilya, "team") == [(talk.pk, 1)]
    assert listed(ilya, "mine") == []
    with acting_for("test"):
        Conversation.objects.update(owner=ilya)
    assert listed(anna, "mine") == []
    assert listed(ilya, "mine") == [(talk.pk, 1)]


@pytest.mark.parametrize(("asked", "found"), [("столы", 1), ("ЗАЛ", 1), ("двоих стол", 1), ("завтрак", 0), (".", 0)])
def test_search_finds_any_form_of_every_word(say, anna, asked, found):
    message = say()
    with acting_as(anna.pk):
        hits = access.search(asked).hits
    assert [hit.message_id for hit in hits] == [message.pk] * found


def test_a_search_says_how_far_it_looked_and_goes_on_from_there(say, anna, monkeypatch):
    monkeypatch.setattr(searching, "SCANNED", 3)
    old = say(minutes_ago=90, body="Хочу услышать орган в Домском соборе")
    for ago in (80, 70, 60):
        say(minutes_ago=ago)
    with acting_as(anna.pk):
        first = access.search("орган")
        assert (first.hits, first.reached is not None) == ((), True)
        second = access.search("орган", after=first.further)
        assert [hit.message_id for hit in second.hits] == [old.pk]
        assert second.further is None


def test_no_more_are_found_at_once_than_can_be_read_and_none_is_left_out(say, anna, monkeypatch):
    monkeypatch.setattr(searching, "FOUND", 2)
    said = [say(minutes_ago=ago).pk for ago in (10, 20, 30)]
    with acting_as(anna.pk):
        first = access.search("стол")
        second = access.search("стол", after=first.further)
    assert [hit.message_id for hit in (*first.hits, *second.hits)] == said
    assert second.further is None


def test_the_word_found_stands_whole_among_whole_words(say, anna):
    say(body="Добрый день, " * 9 + "закажите столик у окна, пожалуйста, " + "и ещё раз спасибо, " * 9)
    with acting_as(anna.pk):
        (hit,) = access.search("стол").hits
    before, word, after = hit.parts
    assert word == "столик"
    assert (before[0], before[1:].split()[0] in ("Добрый", "день,")) == ("…", True)
    assert (after[-1], after[:-1].split()[-1] in ("и", "ещё", "раз", "спасибо,")) == ("…", True)


def test_what_could_not_be_read_is_shown_to_leads_until_somebody_looked(house, vera, mark):
    with acting_for("test"):
        RawMessage.objects.create(
            channel="mail", external_id="1", state="unreadable", why="too_slow", content=b"\xff",
            received_at=clock.now(), envelope=json.dumps({"from": "nina@strange.example"}),
        )  # fmt: skip
    with acting_as(vera.pk):
        assert [(one.why, one.sender) for one in access.not_read()] == [("too_slow", "nina@strange.example")]
    with acting_as(mark.pk):
        assert access.not_read() == []
