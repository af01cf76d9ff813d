"""Two colleagues at the same moment, on connections of their own: nobody jams, nothing is done twice."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions
from butler.requests.models import ClientRequest, HandedItem, Merge, StateChange
from butler.staff.models import Staff

from .conftest import at


@pytest.fixture(scope="module")
def two_at_work(django_db_setup, django_db_blocker):
    """A house on a database of its own, whose transactions end: Anna, Ilya, and two requests of one client."""
    from config.testing import drop_database, prepare_database, visiting_database

    name = f"two_at_once_{os.getpid()}"
    with django_db_blocker.unblock():
        prepare_database(name)
        try:
            with visiting_database(name), clock.set_to(at("8:00")):
                yield _people_and_client()
        finally:
            drop_database(name)


def _people_and_client() -> tuple:
    from butler.dossiers import actions as dossiers
    from butler.ground.models import House

    House.objects.create(id=1, name="Дом", city="Петербург", founded_at=clock.now())
    anna, ilya = (Staff.objects.create_user(f"{name}@house.test", given_name=name) for name in ("anna", "ilya"))
    Staff.objects.create_user("olga@house.test", given_name="olga", role="owner")
    with acting_for("test"):
        client = dossiers.admit(
            led_by=anna, covered_by=ilya, now=clock.now(), since=date(2021, 3, 1), gender="f", surname="Вересова"
        )
    return anna, ilya, client


@pytest.fixture
def pair(two_at_work):
    anna, _, client = two_at_work
    with acting_as(anna.pk):
        return [
            actions.open_request(client, title=title, category="restaurant", owner=anna, now=clock.now())
            for title in ("Ужин", "Стол")
        ]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of them at the same moment, each in its own thread; returns what came of each, refusals too."""
    together = Barrier(len(acts))

    def begin(act):
        try:
            together.wait(10)
            with clock.set_to(at("8:01")):
                return act()
        except actions.Refused as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result(30) for future in [threads.submit(begin, act) for act in acts]]


def test_two_merge_the_same_pair_each_the_other_way_round(pair, two_at_work):
    anna, ilya, _ = two_at_work
    one, other = pair

    def merging(by, merged, kept):
        def act():
            with acting_as(by.pk):
                return actions.merge_requests(merged.pk, kept.pk, by=by, now=clock.now()).what

        return act

    came = at_once(merging(anna, one, other), merging(ilya, other, one))
    assert sorted(map(str, came)) == sorted(map(str, ["merged", actions.NotNow]))
    with acting_as(anna.pk):
        assert Merge.objects.filter(client=one.client_id, apart_at=None).count() == 1
        assert len(access.open_requests()) == 1


def test_two_take_the_same_step(pair, two_at_work):
    anna, ilya, _ = two_at_work

    def accepting(by):
        def act():
            with acting_as(by.pk):
                return actions.advance(pair[0].pk, "accepted", by=by, now=clock.now()) is not None

        return act

    assert set(at_once(accepting(anna), accepting(ilya))) == {False, True}
    with acting_as(anna.pk):
        assert StateChange.objects.filter(client_request=pair[0], after="accepted").count() == 1


@pytest.mark.parametrize("way", ["the same in two windows", "a request here, its client there", "taken and withdrawn"])
def test_two_answer_what_is_handed_over(way, pair, two_at_work):
    anna, ilya, client = two_at_work
    olga, evening = Staff.objects.get(email="olga@house.test"), at("20:00")

    def offered(taker, **what):
        with acting_as(anna.pk):
            head = actions.offer(
                [actions.Thing(client.pk, **what)], giver=anna, taker=taker, why="cover", by=anna, now=clock.now(),
                until=evening,
            )  # fmt: skip
            return head.items.get().pk

    def answering(verb, item, by):
        def act():
            with acting_as(by.pk):
                return verb(item, by=by, now=clock.now()).state

        return act

    one = offered(ilya, request_id=pair[0].pk)
    if way == "the same in two windows":
        at_once(answering(actions.accept, one, ilya), answering(actions.accept, one, ilya))
        owners = {ilya}
    elif way == "taken and withdrawn":
        came = at_once(answering(actions.accept, one, ilya), answering(actions.withdraw, one, anna))
        assert came.count(actions.NotNow) == 1
        owners = {ilya if came[1] == actions.NotNow else anna}
    else:
        whole = offered(olga)
        came = at_once(answering(actions.accept, one, ilya), answering(actions.accept, whole, olga))
        owners = {olga if came[0] == actions.Overtaken else ilya}
    with acting_for("test"):
        assert {ClientRequest.objects.get(pk=pair[0].pk).owner} == owners
        assert access.orphans(now=clock.now()) == []
        HandedItem.objects.filter(state="offered").update(state="withdrawn")
    with clock.set_to(evening), acting_for("test"):
        actions.settle_hand_overs(now=clock.now())
        assert ClientRequest.objects.get(pk=pair[0].pk).owner == anna
