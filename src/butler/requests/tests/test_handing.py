"""Work goes over thing by thing, with the taker's yes; a no leaves it, and a cover brings everything back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from butler.dossiers import access as dossiers
from butler.dossiers.models import Client
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs
from butler.requests.actions import Thing
from butler.requests.models import ClientRequest, HandedItem, Task

from .conftest import at

EVENING = {"until": at("20:00")}


@pytest.fixture
def dinner(olshanskaya, anna, owner):
    with acting_as(anna.pk):
        return actions.open_request(olshanskaya, title="Ужин", category="restaurant", owner=anna, now=clock.now())


@pytest.fixture
def offer(olshanskaya, dinner, anna):
    """Anna (or a lead for her) offers the dinner: offer(ilya), offer(mark, by=vera, whole=True, until=...)."""

    def make(taker, *, by=None, whole=False, things=None, why="cover", **how):
        found = things or [Thing(olshanskaya.pk, None if whole else dinner.pk, note="Ждёт звонка до семи")]
        who = by or anna
        with acting_as(who.pk):
            head = actions.offer(found, giver=anna, taker=taker, why=why, by=who, now=clock.now(), **how)
            return list(head.items.order_by("pk"))

    return make


def answer(verb, item, by, *arguments, **how):
    with acting_as(by.pk):
        found = verb(item.pk, *arguments, by=by, now=clock.now(), **how)
        check_now()
    return found


def check_now() -> None:
    """What is checked at the end of a transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def owner_of(row):
    with acting_for("test"):
        assert access.orphans(now=clock.now()) == []
        found = ClientRequest.objects.get(pk=row.pk).owner
        assert {task.owner for task in Task.objects.filter(client_request=row, done_at=None)} == {found}
    return found


def state_of(item) -> str:
    with acting_for("test"):
        return HandedItem.objects.get(pk=item.pk).state


def opens(person, client) -> set[str]:
    with acting_as(person.pk):
        return set(dossiers.open_compartments(client.pk))


def test_nothing_moves_before_the_yes_and_then_with_its_steps(offer, dinner, anna, ilya):
    (item,) = offer(ilya)
    assert owner_of(dinner) == anna
    answer(actions.accept, item, ilya)
    answer(actions.accept, item, ilya)  # said twice
    assert owner_of(dinner) == ilya


def test_a_slip_is_taken_back_with_all_that_moved(offer, dinner, anna, ilya, mark, vera, olshanskaya):
    (item,) = offer(mark, by=vera)
    answer(actions.accept, item, mark)
    assert (owner_of(dinner), opens(mark, olshanskaya)) == (mark, {"profile"})
    answer(actions.take_answer_back, item, mark)
    assert (owner_of(dinner), opens(mark, olshanskaya), state_of(item)) == (anna, set(), "offered")


def test_after_a_minute_an_answer_stands(offer, dinner, ilya):
    (item,) = offer(ilya)
    answer(actions.accept, item, ilya)
    with clock.set_to(at("8:02")), acting_as(ilya.pk), pytest.raises(actions.Overtaken):
        actions.take_answer_back(item.pk, by=ilya, now=clock.now())
    assert owner_of(dinner) == ilya


def test_what_is_refused_stays_with_the_giver_and_lies_before_them_and_the_lead(offer, dinner, anna, ilya, vera):
    (item,) = offer(ilya)
    answer(actions.refuse, item, ilya, "busy", words="Весь вечер в Большом")
    assert owner_of(dinner) == anna
    for person in (anna, vera):
        with acting_as(person.pk):
            (card,) = access.concerning(person, now=clock.now()).refused
            assert [(one.title, one.refusal, one.words) for one in card.refused] == [
                ("Ужин", "busy", "Весь вечер в Большом")
            ]
    answer(actions.withdraw, item, anna)
    with acting_as(anna.pk):
        assert access.concerning(anna, now=clock.now()) == access.Concern()


def test_whom_the_client_is_closed_to_learns_nothing_before_the_yes(offer, olshanskaya, mark, vera):
    (item,) = offer(mark, by=vera, whole=True, compartments={"family"}, **EVENING)
    with acting_as(mark.pk):
        (card,) = access.concerning(mark, now=clock.now()).offered
        assert [(one.kind, one.is_open, one.title, one.note) for one in card.items] == [("client", False, "", "")]
        assert dossiers.cards() == {}
    answer(actions.accept, item, mark)
    assert opens(mark, olshanskaya) == {"profile", "family"}
    with clock.set_to(at("20:00")):
        assert opens(mark, olshanskaya) == set()  # by themselves, sweep or no sweep


def test_a_stranger_to_it_neither_sees_nor_answers(offer, mark, ilya, anna):
    (item,) = offer(ilya)
    with acting_as(mark.pk):
        assert access.hand_overs() == []
        for verb in (actions.accept, actions.withdraw, actions.bring_back):
            with pytest.raises(NotHere):
                verb(item.pk, by=mark, now=clock.now())
        with pytest.raises(NotHere):
            access.hand_over_card(item.hand_over_id)
    with acting_as(anna.pk), pytest.raises(NotHere):
        actions.accept(item.pk, by=anna, now=clock.now())  # the giver does not answer for the taker


