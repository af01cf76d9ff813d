"""The page of the house's own words: seen, tried, kept, left; refused with the place of the mistake."""

import pytest
from django.urls import reverse

from butler.correspondence.models import Template
from butler.language.drafting import DEFAULTS, Purpose

DOOR = ("acknowledge", "ru")


@pytest.fixture
def desk(client, vera, house):
    client.force_login(vera)
    return client


@pytest.fixture
def post(desk):
    return lambda text, **more: desk.post(reverse("desk:wording", args=DOOR), {"text": text} | more)


def test_every_letter_stands_there_in_both_languages(desk):
    page = desk.get(reverse("desk:wordings")).content.decode()
    assert page.count("data-main") == len(DEFAULTS)
    assert "уже занимаюсь" in page


def test_words_are_kept_and_seen_with_their_author(post, desk):
    assert post("Слышу, {клиент}. До {срок}.").status_code == 302
    page = desk.get(reverse("desk:wordings")).content.decode()
    assert "Слышу, {клиент}. До {срок}." in page
    assert "слова дома, Вера" in page


def test_trying_shows_the_letter_and_keeps_nothing(post):
    page = post("Слышу, {клиент}. До {срок}.", act="try").content.decode()
    assert "Слышу, Мария\u00a0Андреевна." in page
    assert "Слышу, Павел." in page
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Слышу, {клентт}", "Такого факта нет: «клентт»"),
        ("Слышу [до {срок}", "Это после слов «…Слышу»"),
        ("", "Слов пока нет"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_typed_words_stay(post, text, complaint):
    answer = post(text)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert text in answer.content.decode()
    assert not Template.objects.exists()


def test_the_first_words_serve_again(post, desk):
    post("Слышу, {клиент}. До {срок}.")
    desk.post(reverse("desk:wording_back", args=DOOR))
    page = desk.get(reverse("desk:wording", args=DOOR)).content.decode()
    assert DEFAULTS[Purpose.ACKNOWLEDGE, "ru"].replace("'", "&#x27;") in page


def test_the_words_of_the_house_are_for_those_who_lead(client, anna):
    client.force_login(anna)
    assert client.get(reverse("desk:wordings")).status_code == 404
    assert client.post(reverse("desk:wording", args=DOOR), {"text": "{клиент}"}).status_code == 404
    assert client.post(reverse("desk:wording_back", args=DOOR)).status_code == 404


def test_there_is_no_letter_of_another_kind(desk):
    assert desk.get(reverse("desk:wording", args=("threat", "ru"))).status_code == 404
