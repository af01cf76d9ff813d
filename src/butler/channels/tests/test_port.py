"""What every wire promises."""

from datetime import UTC, datetime

from butler.channels.port import DoorShut, NotDelivered, Outgoing, Received, Shut, Why

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_message_shows_none_of_its_words_where_it_is_printed():
    message = Outgoing("1@house.test", "vera@client.test", "Юбилей", "Стол на восемь", NOON)
    assert "Юбилей" not in repr(message)
    assert "Стол" not in repr(message)
    assert "Стол" not in repr(Received("1", "Стол на восемь".encode(), NOON))


def test_a_refusal_names_its_code_and_no_sentence_of_the_other_side():
    refusal = NotDelivered(Why.ADDRESS_REFUSED, permanent=True, code="550")
    assert str(refusal) == "address_refused (550)"


def test_a_broken_wire_is_told_from_a_refused_message():
    assert {why for why in Why if why.needs_repair} == {Why.NOT_SECURE, Why.LOGIN_REFUSED, Why.PERMISSION_REFUSED}
    assert DoorShut(Shut.SOMEBODY_ELSE).needs_repair
    assert not DoorShut(Shut.NOT_REACHED).needs_repair
