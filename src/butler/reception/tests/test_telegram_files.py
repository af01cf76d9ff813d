"""Photos, files and voice of Telegram: kept as files, brought by a job, against a server that speaks the Bot API."""

import pytest

from butler.channels.port import DoorShut
from butler.channels.telegram.receiving import received
from butler.channels.telegram.tests.bot_api import TOKEN, bot_api
from butler.correspondence import conversations, fetching
from butler.correspondence.models import Account, Attachment
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.sealing import open_sealed
from butler.reception import arrivals
from butler.reception.tests.arriving import sort_all

PDF, OGG = b"%PDF-1.7\n" + b"m" * 300, b"OggS\0\2" + b"v" * 300
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xc0\0\x11\x08\0\x0a\0\x0a\3" + b"p" * 300
SENT = (
    {"photo": [{"file_id": "small", "file_unique_id": "us", "width": 9, "height": 9},
               {"file_id": "large", "file_unique_id": "ul", "width": 90, "height": 90}], "caption": "Вот этот зал"},
    {"document": {"file_id": "menu", "file_unique_id": "um", "file_name": "меню.pdf", "mime_type": "application/pdf"}},
    {"voice": {"file_id": "voice", "file_unique_id": "uv", "duration": 4, "mime_type": "audio/ogg", "file_size": 306}},
    {"document": {"file_id": "fake", "file_unique_id": "uf", "file_name": "счёт.pdf", "mime_type": "application/pdf"}},
    {"document": {"file_id": "film", "file_unique_id": "ui", "file_name": "film.mp4", "file_size": 50_000_000}},
)  # fmt: skip


@pytest.fixture
def api():
    with bot_api() as running:
        running.files = {"large": JPEG, "menu": PDF, "voice": OGG, "fake": b"MZ\x90\0\3" + b"x" * 50}
        yield running


@pytest.fixture
def sent(house, api):
    """Five messages with a file each, sorted; the files still lie with Telegram."""
    who = {"id": 7001, "type": "private", "first_name": "Мария"}
    with acting_for("test"):
        options = {"base": f"http://127.0.0.1:{api.port}"}
        bot = Account.objects.create(kind="telegram", name="Бот", secret=TOKEN, options=options)
        for number, file in enumerate(SENT, start=1):
            message = {"message_id": number, "date": 1_795_500_000 + number, "chat": who, "from": who} | file
            fetching.store_update(received({"update_id": number, "message": message}, 7, clock.now()), bot)
    return sorted(sort_all(), key=lambda message: message.sent_at)


def files() -> dict[str, tuple[str, str, bool]]:
    with acting_for("test"):
        rows = list(Attachment.objects.all())
        return {open_sealed(row, "name"): (row.kind, row.danger, row.is_voice) for row in rows}


def test_every_file_is_named_before_it_is_here_and_then_brought_whole(sent, api, vera, auditor):
    assert {danger for _, danger, _ in files().values()} == {"not_here_yet"}
    assert [arrivals.fetch_files(message.pk) for message in sent] == [1] * 5
    assert [arrivals.fetch_files(message.pk) for message in sent] == [0] * 5  # the job may ring twice
    assert files() == {
        "ul": ("jpeg", "", False),  # the largest of a photo's sizes
        "меню.pdf": ("pdf", "", False),
        "uv": ("ogg", "", True),
        "счёт.pdf": ("program", "program", False),
        "film.mp4": ("", "too_large", False),
    }
    with acting_as(vera.pk):
        thread = conversations.talk(sent[0].conversation_id).thread
        shown = {file.name: file for message in thread for file in message.files}
        assert conversations.attachment(shown["меню.pdf"].id)[1] == PDF
        assert conversations.attachment(shown["uv"].id)[1] == OGG
        assert shown["uv"].is_voice
        assert shown["film.mp4"].size == 50_000_000
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="attachment.fetched").count() == 5


@pytest.mark.parametrize("fails", [500, "truncated", "hangs up"])
def test_what_telegram_does_not_give_now_is_asked_for_again(sent, api, fails):
    api.fails = fails
    menu = sent[1]
    with pytest.raises(DoorShut):
        arrivals.fetch_files(menu.pk)
    assert files()["меню.pdf"] == ("", "not_here_yet", False)
    api.fails = 0
    assert arrivals.fetch_files(menu.pk) == 1
    assert files()["меню.pdf"] == ("pdf", "", False)
