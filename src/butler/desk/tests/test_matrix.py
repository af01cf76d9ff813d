"""The matrix page: what is new, where it belongs and why; moved, handed over, put off, done; nothing for strangers."""

import html
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from butler.desk.matrix import shift_of
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.requests import access, actions
from butler.requests.models import ClientRequest, Quadrant, Task

MOSCOW = ZoneInfo("Europe/Moscow")
POISON = "Яшмовый перстень"


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def write(anna):
    def make(client, title, *, owner=None, seen=False, **fields) -> Task:
        with acting_as(anna.pk):
            row = actions.add_task(
                client, title=title, category="tickets", owner=owner or anna, now=clock.now(), **fields
            )
            if seen:
                actions.accept_place(row.pk, by=anna, now=clock.now())
        return row

    return make


@pytest.fixture
def tickets(write, olshanskaya):
    """Two tickets for tonight: new, urgent, important."""
    return write(
        olshanskaya, POISON, detail="партер", due_at=at("10:30"), no_return_at=at("19:00"), effort_minutes=90,
        cost_of_failure=2, is_promised=True,
    )  # fmt: skip


@pytest.fixture
def visit(client, house):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def text_of(answer) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", words)


def look(desk, query="") -> str:
    answer = desk.get(reverse("desk:matrix") + query)
    assert answer.status_code == 200
    return text_of(answer)


def state(task, person) -> access.TaskCard:
    with acting_as(person.pk):
        return access.task(task.pk, now=clock.now())


def test_the_tray_proposes_a_place_and_says_why(visit, anna, tickets):
    text = look(visit(anna))
    assert "Новые 1" in text
    assert "Похоже на 1: ответ обещан к 10:30, ключевой клиент" in text
    assert "ответ обещан к 10:30, до занавеса 11 ч, работы на 1 ч 30 мин: начать до 9:00" in text
    assert "Разложено 0 из 1 задачи." in text


@pytest.mark.parametrize(
    ("efforts", "says"),
    [
        ([60], "Смена 9:00–21:00, дел на 1 ч: свободно 11 ч."),
        ([240, 240, 180], "дел на 11 ч: место есть на одно срочное."),
        ([240, 240, 240], "дел на 12 ч: впритык."),
        ([240, 240, 240, 90], "дел на 13 ч 30 мин: не помещается 1 ч 30 мин, передайте или отложите часть."),
    ],
)
def test_the_first_sentence_says_whether_it_fits_the_shift(visit, anna, write, veresov, efforts, says):
    for number, effort in enumerate(efforts):
        write(veresov, f"дело {number}", effort_minutes=effort, seen=True)
    assert says in look(visit(anna))


@pytest.mark.parametrize(
    ("tasks", "says"),
    [(1, "Разложено 1 из 1 задачи."), (2, "Разложено 2 из 2 задач."), (21, "Разложено 21 из 21 задачи.")],
)
def test_plurals_are_right(visit, anna, write, veresov, tasks, says):
    for number in range(tasks):
        write(veresov, f"дело {number}", seen=True)
    assert says in look(visit(anna))


def test_the_page_is_complete_in_english(visit, anna, tickets):
    anna.language = "en"
    anna.save()
    text = look(visit(anna))
    assert "Looks like 1: an answer is promised by 10:30, key client" in text
    assert "0 of 1 task is sorted." in text
    text = text.replace("Илья Гордеев", "")
    assert not re.search("[А-Яа-я]", text.replace("Мария Ольшанская", "").replace(POISON, "").replace("партер", "")
                         .replace("Анна Лаврова", "").replace("МО", "").replace("АЛ", ""))  # fmt: skip


def test_an_empty_matrix_is_calm(visit, anna):
    text = look(visit(anna))
    assert "Здесь ничего не ждёт." in text
    assert "Нового нет." in text
    assert "Перетащите сюда или нажмите 4" in text


def test_a_plain_form_places_a_task_and_leads_back(visit, anna, tickets):
    desk = visit(anna)
    answer = desk.post(reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 3}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:matrix")
    assert "Теперь в 3: Передать." in text_of(answer)
    card = state(tickets, anna)
    assert (card.place, card.moved.by, card.is_seen) == (Quadrant.HAND_OVER, anna, True)


def test_agreeing_with_the_rule_is_not_an_override(visit, anna, tickets):
    visit(anna).post(reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 1})
    card = state(tickets, anna)
    assert (card.place, card.moved, card.is_seen) == (Quadrant.NOW, None, True)


def test_an_override_says_who_and_until_when(visit, anna, ilya, tickets):
    desk = visit(ilya)
    door = reverse("desk:task_place", args=[tickets.pk])
    desk.post(door, {"quadrant": 2, "until": "2026-11-24T18:00"})
    text = text_of(visit(anna).get(reverse("desk:task", args=[tickets.pk])))
    assert "Место выбрано: Илья Гордеев, 8:00, до 18:00. По правилу было бы 1." in text


