"""Updates as Telegram brings them, and what we make of them: golden pairs, and what must hold for any bytes."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.channels.telegram.message import TelegramMessage
from butler.channels.telegram.reading import MESSAGES, NotAnUpdate, external_id, parsed, read
from butler.ground.limited import run_limited

GOLDEN = Path(__file__).parent / "golden"
UPDATES = sorted(GOLDEN.glob("*.update.json"))
NOT_FOR_US = {"sticker", "pinned", "joined", "poll", "blocked-the-bot"}


def name(path: Path) -> str:
    return path.name.partition(".")[0]


def as_json(said) -> dict | None:
    """What is said and not empty."""
    if said is None:
        return None
    return {key: value for key, value in _plain(asdict(said)).items() if value not in (None, "", [], False)}


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("update", UPDATES, ids=name)
def test_an_update_is_read_as_it_stands_in_the_golden_file(update):
    wanted = json.loads((GOLDEN / f"{name(update)}.json").read_text())
    assert as_json(read(update.read_bytes())) == wanted


def test_joins_pins_and_stickers_are_politely_ignored():
    assert {name(update) for update in UPDATES if read(update.read_bytes()) is None} == NOT_FOR_US


def golden(which: str) -> TelegramMessage:
    said = read((GOLDEN / f"{which}.update.json").read_bytes())
    assert isinstance(said, TelegramMessage)
    return said


def test_a_later_version_is_the_same_message_with_other_words():
    first, later = golden("text"), golden("edited")
    assert later.message == first.message
    assert later.edited_at > first.sent_at
    assert (first.edited_at, first.text == later.text) == (None, False)


def test_who_wrote_to_the_houses_own_account_is_answered_there():
    theirs, ours = golden("business-message"), golden("business-message-of-ours")
    assert theirs.address == ours.address == "700100200@bc_Zk91"
    assert (theirs.is_ours, ours.is_ours) == (False, True)


def test_every_version_has_a_name_of_its_own_and_every_copy_the_same():
    updates = [parsed(update.read_bytes()) for update in UPDATES]
    names = [external_id(update, bot=1) for update in updates]
    again = [external_id(update | {"update_id": 7}, bot=1) for update in updates if set(update) & set(MESSAGES)]
    assert len(set(names)) == len(updates)
    assert set(again) <= set(names)
    assert set(names).isdisjoint(external_id(update, bot=2) for update in updates)


def test_a_limited_child_reads_it_too():
    update = (GOLDEN / "photo-with-caption.update.json").read_bytes()
    assert run_limited(read, update) == read(update)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"update_id": "1"}', b"\xff", b"[" * 100_000, b" " * 2_000_000])
def test_what_is_no_update_is_refused(raw):
    with pytest.raises(NotAnUpdate):
        read(raw)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_where_something_else_should_it_does_not_fall(data):
    update = json.loads(data.draw(st.sampled_from(UPDATES)).read_text())
    place = update
    while isinstance(place, dict) and place:
        key = data.draw(st.sampled_from(sorted(place)))
        if key == "update_id":
            break
        inner = place[key]
        if not isinstance(inner, dict) or data.draw(st.booleans()):
            place[key] = data.draw(anything)
            break
        place = inner
    raw = json.dumps(update).encode()
    said = read(raw)
    if isinstance(said, TelegramMessage):
        assert said.address
        assert said.sent_at.tzinfo
    external_id(parsed(raw), bot=1)
