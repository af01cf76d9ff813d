"""A call or a pasted text that a colleague writes down: whoever it was is found, kept, asked for, and learnt."""

from datetime import timedelta

import pytest

from butler.correspondence import calls, conversations, regrouping
from butler.correspondence.models import Conversation, Message, RawMessage
from butler.dossiers import actions as dossiers
from butler.dossiers.models import ContactPoint
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation
from butler.reception import regrouping as sorting_of
from butler.reception.models import Proposal
from butler.reception.tests.arriving import sort_all

PAVEL = ("phone", "+79215551234")
WORDS = "Звонил Павел: просит столик на двоих завтра в 20:00. Яшма-5512"


@pytest.fixture
def take_down(anna, house):
    """Anna writes down what somebody said; take_down(contact=("phone", "+7...")), as the page does."""

    def make(text: str = WORDS, *, by=None, once=None, ago: int = 0, **fields) -> RawMessage:
        told = calls.Told("phone", text, clock.now() - timedelta(minutes=ago), **({"contact": PAVEL} | fields))
        with acting_as((by or anna).pk):
            return calls.take_down(told, by=by or anna, now=clock.now(), once=once).raw

    return make


def test_a_call_from_a_stranger_waits_to_be_named_and_the_answer_learns_the_number(take_down, vera, anna, olshanskaya):
    take_down(name="Павел")
    (message,) = sort_all()
    with acting_as(anna.pk):
        assert not Conversation.objects.exists()  # what nobody knows is for the leads
    with acting_as(vera.pk):
        (card,) = conversations.talks(unsorted=True)
        assert (card.sender, card.waiting, card.channel) == ("Павел, +7 921 555-12-34", "us", "phone")
        assert message.written_by == anna
        assert Proposal.objects.filter(message=message, kind="request").exists()
        made = sorting_of.belongs_to(card.id, olshanskaya.pk, by=vera, now=clock.now())
    take_down("И ещё: тихий столик.", ago=1)
    second = sort_all()[0]
    assert (second.client_id, second.conversation_id) == (olshanskaya.pk, made.target_id)
    with acting_as(vera.pk):
        sorting_of.take_back(made.pk, by=vera, now=clock.now())
        assert not ContactPoint.objects.filter(kind="phone", removed_at=None).exists()


def test_a_known_number_is_heard_in_its_owners_conversation_at_the_moment_of_the_call(take_down, anna, olshanskaya):
    with acting_for("test"):
        dossiers.add_contact(olshanskaya.pk, kind="phone", value="8 (921) 555-12-34")
    take_down(ago=95)
    (message,) = sort_all()
    assert message.client_id == olshanskaya.pk
    assert clock.now() - message.sent_at == timedelta(minutes=95)
    assert (message.way, message.channel, message.written_by) == ("in", "phone", anna)


def test_a_suppliers_call_stands_with_the_supplier(take_down, severny_dvor):
    with acting_for("test"):
        Organisation.objects.filter(pk=severny_dvor.pk).update(phone="+7 (921) 555-12-34")
    take_down("Перезвонили: предварительно записали.")
    (message,) = sort_all()
    assert (message.conversation.organisation_id, message.client_id) == (severny_dvor.pk, None)


def test_a_stranger_turns_out_to_be_a_supplier_and_their_number_is_learnt(take_down, vera, severny_dvor, olshanskaya):
    with acting_for("test"):
        Organisation.objects.filter(pk=severny_dvor.pk).update(phone="")
        severny_dvor.refresh_from_db()
    take_down("Стол на завтра подтверждаем.")
    (message,) = sort_all()
    with acting_as(vera.pk):
        made = sorting_of.is_of_the_network(message.conversation_id, severny_dvor, by=vera, now=clock.now())
        assert sorting_of.is_of_the_network(message.conversation_id, severny_dvor, by=vera, now=clock.now()) is None
        severny_dvor.refresh_from_db()
        assert severny_dvor.phone == PAVEL[1]
        about = sorting_of.belongs_to(made.target_id, olshanskaya.pk, by=vera, now=clock.now())
        theirs = Conversation.objects.get(pk=about.target_id)
        assert (theirs.organisation_id, theirs.client_id) == (severny_dvor.pk, olshanskaya.pk)  # never her own words
        for row in (about, made):
            sorting_of.take_back(row.pk, by=vera, now=clock.now())
        severny_dvor.refresh_from_db()
        message.refresh_from_db()
        assert (severny_dvor.phone, message.conversation_id) == ("", made.source_id)


def test_the_same_press_twice_is_one_message_and_other_words_are_another(take_down):
    once = RawMessage().pk
    with clock.set_to(clock.now()):
        first, again, other = take_down(once=once), take_down(once=once), take_down("Другое", once=once)
    assert first.pk == again.pk != other.pk
    assert len(sort_all()) == 2


def test_it_is_taken_back_within_ten_seconds_and_may_be_written_again(take_down, anna, ilya):
    once, now = RawMessage().pk, clock.now()
    with clock.set_to(now):
        raw = take_down(once=once)
        with acting_as(ilya.pk), pytest.raises(calls.TooLate):
            calls.take_back(raw.pk, by=ilya, now=now)
        for _ in range(2):
            with acting_as(anna.pk):
                calls.take_back(raw.pk, by=anna, now=now)
        assert sort_all() == []
        assert take_down(once=once).pk != raw.pk
        (message,) = sort_all()
    with acting_for("test"):
        assert open_sealed(message, "body") == WORDS


def test_what_is_sorted_stays(take_down, anna):
    raw = take_down()
    sort_all()
    with acting_as(anna.pk), pytest.raises(calls.TooLate):
        calls.take_back(raw.pk, by=anna, now=clock.now())
    with acting_for("test"):
        assert Message.objects.count() == 1


def test_nobody_but_the_writer_and_the_leads_sees_it_before(take_down, anna, mark, vera):
    take_down()
    for who, sees in ((anna, True), (mark, False), (vera, True)):
        with acting_as(who.pk):
            assert RawMessage.objects.exists() is sees


def test_a_colleagues_own_address_makes_no_note_of_strangers_words(take_down, vera):
    take_down(contact=("mail", vera.email))
    assert sort_all()[0].way == "in"


def test_words_of_a_client_are_no_suppliers(take_down, vera, olshanskaya, severny_dvor):
    with acting_for("test"):
        dossiers.add_contact(olshanskaya.pk, kind="phone", value=PAVEL[1])
    take_down()
    (message,) = sort_all()
    with acting_as(vera.pk), pytest.raises((NotHere, regrouping.Refused)):
        sorting_of.is_of_the_network(message.conversation_id, severny_dvor, by=vera, now=clock.now())