def test_a_place_until_yesterday_is_refused_and_said(visit, anna, tickets):
    answer = visit(anna).post(
        reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 2, "until": "2026-11-23T18:00"}
    )
    assert answer.status_code == 422
    assert "Это время уже прошло." in text_of(answer)
    assert visit(anna).post(reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 5}).status_code == 422
    assert not state(tickets, anna).is_seen


def test_htmx_gets_the_board_the_sentence_and_a_way_back(visit, anna, tickets):
    answer = visit(anna).post(
        reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 2}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer["HX-Retarget"] == "#matrix"
    assert "<html" not in page
    for part in ('id="matrix"', 'id="matrix-lede" hx-swap-oob="true"', 'id="matrix-actions" hx-swap-oob="true"'):
        assert part in page
    assert "data-toast" in page
    assert page.count(f'data-id="{tickets.pk}"') == 1


def test_a_dragged_order_is_kept_without_an_override(visit, anna, write, veresov):
    first, second = (write(veresov, title, seen=True) for title in ("первое", "второе"))
    order = [str(second.pk), str(first.pk)]
    visit(anna).post(reverse("desk:task_place", args=[second.pk]), {"quadrant": 2, "order": ",".join(order)})
    with acting_as(anna.pk):
        found = access.open_tasks(now=clock.now())
    assert [card.title for card in found] == ["второе", "первое"]
    assert all(card.moved is None for card in found)
    visit(anna).post(reverse("desk:task_rank", args=[second.pk]), {"way": "down"})
    with acting_as(anna.pk):
        assert [card.title for card in access.open_tasks(now=clock.now())] == ["первое", "второе"]


