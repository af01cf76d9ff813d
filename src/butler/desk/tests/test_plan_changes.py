"""My day is told as it changes: what moved, from when to when, and why. Once, and only to its owner."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.network.models import Organisation
from butler.requests import access, actions
from butler.requests.models import Means, PlanChange, PlannedTask, TakenTime

from .test_day_page import at

POISON = "кодовое слово Яшма"


@pytest.fixture
def page(client, anna, house):
    def read(who=anna, lang="ru") -> str:
        if who.language != lang:
            who.language = lang
            who.save()
        client.force_login(who)
        return client.get(reverse("desk:day")).content.decode().replace("\u00a0", " ")

    return read


@pytest.fixture
def day_of(anna, house):
    """The hours of Anna's day as she looks at it: {"Флорист": "9:00"}."""

    def look(person=anna) -> dict[str, str]:
        with acting_as(person.pk):
            found = actions.look_at_my_day(person, now=clock.now())
            return {each.task.title: f"{house.local(each.starts_at):%-H:%M}" for each in found.planned}

    return look


def said(html: str) -> str:
    return html.partition('class="moved"')[2].partition("</ul>")[0]


def changes(person) -> list[PlanChange]:
    with acting_for("test"):
        return list(PlanChange.objects.filter(staff=person).order_by("made_at", "pk"))


def meet(anna, starts: datetime, minutes=30, kind="meeting"):
    with acting_as(anna.pk):
        return actions.take_time(anna, kind, starts, starts + timedelta(minutes=minutes), now=clock.now())


def test_a_meeting_moves_the_florist_and_the_day_page_says_so_in_both_languages(page, write_down, anna, day_of):
    write_down("Позвонить флористу", 30, cost_of_failure=3)
    write_down("Подобрать подарок", 60)
    assert said(page()) == ""
    was = day_of()
    assert was == {"Позвонить флористу": "9:00", "Подобрать подарок": "9:30"}

    meet(anna, at(9))

    russian, english = said(page()), said(page(lang="en"))
    assert "Позвонить флористу</a><small>сдвинуто на 10:30 (было 9:00): в 9:00 добавилась встреча<" in russian
    assert "moved to 10:30 (it was 9:00): a meeting at 9:00<" in english
    assert "Подобрать подарок" not in russian
    assert len(changes(anna)) == 1


def test_it_is_said_until_it_is_seen_and_never_again(client, page, write_down, anna):
    write_down("Позвонить флористу", 30)
    page()
    meet(anna, at(9))
    assert "Позвонить флористу" in said(page())
    assert "Позвонить флористу" in said(page())

    told = changes(anna)[0]
    client.post(reverse("desk:plan_seen"), {"change": str(told.pk)})
    assert said(page()) == ""
    assert changes(anna)[0].seen_at == clock.now()


def test_another_cannot_see_or_acknowledge_my_changes(client, page, write_down, anna, ilya):
    write_down("Позвонить флористу", 30)
    page()
    meet(anna, at(9))
    page()
    told = changes(anna)[0]
    assert said(page(ilya)) == ""
    client.post(reverse("desk:plan_seen"), {"change": str(told.pk)})
    assert changes(anna)[0].seen_at is None


def test_a_meeting_that_is_given_back_before_anybody_looked_leaves_nothing_to_tell(client, page, write_down, anna):
    write_down("Позвонить флористу", 30)
    page()
    taken = meet(anna, at(9), 40)
    assert "сдвинуто" in said(page())
    with clock.set_to(at(8, 5)):
        client.post(reverse("desk:time_back", args=[taken.pk]))
        assert "сдвинуто" in said(page())  # it stays where it went: who gave the hour back knows it
    client.post(reverse("desk:time_again", args=[taken.pk]))
    with acting_for("test"):
        assert TakenTime.objects.get().dropped_at is None


