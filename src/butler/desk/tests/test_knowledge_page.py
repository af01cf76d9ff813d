"""The page of what the house knows: write, find, change, take out and back; by right."""

import pytest
from django.urls import reverse

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.knowledge import actions
from butler.knowledge.models import Article

WRITTEN = {
    "title": "Багаж мимо очереди", "kind": "trick", "city": "", "language": "ru", "scope": "house",
    "text": "В Пулково просите стойку восемь: там принимают за пять минут.", "source": "Глинская",
}  # fmt: skip


@pytest.fixture
def desk(client, house, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def article(desk):
    desk.post(reverse("desk:article_new"), WRITTEN)
    return Article.objects.get()


def page(desk, name="knowledge", *args, **query):
    answer = desk.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_house_says_how_to_begin(desk):
    assert "Пока ничего не записано" in page(desk)


def test_what_is_written_is_found_by_another_form_and_marked(desk, article):
    assert "Багаж мимо очереди" in page(desk)
    assert "<mark>стойку</mark>" in page(desk, q="стойка")
    assert "Дом об этом пока ничего не знает" in page(desk, q="корабли")


def test_the_article_says_who_wrote_it_and_where_it_is_from(desk, article):
    text = page(desk, "article", article.pk)
    assert "Анна Лаврова" in text
    assert "Глинская" in text


def test_other_words_leave_the_old_ones_below(desk, article):
    desk.post(reverse("desk:article_edit", args=[article.pk]), WRITTEN | {"text": "Стойка девять."})
    text = page(desk, "article", article.pk)
    assert "Стойка девять." in text
    assert "просите стойку восемь" in text


def test_a_guide_without_a_town_is_refused_and_the_words_stay(desk):
    answer = desk.post(reverse("desk:article_new"), WRITTEN | {"kind": "guide"})
    assert answer.status_code == 422
    assert "по какому городу" in answer.content.decode()
    assert "просите стойку восемь" in answer.content.decode()


def test_taken_out_and_brought_back(desk, article):
    desk.post(reverse("desk:article_remove", args=[article.pk]))
    assert desk.get(reverse("desk:article", args=[article.pk])).status_code == 404
    desk.post(reverse("desk:article_restore", args=[article.pk]))
    assert "Багаж мимо очереди" in page(desk)


def test_another_team_and_the_auditor_learn_nothing(desk, article, client, mark, auditor):
    desk.post(reverse("desk:article_edit", args=[article.pk]), WRITTEN | {"scope": "team"})
    client.force_login(mark)
    assert "Багаж" not in page(client, q="багаж")
    for name in ("article", "article_edit"):
        assert client.get(reverse(f"desk:{name}", args=[article.pk])).status_code == 404
    for name in ("article_remove", "article_restore", "article_accept", "article_edit"):
        assert client.post(reverse(f"desk:{name}", args=[article.pk]), WRITTEN).status_code == 404
    client.force_login(auditor)
    assert client.get(reverse("desk:knowledge")).status_code == 404
    assert Article.objects.get().removed_at is None


def test_one_who_does_not_lead_cannot_write_for_those_who_do(desk):
    assert desk.post(reverse("desk:article_new"), WRITTEN | {"scope": "leads"}).status_code == 422


def test_what_the_house_proposes_is_taken_or_left_by_one_press(desk, anna, ilya, client):
    with acting_as(anna.pk):
        made = actions.propose(
            to=anna, origin="operation|7", now=clock.now(), kind="trick", title="За два часа", text="Звонить в зал."
        )
    assert "За два часа" in page(desk)
    assert "Стоит записать?" in page(desk)
    client.force_login(ilya)
    assert "За два часа" not in page(client)
    assert client.post(reverse("desk:article_accept", args=[made.pk])).status_code == 404
    client.force_login(anna)
    desk.post(reverse("desk:article_accept", args=[made.pk]))
    client.force_login(ilya)
    assert "За два часа" in page(client, q="часы")