def test_the_last_move_can_be_taken_back_from_the_page(visit, anna, tickets):
    desk = visit(anna)
    desk.post(reverse("desk:task_place", args=[tickets.pk]), {"quadrant": 4})
    undo = re.search(r'action="(/moves/[^"]+/undo/)"', desk.get(reverse("desk:matrix")).content.decode())[1]
    answer = desk.post(undo, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:task", args=[tickets.pk])
    card = state(tickets, anna)
    assert (card.is_seen, card.moved) == (False, None)


def test_a_task_is_handed_over_to_somebody_with_a_grant(visit, anna, ilya, mark, tickets):
    desk = visit(anna)
    door = reverse("desk:task_hand_over", args=[tickets.pk])
    question = text_of(desk.get(door))
    assert "Илья Гордеев смена 9:00–21:00" in question
    assert "Марк" not in question
    assert desk.post(door, {"to": mark.pk}).status_code == 422
    desk.post(door, {"to": ilya.pk})
    assert state(tickets, anna).owner == ilya
    assert POISON not in look(desk)
    assert POISON in look(visit(ilya))


def test_nobody_to_hand_over_to_is_said(visit, anna, write, veresov):
    task = write(veresov, "дело")
    text = text_of(visit(anna).get(reverse("desk:task_hand_over", args=[task.pk])))
    assert "Больше ни у кого нет доступа к этому досье." in text


def test_a_task_is_put_off_until_a_moment_that_still_helps(visit, anna, tickets):
    desk = visit(anna)
    door = reverse("desk:task_snooze", args=[tickets.pk])
    question = text_of(desk.get(door))
    assert "сегодня, 10:00" in question
    assert "завтра, 9:00" not in question  # the curtain rises tonight
    wrong = desk.post(door, {"until": "2026-11-25T09:00"})
    assert wrong.status_code == 422
    assert "раньше точки невозврата" in text_of(wrong)
    assert desk.post(door, {"until": ""}).status_code == 422
    desk.post(door, {"until": "2026-11-24T10:00"})
    assert POISON not in look(desk)
    with clock.set_to(at("10:00")):
        text = look(desk)
    assert POISON in text
    assert "снова здесь" in text


def test_done_and_back_to_work(visit, anna, tickets):
    desk = visit(anna)
    desk.post(reverse("desk:task_done", args=[tickets.pk]))
    assert POISON not in look(desk)
    assert "Вернуть в работу" in text_of(desk.get(reverse("desk:task", args=[tickets.pk])))
    desk.post(reverse("desk:task_reopen", args=[tickets.pk]))
    assert POISON in look(desk)


def test_a_lead_sees_the_team_and_the_owner_the_house(visit, anna, vera, owner, tickets, write, veresov):
    text = look(visit(vera), "?whose=team")
    assert "Мои 0" in text
    assert "Команда 1" in text
    assert POISON in text
    assert "Ведёт 1 человек." in text
    assert POISON in look(visit(owner), "?whose=house")
    assert POISON not in look(visit(owner))
    assert "Команда" not in look(visit(anna), "?whose=house")  # a concierge sees her own


@pytest.mark.parametrize("name", ["task", "task_hand_over", "task_snooze"])
def test_a_stranger_gets_404_and_not_one_byte(visit, mark, tickets, name):
    answer = visit(mark).get(reverse(f"desk:{name}", args=[tickets.pk]))
    assert answer.status_code == 404
    assert POISON not in answer.content.decode()
    assert "Ольшанская" not in answer.content.decode()


@pytest.mark.parametrize("name", ["place", "rank", "done", "reopen", "snooze", "hand_over"])
def test_a_stranger_changes_nothing(visit, mark, anna, tickets, name):
    given = {"quadrant": 4, "until": "2026-11-24T10:00", "to": mark.pk}
    assert visit(mark).post(reverse(f"desk:task_{name}", args=[tickets.pk]), given).status_code == 404
    card = state(tickets, anna)
    assert (card.owner, card.is_seen, card.done_at, card.snoozed_until) == (anna, False, None, None)


def test_a_stranger_sees_an_empty_matrix_and_cannot_take_back(visit, mark, anna, tickets):
    with acting_as(anna.pk):
        move = actions.place(tickets.pk, 4, by=anna, now=clock.now())
    desk = visit(mark)
    assert "Здесь ничего не ждёт." in look(desk)
    assert desk.post(reverse("desk:task_undo", args=[move.pk])).status_code == 404


def test_an_auditor_has_no_matrix(visit, auditor):
    assert visit(auditor).get(reverse("desk:matrix")).status_code == 404


NEW = {
    "title": "Найти, где чинят шкатулку", "detail": "дубовая", "category": "household", "effort_minutes": 30,
    "cost_of_failure": 0, "due_at": "2026-11-24T18:00", "no_return_at": "",
}  # fmt: skip


def test_a_new_request_gets_an_owner_a_task_and_a_place(visit, anna, olshanskaya):
    answer = visit(anna).post(reverse("desk:new_request"), NEW | {"client": str(olshanskaya.pk)}, follow=True)
    assert "Записано и разложено." in text_of(answer)
    with acting_as(anna.pk):
        (request,) = access.open_requests()
        (task,) = access.open_tasks(now=clock.now())
    assert (request.owner, request.due_at, task.request_id) == (anna, at("18:00"), request.id)
    assert (task.title, task.detail, task.due_at) == ("Найти, где чинят шкатулку", "дубовая", at("18:00"))


def test_a_new_task_needs_no_request(visit, anna, olshanskaya):
    visit(anna).post(reverse("desk:new_task"), NEW | {"client": str(olshanskaya.pk), "due_at": ""})
    with acting_as(anna.pk):
        assert not ClientRequest.objects.exists()
        assert len(access.open_tasks(now=clock.now())) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Обязательное поле."),
        ({"due_at": "2026-11-23T18:00"}, "Это время уже прошло."),
        ({"no_return_at": "2026-11-24T12:00"}, "Обещать позже точки невозврата нельзя."),
        ({"due_at": "", "is_promised": "on"}, "К какому времени обещано?"),
        ({"client": "00000000-0000-4000-8000-000000000002"}, "Выберите корректный вариант."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visit, anna, olshanskaya, wrong, says):
    answer = visit(anna).post(reverse("desk:new_request"), NEW | {"client": str(olshanskaya.pk)} | wrong)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'value="2026-11-24T18:00"' in answer.content.decode() or "due_at" in wrong
    assert "дубовая" in answer.content.decode()


def test_nobody_writes_for_a_strangers_client(visit, mark, olshanskaya):
    desk = visit(mark)
    assert "Ольшанская" not in text_of(desk.get(reverse("desk:new_request")))
    assert desk.post(reverse("desk:new_request"), NEW | {"client": str(olshanskaya.pk)}).status_code == 422


def test_the_page_asks_few_questions(visit, anna, vera, write, olshanskaya, veresov):
    for number in range(30):
        write([olshanskaya, veresov][number % 2], f"дело {number}", due_at=at("20:00"), seen=number % 3 == 0)
    for person, query in ((anna, ""), (vera, "?whose=team")):
        desk = visit(person)
        look(desk, query)
        with CaptureQueriesContext(connection) as queries:
            look(desk, query)
        assert len(queries) <= 25, [query["sql"][:90] for query in queries]


@pytest.mark.parametrize(
    ("now", "left", "starts", "fit"),
    [
        (at("14:00"), 7, None, "free"),
        (at("8:00"), 12, at("9:00"), "free"),
        (at("20:00"), 1, None, "over"),
        (at("21:30"), 0, None, "ended"),
    ],
)
def test_a_shift_is_what_is_left_of_it(anna, house, now, left, starts, fit):
    shift = shift_of(anna, house, now, timedelta(hours=2))
    assert (shift.left, shift.starts_at, shift.fit) == (timedelta(hours=left), starts, fit)