def test_less_than_ten_minutes_are_not_told_but_add_up(page, write_down, anna, day_of):
    write_down("Позвонить флористу", 30)
    day_of()
    meet(anna, at(9), 5)
    assert day_of() == {"Позвонить флористу": "9:05"}
    assert changes(anna) == []
    meet(anna, at(9, 5), 5)
    assert day_of() == {"Позвонить флористу": "9:10"}
    assert [(one.was, one.to) for one in changes(anna)] == [(at(9), at(9, 10))]


def test_something_urgent_is_to_blame_by_its_name(page, write_down, anna):
    write_down("Подобрать подарок", 60)
    page()
    write_down("Найти няню", 90, due_at=at(10, 40), cost_of_failure=3)
    assert "Подобрать подарок</a><small>сдвинуто на 10:30 (было 9:00): в 9:00 добавилось «Найти няню»<" in said(page())


def test_what_is_done_or_put_off_is_not_told_any_more(page, write_down, anna):
    row = write_down("Позвонить флористу", 30, cost_of_failure=3)
    other = write_down("Подобрать подарок", 60)
    page()
    meet(anna, at(9), 60)
    assert "флористу" in said(page())
    assert "подарок" in said(page())
    with acting_as(anna.pk):
        actions.done(row.pk, by=anna, now=clock.now())
        actions.snooze(other.pk, at(20), by=anna, now=clock.now())
    assert said(page()) == ""


def test_what_fits_no_more_says_so(page, write_down, anna):
    write_down("Опись коллекции", 240)
    page()
    meet(anna, at(9), 14 * 60)
    assert "сегодня больше не помещается (было 9:00): в 9:00 добавилась встреча" in said(page())


def test_time_that_passes_moves_work_without_a_word(day_of, write_down, anna):
    write_down("Позвонить флористу", 30)
    day_of()
    with clock.set_to(at(10)):
        assert day_of() == {"Позвонить флористу": "10:00"}
    assert changes(anna) == []


def test_two_windows_write_a_change_once(day_of, write_down, anna):
    write_down("Позвонить флористу", 30)
    day_of()
    meet(anna, at(9))
    for _ in range(2):
        day_of()
    assert len(changes(anna)) == 1
    row = changes(anna)[0]
    row.pk = uuid4()
    with acting_for("test"), pytest.raises(IntegrityError, match="one_unseen_change"), transaction.atomic():
        row.save(force_insert=True)


def test_the_plan_of_another_and_what_moved_in_it_are_under_row_security(day_of, write_down, anna, mark):
    write_down(f"Позвонить, {POISON}", 30)
    day_of()
    meet(anna, at(9))
    day_of()
    with acting_as(mark.pk):
        assert not PlannedTask.objects.exists()
        assert not PlanChange.objects.exists()
    with acting_for("test"):
        assert PlannedTask.objects.exists()


def test_yesterdays_plan_is_not_compared_with_todays(day_of, write_down, anna):
    write_down("Позвонить флористу", 30)
    day_of()
    with clock.set_to(at(12) + timedelta(days=1)):
        assert day_of() == {"Позвонить флористу": "12:00"}
    assert changes(anna) == []
    with acting_for("test"):
        assert PlannedTask.objects.count() == 1


# Hours that the world sets


@pytest.fixture
def florist(db):
    return Organisation.objects.create(
        name="Оранжерея", kind="florist", city="Москва", hours="вт-вс 15:00-19:00", latitude=55.75, longitude=37.61
    )


@pytest.fixture
def jeweller(db):
    return Organisation.objects.create(
        name="Дом на Кузнецком", kind="jeweller", city="Москва", hours="11:00-18:00", latitude=55.70, longitude=37.50
    )


def test_a_call_stands_when_the_supplier_answers_and_moves_with_their_hours(day_of, page, write_down, florist, anna):
    write_down("Позвонить флористу", 15, organisation=florist, means=Means.CALL)
    assert day_of() == {"Позвонить флористу": "15:00"}
    assert "там отвечают с 15:00" in page()
    Organisation.objects.filter(pk=florist.pk).update(hours="16:30-19:00")
    assert "сдвинуто на 16:30 (было 15:00): там отвечают в другие часы" in said(page())


