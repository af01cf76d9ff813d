"""The page of what the house learnt: begun, seen with its figures, forgotten, and back; for leads only."""

import pytest
from django.urls import reverse

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.reception.models import Lesson

FIGURES = {
    "taught": 12, "before": 2, "after": 11, "held_out": 176, "held_out_before": 128, "held_out_after": 130,
    "kept_back": 2, "kept_back_before": 0, "kept_back_after": 1, "strength": 1.0,
}  # fmt: skip


@pytest.fixture
def desk(client, vera, house):
    client.force_login(vera)
    return client


@pytest.fixture
def learnt(house):
    with acting_for("test"):
        return Lesson.objects.create(
            state="learnt", asked_at=clock.now(), finished_at=clock.now(), is_in_force=True, weights="{}", mark="x",
            counts={"all": 15, "new": 3, "taught": 12, "contradictory": 2, "silent": 1},
            figures={"category": FIGURES, "mood": FIGURES | {"strength": 0.0}},
        )  # fmt: skip


def shown(desk) -> str:
    return desk.get(reverse("desk:learnt")).content.decode()


def test_what_was_learnt_stands_there_with_its_figures(desk, learnt):
    page = shown(desk)
    for words in (
        "12 исправлений",
        "2 → 11",
        "128 → 130",
        "0 → 1",
        "2 отложены: коллеги расходятся",
        "оставлено как было",
    ):
        assert words in page


def test_a_lead_begins_a_lesson_once(desk):
    assert "Пока ничего не выучено" in shown(desk)
    for _ in "twice":
        assert desk.post(reverse("desk:learnt_now")).status_code == 302
    assert Lesson.objects.get().state == "asked"
    assert "дом учится" in shown(desk)


def test_what_was_learnt_is_forgotten_and_comes_back(desk, learnt):
    desk.post(reverse("desk:learnt_forget"))
    assert not Lesson.objects.filter(is_in_force=True).exists()
    forgotten = Lesson.objects.get(state="forgotten")
    assert desk.post(reverse("desk:learnt_remember", args=[forgotten.pk])).status_code == 302
    assert Lesson.objects.filter(state="asked").exists()
    assert desk.post(reverse("desk:learnt_remember", args=[learnt.pk])).status_code == 404


@pytest.mark.parametrize("door", ["learnt", "learnt_now", "learnt_forget"])
def test_it_is_a_matter_of_leads(client, anna, learnt, door):
    client.force_login(anna)
    answer = client.get(reverse("desk:learnt")) if door == "learnt" else client.post(reverse(f"desk:{door}"))
    assert answer.status_code in (403, 404)
    assert Lesson.objects.get().is_in_force
