"""A call written down from the desk: refused in words with nothing lost, found in the palette, taken back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime

from butler.correspondence.models import Conversation, Message, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.network.models import Organisation
from butler.reception.tests.arriving import sort_all

DOOR = reverse("desk:write_down")
SAID = {"text": "Столик на двоих завтра в 20:00", "contact": "8 (921) 555-12-34", "name": "Павел", "how": "phone"}


@pytest.fixture
def desk(client, anna, house):
    client.force_login(anna)
    return client


def words(answer) -> str:
    """The page, with spaces that may break."""
    return answer.content.decode().replace("\xa0", " ")


def kept() -> int:
    with acting_for("test"):
        return RawMessage.objects.filter(state="new").count()


def typed(moment) -> str:
    return f"{localtime(moment):%Y-%m-%dT%H:%M}"


def test_a_call_is_written_down_with_its_moment_and_stands_in_the_inbox(desk, client, vera):
    page = words(desk.get(DOOR))
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    an_hour_ago = clock.now() - timedelta(hours=1)
    for _ in range(2):  # the button pressed twice
        done = desk.post(DOOR, SAID | {"once": once, "at": typed(an_hour_ago)}, follow=True)
    assert "Записано" in words(done)
    assert len(sort_all()) == 1
    client.force_login(vera)
    inbox = words(client.get(reverse("desk:requests")))
    assert "Павел, +7 921 555-12-34" in inbox
    assert "чьё это?" in inbox
    assert "Кто это?" in inbox
    with acting_for("test"):
        assert typed(Message.objects.get().sent_at) == typed(an_hour_ago)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"text": "  "}, "Записывать пока нечего"),
        ({"contact": "сто двадцать"}, "Это не номер телефона"),
        ({"contact": "+7 921"}, "Это не номер телефона"),
        ({"how": "pasted", "contact": "где-то"}, "ни номер телефона"),
        ({"at": "2999-01-01T10:00"}, "Этот момент ещё не настал"),
        ({"at": "вчера"}, "Такого момента нет"),
        ({"text": "а" * 20_001}, "20000"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(desk, wrong, word):
    answer = desk.post(DOOR, SAID | wrong)
    page = words(answer)
    assert answer.status_code == 422
    assert word in page
    for name, value in (SAID | wrong).items():
        assert value.strip() in page, name
    assert kept() == 0


@pytest.mark.parametrize("contact", ["@pavel_zorin", "Pavel@Zorin.example", "+44 20 7946 0958", ""])
def test_a_pasted_text_comes_from_anywhere(desk, contact):
    assert desk.post(DOOR, SAID | {"how": "pasted", "contact": contact}).status_code == 302
    (message,) = sort_all()
    assert (message.way, message.channel) == ("in", "desk")


def test_it_is_taken_back_by_whoever_wrote_it_and_by_nobody_else(desk, client, mark, anna):
    page = words(desk.post(DOOR, SAID, follow=True))
    undo = re.search(r"/requests/written/[0-9a-f-]+/undo/", page)[0]
    client.force_login(mark)
    assert "Вернуть уже нельзя" in words(client.post(undo, follow=True))
    assert kept() == 1
    client.force_login(anna)
    assert "Возвращено" in words(client.post(undo, follow=True))
    assert (kept(), sort_all()) == (0, [])


def test_the_palette_hears_a_call_in_a_line_and_the_page_has_it_in_its_fields(desk):
    line = "Звонили в 0:01 с +7 921 555-12-34, назвался Павлом, сказал, что опоздает"
    found = words(desk.get(reverse("desk:palette"), {"q": line}))
    (there,) = re.findall(rf'href="({DOOR}\?[^"]+)"', found)
    page = words(desk.get(there.replace("&amp;", "&")))
    for word in ("+7 921 555-12-34", 'value="Павел"', "T00:01", line):
        assert word in page
    assert DOOR in words(desk.get(reverse("desk:palette"), {"q": "запис"}))


def test_a_lead_says_that_it_was_a_supplier_and_that_can_be_undone(client, desk, vera, severny_dvor):
    with acting_for("test"):
        Organisation.objects.filter(pk=severny_dvor.pk).update(phone="")
    desk.post(DOOR, SAID)
    sort_all()
    client.force_login(vera)
    with acting_for("test"):
        talk = Conversation.objects.get()
    page = words(client.get(reverse("desk:conversation", args=[talk.pk])))
    name = re.search(r'<option value="(Северный двор[^"]*)"', page)[1]
    door = reverse("desk:conversation_client", args=[talk.pk])
    assert "из списка сети" in words(client.post(door, {"network": "нет такого"}, follow=True))
    done = words(client.post(door, {"network": name}, follow=True))
    assert "О каком клиенте речь?" in done
    undo = re.search(r"/requests/regroupings/[0-9a-f-]+/undo/", done)[0]
    assert "Кто это?" in words(client.post(undo, follow=True))


def test_a_stranger_finds_no_way_in_and_a_reader_of_english_reads_english(client, mark, house):
    assert client.get(DOOR).status_code == 302
    assert client.post(DOOR, SAID).status_code == 302
    assert kept() == 0
    mark.language = "en"
    mark.save(update_fields=["language"])
    client.force_login(mark)
    with translation.override("en"):
        assert "What they said" in words(client.get(DOOR, headers={"accept-language": "en"}))


def test_what_cannot_be_read_says_why_and_a_lead_writes_down_what_it_says(client, vera, mark, house):
    with acting_for("test"):
        raw = RawMessage.objects.create(
            channel="mail", external_id="x", content=b"?", received_at=clock.now(), state="unreadable", why="refused",
            envelope='{"from": "petr@stranger.example"}',
        )  # fmt: skip
    door = reverse("desk:raw_words", args=[raw.pk])
    client.force_login(mark)
    assert client.post(door, {"says": "чужое"}).status_code == 404
    client.force_login(vera)
    page = words(client.get(reverse("desk:requests")))
    assert "по виду это не сообщение" in page
    assert door in page
    assert "что там сказано?" in words(client.post(door, {"says": " "}, follow=True))
    done = words(client.post(door, {"says": "Просит перезвонить"}, follow=True))
    assert "Просит перезвонить" in done
    assert "petr@stranger.example" in done
    assert "не читается" not in words(client.get(reverse("desk:requests")))