def test_a_meeting_at_its_hour_and_the_way_there(day_of, page, write_down, florist, jeweller, anna):
    write_down("Встреча с Ольшанской", 60, must_start_at=at(16), organisation=florist, means=Means.VISIT)
    write_down("Забрать кольцо", 30, organisation=jeweller, means=Means.VISIT)
    write_down("Ответить на письма", 30)
    hours = day_of()
    assert hours["Встреча с Ольшанской"] == "16:00"
    assert hours["Забрать кольцо"] == "11:00"
    assert "в пути" in page()


def test_between_two_visits_the_way_is_kept_free(day_of, write_down, florist, jeweller, anna):
    write_down("Встреча с Ольшанской", 60, must_start_at=at(12), organisation=florist, means=Means.VISIT)
    write_down("Забрать кольцо", 45, organisation=jeweller, means=Means.VISIT, due_at=at(17))
    assert day_of()["Забрать кольцо"] > "13:30"  # 11:00 to 11:45 would miss the meeting by the way of half an hour


def test_what_is_closed_all_day_says_so(page, write_down, anna):
    shut = Organisation.objects.create(name="Антиквар", kind="gallery", hours="сб-вс 12:00-18:00")
    write_down("Посмотреть вазу", 30, organisation=shut, means=Means.VISIT)
    assert "в наши часы там закрыто" in page()


def test_lunch_and_a_break_of_ones_own_are_kept_free(day_of, write_down, anna, house):
    house.week = ["09:00-20:00 13:00-14:00"] * 7
    house.save()
    meet(anna, at(9), 60, kind="break")
    write_down("Опись", 150, cost_of_failure=3)
    write_down("Письма", 60)
    hours = day_of()
    assert hours == {"Опись": "10:00", "Письма": "14:00"}


def test_a_meeting_is_written_down_by_a_plain_form(client, anna, house, florist):
    client.force_login(anna)
    door = reverse("desk:take_time")
    given = {"kind": "meeting", "day": "2026-11-24", "starts": "14:30", "ends": "15:00", "organisation": "оранжерея"}
    assert client.post(door, given | {"ends": "14:00"}).status_code == 422
    assert client.post(door, given | {"organisation": "нет такой"}).status_code == 422
    assert client.post(door, given).status_code == 302
    with acting_for("test"):
        row = TakenTime.objects.get()
    assert (row.staff_id, row.starts_at, row.organisation_id) == (anna.pk, at(14, 30), florist.pk)
    assert "Встреча 14:30–15:00, Оранжерея" in client.get("/").content.decode().replace("\u00a0", " ")


def test_a_task_with_its_hour_and_its_supplier_is_written_down_by_a_plain_form(
    client, anna, house, florist, olshanskaya
):
    client.force_login(anna)
    given = {
        "client": olshanskaya.pk, "title": "Позвонить флористу", "category": "flowers", "effort_minutes": 20,
        "cost_of_failure": 1, "must_start_at": "2026-11-24T15:30", "organisation": "Оранжерея", "means": "call",
    }  # fmt: skip
    assert client.post(reverse("desk:new_task"), given | {"organisation": ""}).status_code == 422
    assert client.post(reverse("desk:new_task"), given).status_code == 302
    with acting_as(anna.pk):
        card = access.open_tasks(now=clock.now(), owners=[anna.pk])[0]
    assert (card.must_start_at, card.organisation, card.means) == (at(15, 30), florist, "call")


def test_nobody_takes_time_back_that_is_anothers(client, anna, ilya, house):
    taken = meet(anna, at(9))
    client.force_login(ilya)
    assert client.post(reverse("desk:time_back", args=[taken.pk])).status_code == 404
