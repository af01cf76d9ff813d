"""Work goes over by the desk: proposed to whom, read in a minute, answered thing by thing, nothing for strangers."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from butler.bookings import actions as bookings
from butler.desk import pack
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions
from butler.requests.models import ClientRequest, HandedItem, HandOver


@pytest.fixture
def dinner(olshanskaya, anna):
    with acting_as(anna.pk):
        return actions.open_request(
            olshanskaya, title="Яшмовый ужин", category="restaurant", owner=anna, now=clock.now(),
            due_at=clock.now() + timedelta(hours=3),
        )  # fmt: skip


@pytest.fixture
def desk(client, house):
    """A page as a colleague sees it, or what a form answers: desk(anna, "hand_overs"), desk(anna, name, post={...})."""

    def go(person, name, *args, query="", post=None):
        client.force_login(person)
        address = reverse(f"desk:{name}", args=args) + query
        answer = client.get(address) if post is None else client.post(address, post, follow=True)
        answer.words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))
        return answer

    return go


@pytest.fixture
def offered(desk, dinner, anna, ilya):
    """Anna offers the dinner to Ilya by the form."""

    def offer(to=ilya, by=anna, **more):
        fields = {"giver": anna.pk, "items": [f"request:{dinner.pk}"], "taker": to.pk, "why": "shift"} | more
        answer = desk(by, "hand_over_new", query=f"?giver={anna.pk}", post=fields)
        with acting_for("test"):
            return answer, HandedItem.objects.order_by("hand_over__at").last()

    return offer


def owner_of(row):
    with acting_for("test"):
        return ClientRequest.objects.get(pk=row.pk).owner


def test_offered_read_and_accepted_with_a_way_back(desk, offered, dinner, anna, ilya):
    answer, item = offered(note="Ждёт звонка до семи")
    assert "Предложено: Илья" in answer.words.replace("\xa0", " ")
    assert reverse("desk:hand_over", args=[item.hand_over_id]) in desk(ilya, "day").content.decode()
    page = desk(ilya, "hand_over", item.hand_over_id)
    assert "Яшмовый ужин" in page.words
    assert "Ждёт звонка до семи" in page.words
    answer = desk(ilya, "handed_accept", item.pk, post={})
    assert owner_of(dinner) == ilya
    assert reverse("desk:handed_undo", args=[item.pk]) in answer.content.decode()
    desk(ilya, "handed_undo", item.pk, post={})
    assert owner_of(dinner) == anna
    desk(ilya, "hand_over_accept", item.hand_over_id, post={})
    assert owner_of(dinner) == ilya


def test_refused_with_a_reason_it_lies_before_the_giver_and_the_lead(desk, offered, dinner, anna, ilya, vera):
    _, item = offered()
    assert desk(ilya, "handed_refuse", item.pk, post={"why": "нет"}).status_code == 404  # no reason, no answer
    desk(ilya, "handed_refuse", item.pk, post={"why": "busy", "words": "до полуночи в Большом"})
    assert owner_of(dinner) == anna
    for person in (anna, vera):
        assert "не берёт: Яшмовый ужин" in desk(person, "day").words.replace("\xa0", " ")
        assert "до полуночи в Большом" in desk(person, "hand_over", item.hand_over_id).words.replace("\xa0", " ")
    assert "1 отказ" in desk(vera, "team").words.replace("\xa0", " ")
    desk(anna, "handed_withdraw", item.pk, post={})
    assert "не берёт" not in desk(anna, "day").words


def test_a_stranger_reads_that_something_is_offered_and_nothing_more(desk, offered, mark, vera, olshanskaya):
    _, item = offered(to=mark, by=vera, compartments=["family"], note="Тайна")
    for name, args in (("day", ()), ("hand_overs", ()), ("hand_over", (item.hand_over_id,))):
        words = desk(mark, name, *args).words
        assert not any(secret in words for secret in ("Ольшанск", "Яшмовый", "Тайна"))
    assert "Ольшанск" not in desk(mark, "clients").words
    desk(mark, "handed_accept", item.pk, post={})
    assert "Яшмовый ужин" in desk(mark, "hand_over", item.hand_over_id).words


def test_who_is_not_part_of_it_gets_404(desk, offered, mark):
    _, item = offered()
    assert desk(mark, "hand_over", item.hand_over_id).status_code == 404
    for act in ("accept", "refuse", "undo", "withdraw", "back"):
        assert desk(mark, f"handed_{act}", item.pk, post={"why": "busy"}).status_code == 404
    for act in ("accept", "undo", "withdraw"):
        assert desk(mark, f"hand_over_{act}", item.hand_over_id, post={}).status_code == 404


@pytest.mark.parametrize(("more", "said"), [
    ({"items": []}, "Выберите, что передать"),
    ({"taker": ""}, "Выберите, кому"),
    ({"until": "2020-01-01T10:00"}, "закончилась бы раньше"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(more, said, offered):
    answer, _ = offered(note="Пара слов", **more)
    words = answer.words.replace("\xa0", " ")
    assert answer.status_code == 422
    assert said in words
    assert "Пара слов" in words
    with acting_for("test"):
        assert not HandOver.objects.exists()


def test_a_colleague_hands_over_only_their_own(desk, anna, ilya, vera):
    assert desk(ilya, "hand_over_new", query=f"?giver={anna.pk}").status_code == 404
    assert desk(vera, "hand_over_new", query=f"?giver={anna.pk}").status_code == 200


def test_the_pack_is_read_in_a_minute(olshanskaya, anna, ilya):
    """Forty requests, thirty tables, twelve never-dos: two dozen lines, what is late first, the rest is counted."""
    now = clock.now()
    with acting_for("test"):
        for number in range(40):
            actions.open_request(
                olshanskaya, title=f"Просьба {number}", category="other", owner=anna, now=now,
                due_at=now + timedelta(hours=number - 1), with_task=False,
            )  # fmt: skip
        for number in range(30):
            bookings.book(
                olshanskaya, kind="restaurant", title=f"Стол {number}", starts_at=now + timedelta(hours=number + 1),
                by=anna, now=now,
            )  # fmt: skip
        for number in range(12):
            dossiers.add_preference(
                olshanskaya.pk, value=f"Не звонить {number}", topic="communication", polarity="never", confidence=90,
                today=now.date(),
            )  # fmt: skip
    with acting_as(anna.pk):
        actions.offer(
            [actions.Thing(olshanskaya.pk)], giver=anna, taker=ilya, why="cover", by=anna, now=now,
            until=now + timedelta(days=2),
        )  # fmt: skip
    with acting_as(ilya.pk):
        (card,) = access.concerning(ilya, now=now).offered
        (found,) = pack.packs(card, now=now + timedelta(hours=3))
    assert found.lines <= 24
    assert (len(found.loops) + found.more_loops, len(found.nevers) + found.more_tastes) == (40, 12)
    assert found.loops[0].severity == "risk"
    moments = [loop.at for loop in found.loops if loop.at]
    assert moments == sorted(moments)


def test_the_shift_is_closed_and_says_who_holds_what(desk, dinner, anna, ilya, olshanskaya, veresov):
    with acting_as(anna.pk):
        visa = actions.add_task(
            olshanskaya, title="Продлить визу", category="documents", owner=anna, now=clock.now(),
            due_at=clock.now() + timedelta(hours=30),
        )  # fmt: skip
    page = desk(anna, "shift")
    assert "Яшмовый ужин" in page.words
    with acting_for("test"):
        step = dinner.tasks.get()
    fields = {
        f"task-{step.pk}": "handed", f"task-{step.pk}-to": ilya.pk, f"task-{step.pk}-note": "Зал молчит",
        f"task-{visa.pk}": "later", f"task-{visa.pk}-why": "supplier",
    }  # fmt: skip
    answer = desk(anna, "shift", post=fields)
    words = answer.words.replace("\xa0", " ")
    assert "Ничто не осталось без рук" in words
    assert "Анна Лаврова, пока Илья Гордеев не ответит" in words
    with acting_for("test"):
        visa.refresh_from_db()
        end = visa.left_over.get().shift_end
    assert visa.snoozed_until is not None
    assert desk(ilya, "shift_closed", end.pk).status_code == 404
    desk(anna, "shift_undo", end.pk, post={})
    with acting_for("test"):
        visa.refresh_from_db()
    assert visa.snoozed_until is None
