"""My day on the day page: what when and why, and a way out for what does not fit."""

from datetime import timedelta

import pytest
from django.urls import reverse

from butler.ground import clock


@pytest.fixture
def page(client, anna, house):
    client.force_login(anna)

    def read(**query) -> str:
        return client.get(reverse("desk:day"), query).content.decode()

    return read


def part(html: str) -> str:
    return html.partition('id="plan"')[2].partition("</section>")[0]


def test_the_day_reads_in_order_with_its_hours_and_reasons(page, write_down):
    write_down("Подобрать подарок", 30, cost_of_failure=3)
    write_down("Позвонить флористу", 15, due_at=clock.now() + timedelta(hours=3))
    plan = part(page())
    assert plan.index("Позвонить флористу") < plan.index("Подобрать подарок")
    assert "обещано к" in plan.replace("\u00a0", " ")
    assert "свободно" in plan


def test_what_does_not_fit_says_why_and_has_a_way_out(page, write_down):
    lost = write_down("Билеты на поезд", 60, no_return_at=clock.now() + timedelta(minutes=20))
    calm = [write_down(f"Опись {number}", 240) for number in range(5)]
    plan = part(page())
    assert reverse("desk:task_hand_over", args=[lost.pk]) in plan
    assert "день полон" in plan.replace("\u00a0", " ")
    assert any(reverse("desk:task_snooze", args=[task.pk]) in plan for task in calm)


def test_another_day_and_a_colleagues_work_are_not_my_day(page, write_down, ilya):
    write_down("Чужое дело", 30, owner=ilya)
    assert "Чужое дело" not in part(page())
    assert 'id="plan"' not in page(day=f"{clock.now().date() + timedelta(days=1):%F}")
