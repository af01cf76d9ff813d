"""A request has an owner who may open the dossier, whoever goes."""

import pytest
from django.db import IntegrityError, connection, transaction

from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions, jobs
from butler.requests.models import ClientRequest, Task
from butler.staff import actions as staff

from .conftest import at


@pytest.fixture
def dinner(olshanskaya, anna, owner):
    with acting_as(anna.pk):
        return actions.open_request(olshanskaya, title="Ужин", category="restaurant", owner=anna, now=clock.now())


def owner_of(row) -> object:
    with acting_for("test"):
        owners = {task.owner for task in Task.objects.filter(client_request=row, done_at=None)}
        found = ClientRequest.objects.get(pk=row.pk).owner
        assert owners == {found}
        assert access.orphans(now=clock.now()) == []
    return found


def check_now() -> None:
    """What is checked at the end of a transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_request_is_handed_over_with_its_steps_and_back(dinner, anna, ilya, mark):
    with acting_as(anna.pk):
        with pytest.raises(actions.HoldsNoGrant):
            actions.hand_request_over(dinner.pk, mark, by=anna, now=clock.now())
        move = actions.hand_request_over(dinner.pk, ilya, by=anna, now=clock.now())
        assert actions.hand_request_over(dinner.pk, ilya, by=anna, now=clock.now()) is None
    assert owner_of(dinner) == ilya
    with acting_as(anna.pk):
        actions.take_back(move.pk, by=anna, now=clock.now())
    assert owner_of(dinner) == anna


def test_nobody_opens_a_request_for_a_stranger(olshanskaya, anna, mark):
    with acting_as(anna.pk), pytest.raises(actions.HoldsNoGrant):
        actions.open_request(olshanskaya, title="Ужин", category="restaurant", owner=mark, now=clock.now())


def test_who_is_let_go_leaves_nothing_behind(dinner, anna, ilya, owner):
    with acting_as(owner.pk):
        actions.let_go(anna, now=clock.now())
        check_now()
    assert owner_of(dinner) == ilya  # covers; whoever led has gone


def test_who_loses_the_grant_loses_the_request_in_the_same_moment(dinner, olshanskaya, anna, ilya, vera):
    with acting_as(anna.pk):
        actions.hand_request_over(dinner.pk, ilya, by=anna, now=clock.now())
    with acting_as(vera.pk):
        actions.set_grants(ilya, olshanskaya.pk, set(), until=None, reason="", now=clock.now())
        check_now()
    assert owner_of(dinner) == anna


def test_another_leader_takes_over_even_from_the_last_of_a_team(dinner, olshanskaya, mark, vera, owner):
    with acting_as(vera.pk):
        actions.change_leaders(olshanskaya.pk, led_by=mark, covered_by=None, now=clock.now())
        check_now()
    assert owner_of(dinner) == mark


def test_a_grant_that_ends_by_its_date_is_found_by_the_sweep(dinner, olshanskaya, mark, anna, vera):
    with acting_as(vera.pk):
        actions.set_grants(mark, olshanskaya.pk, {"profile"}, until=at("18:00"), reason="вечер", now=clock.now())
        actions.hand_request_over(dinner.pk, mark, by=vera, now=clock.now())
    with clock.set_to(at("18:00")):
        jobs.ring(0)
    assert owner_of(dinner) == anna


PAST = {
    "grant": lambda request, anna, mark: dossiers.end_all_grants(anna.pk, request.client_id),
    "colleague": lambda request, anna, mark: staff.let_go(anna),
    "request": lambda request, anna, mark: ClientRequest.objects.filter(pk=request.pk).update(owner=mark),
}


@pytest.mark.parametrize("way", PAST)
def test_the_database_lets_nobody_past(way, dinner, anna, mark, owner):
    with acting_as(owner.pk):
        PAST[way](dinner, anna, mark)
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            check_now()
    assert caught.value.__cause__.diag.constraint_name == "request_owner_may_open_the_dossier"