def test_a_cover_ends_by_itself_and_everything_goes_back(offer, olshanskaya, dinner, anna, mark, vera, ask):
    alone = ask(olshanskaya, "Забрать платье")
    (item,) = offer(mark, by=vera, whole=True, **EVENING)
    answer(actions.accept, item, mark)
    with acting_as(mark.pk):
        assert access.concerning(mark, now=clock.now()).covered == {olshanskaya.pk}
        new = actions.open_request(olshanskaya, title="Такси", category="transfer", owner=mark, now=clock.now())
    with acting_for("test"):
        assert access.heir(olshanskaya, now=clock.now()) == mark  # what comes meanwhile comes to whoever covers
    with clock.set_to(at("19:59")):
        for _ in range(2):
            jobs.ring(0)
        assert [owner_of(row) for row in (dinner, new)] == [anna, anna]
        with acting_for("test"):
            assert Task.objects.get(pk=alone.pk).owner == anna
        assert (state_of(item), opens(mark, olshanskaya)) == ("ended", set())


def test_a_worker_that_slept_brings_it_back_when_it_wakes(offer, dinner, anna, mark, vera):
    (item,) = offer(mark, by=vera, **EVENING)
    answer(actions.accept, item, mark)
    with clock.set_to(at("9:00", day=26)):
        jobs.ring(0)
        assert (owner_of(dinner), state_of(item)) == (anna, "ended")


@pytest.mark.parametrize("who", ["anna", "mark", "vera"])
def test_a_cover_is_ended_early_by_those_it_concerns(who, offer, dinner, anna, mark, vera, request, olshanskaya):
    (item,) = offer(mark, by=vera, **EVENING)
    answer(actions.accept, item, mark)
    answer(actions.bring_back, item, request.getfixturevalue(who))
    assert (owner_of(dinner), opens(mark, olshanskaya)) == (anna, set())


def test_what_begins_later_moves_later(offer, dinner, anna, mark, vera, olshanskaya):
    (item,) = offer(mark, by=vera, since=at("9:00", day=25), until=at("20:00", day=27))
    answer(actions.accept, item, mark)
    assert (owner_of(dinner), opens(mark, olshanskaya)) == (anna, set())
    with clock.set_to(at("9:00", day=25)):
        jobs.ring(0)
        assert (owner_of(dinner), opens(mark, olshanskaya)) == (mark, {"profile"})


def test_a_door_stays_open_while_something_else_of_the_client_is_in_their_hands(
    offer, olshanskaya, dinner, mark, vera, ask
):
    task = ask(olshanskaya, "Забрать платье")
    things = [Thing(olshanskaya.pk, request_id=dinner.pk), Thing(olshanskaya.pk, task_id=task.pk)]
    one, other = offer(mark, by=vera, things=things, **EVENING)
    for item in (one, other):
        answer(actions.accept, item, mark)
    answer(actions.bring_back, one, vera)
    assert opens(mark, olshanskaya) == {"profile"}
    answer(actions.bring_back, other, vera)
    assert opens(mark, olshanskaya) == set()


def test_a_client_for_good_changes_who_leads_and_shuts_the_door_behind(offer, olshanskaya, dinner, anna, ilya, vera):
    (item,) = offer(ilya, by=vera, whole=True)
    answer(actions.accept, item, ilya)
    with acting_for("test"):
        client = Client.objects.get(pk=olshanskaya.pk)
    assert (client.led_by, client.covered_by, owner_of(dinner)) == (ilya, None, ilya)
    assert opens(anna, olshanskaya) == set()
    answer(actions.take_answer_back, item, ilya)
    with acting_for("test"):
        client = Client.objects.get(pk=olshanskaya.pk)
    assert (client.led_by, client.covered_by, owner_of(dinner)) == (anna, ilya, anna)
    assert opens(anna, olshanskaya) == {"profile", "identity", "family"}


def test_who_takes_over_and_goes_leaves_it_to_an_heir_and_nothing_is_brought_back_from_them(
    offer, dinner, anna, mark, vera, owner
):
    (item,) = offer(mark, by=vera, **EVENING)
    answer(actions.accept, item, mark)
    with acting_as(owner.pk):
        actions.let_go(mark, now=clock.now())
        check_now()
    assert (owner_of(dinner), state_of(item)) == (anna, "ended")


def test_all_at_once_and_what_cannot_be_moved_is_told(offer, olshanskaya, dinner, anna, ilya, ask):
    task = ask(olshanskaya, "Забрать платье")
    things = [Thing(olshanskaya.pk, request_id=dinner.pk), Thing(olshanskaya.pk, task_id=task.pk)]
    items = offer(ilya, things=things)
    with acting_as(anna.pk):
        actions.done(task.pk, by=anna, now=clock.now())
    with acting_as(ilya.pk):
        taken, refused = actions.accept_all(items[0].hand_over_id, by=ilya, now=clock.now())
    assert [item.client_request_id for item in taken] == [dinner.pk]
    assert [type(why) for _, why in refused] == [actions.Overtaken]
    jobs.ring(0)
    assert sorted(map(state_of, items)) == ["accepted", "withdrawn"]  # nobody is asked for what is done


REFUSED = {
    "a stranger by a colleague": (lambda the: the["offer"](the["mark"]), actions.HoldsNoGrant),
    "oneself": (lambda the: the["offer"](the["anna"]), actions.HoldsNoGrant),
    "an auditor": (lambda the: the["offer"](the["auditor"], by=the["vera"]), actions.HoldsNoGrant),
    "for another": (lambda the: the["offer"](the["ilya"], by=the["ilya"]), actions.OnlyALead),
    "for good by a colleague": (lambda the: the["offer"](the["ilya"], whole=True), actions.OnlyALead),
    "a cover that is over": (lambda the: the["offer"](the["ilya"], until=at("8:00")), actions.InThePast),
    "twice": (lambda the: [the["offer"](the["ilya"]) for _ in range(2)], actions.OfferedAlready),
    "not theirs": (lambda the: (the["give"](), the["offer"](the["vera"])), actions.Overtaken),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_offered(why, offer, dinner, anna, ilya, mark, vera, auditor):
    def give():
        with acting_as(anna.pk):
            actions.hand_request_over(dinner.pk, ilya, by=anna, now=clock.now())

    offering, refusal = REFUSED[why]
    with pytest.raises(refusal):
        offering(
            {"offer": offer, "anna": anna, "ilya": ilya, "mark": mark, "vera": vera, "auditor": auditor, "give": give}
        )


def test_what_went_elsewhere_meanwhile_is_not_taken(offer, dinner, anna, ilya, vera):
    (item,) = offer(ilya)
    with acting_as(anna.pk):
        actions.hand_request_over(dinner.pk, vera, by=anna, now=clock.now())
    with acting_as(ilya.pk), pytest.raises(actions.Overtaken):
        actions.accept(item.pk, by=ilya, now=clock.now())
    with acting_for("test"):
        assert ClientRequest.objects.get(pk=dinner.pk).owner == vera
    jobs.ring(0)
    assert state_of(item) == "withdrawn"


def test_withdrawn_is_not_accepted_any_more(offer, anna, ilya):
    (item,) = offer(ilya)
    answer(actions.withdraw, item, anna)
    for verb, arguments in ((actions.accept, ()), (actions.refuse, ("busy",))):
        with acting_as(ilya.pk), pytest.raises(actions.NotNow):
            verb(item.pk, *arguments, by=ilya, now=clock.now())


PAST = {
    "answer for another": lambda item: _update(item, state="accepted", answered_at=clock.now(), answered_by="giver"),
    "grants by hand": lambda item: _update(item, granted=["x"]),
    "another client": lambda item: _update(item, client_request=None),
    "open without a yes": lambda item: _call("requests_let_in", item),
}


def _update(item, **fields) -> None:
    fields = {name: item.hand_over.giver if name == "answered_by" else value for name, value in fields.items()}
    HandedItem.objects.filter(pk=item.pk).update(**fields)


def _call(function: str, item) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [item.pk])


@pytest.mark.parametrize("way", PAST)
def test_the_database_lets_nobody_past(way, offer, ilya, anna, mark, vera, olshanskaya):
    (item,) = offer(mark, by=vera, **EVENING)
    with acting_as(anna.pk), pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        PAST[way](item)
    assert opens(mark, olshanskaya) == set()


def test_a_concierge_opens_nothing_to_anybody_by_handing_over(offer, olshanskaya, anna, ilya, mark, vera):
    """A grant that ends at six is no door to more, whatever is offered until eight."""
    with acting_as(vera.pk):
        actions.set_grants(mark, olshanskaya.pk, {"profile"}, until=at("18:00"), reason="вечер", now=clock.now())
    (item,) = offer(mark, compartments={"health"}, **EVENING)
    answer(actions.accept, item, mark)
    assert opens(mark, olshanskaya) == {"profile"}
    with clock.set_to(at("18:00")):
        jobs.ring(0)
        assert opens(mark, olshanskaya) == set()


def test_the_proposal_has_rights_first_then_who_is_on_shift(olshanskaya, veresov, anna, ilya, mark, vera, owner):
    ilya.shift_from, ilya.shift_to = at("12:00").time(), at("22:00").time()
    ilya.save()
    vera.shift_from, vera.shift_to = at("7:00").time(), at("16:00").time()
    vera.save()
    with acting_as(vera.pk):
        found = [each.staff for each in access.takers(anna, [olshanskaya.pk], by=vera, now=clock.now())]
    assert found == [vera, ilya, owner, mark]
    with acting_as(anna.pk):
        found = [each.staff for each in access.takers(anna, [veresov.pk], by=anna, now=clock.now())]
    assert found == [vera, owner]  # a colleague proposes nobody whom the client is closed to
    with clock.set_to(clock.now() + timedelta(hours=6)), acting_as(anna.pk):
        assert access.takers(anna, [olshanskaya.pk], by=anna, now=clock.now())[0].staff == ilya
