"""Migration 0007 on a house that had several conversations with one person: they become one, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from butler.correspondence import conversations
from butler.correspondence.models import Conversation, Letter, Message, Presence, Regrouping
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.drawing import each_by_itself
from butler.ground.sealing import open_sealed
from butler.network.models import Contact, Organisation


@contextmanager
def as_the_owner() -> Iterator[None]:
    """In the role that migrates."""
    role = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = "butler_owner"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = role


def migrate(name: str = "") -> None:
    """The room's tables as they were after this migration; without a name as they are now."""
    with as_the_owner(), each_by_itself():
        executor = MigrationExecutor(connection)
        latest = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "correspondence"]
        executor.migrate([("correspondence", name)] if name else latest)


@pytest.fixture
def before(own_house):
    """A house as it stood before: with the client three conversations, by channel, and so with others."""
    with acting_for("test"):
        client = dossiers.admit(
            led_by=own_house,
            now=clock.now(),
            gender="m",
            since=date(2021, 3, 1),
            given_name="Андрей",
            surname="Вересов",
        )
        zoya = dossiers.add_person(client.pk, relation="assistant", given_name="Зоя")
    hall = Organisation.objects.create(name="Северный двор", kind="restaurant")
    hostess = Contact.objects.create(organisation=hall, full_name="Ирина Белова")
    migrate("0006_letters_move_by_their_states")
    with acting_for("test"):
        merged_into = said_with(client=client, hours_ago=9)
        groups = {
            "client": [merged_into, *(said_with(client=client, hours_ago=hours) for hours in (1, 5))],
            "assistant": [said_with(client=client, person=zoya, hours_ago=hours) for hours in (2, 3)],
            "hall": [said_with(client=client, organisation=hall, hours_ago=hours) for hours in (4, 6)],
            "hostess": [said_with(contact=hostess, hours_ago=7), said_with(contact=hostess, organisation=hall)],
            "stranger": [said_with(address_index=b"one", hours_ago=hours) for hours in (8, 2)],
            "another": [said_with(address_index=b"two")],
            "nameless": [said_with()],
            "nameless too": [said_with()],
        }
        gone = said_with(client=client, hours_ago=20, merged_into=merged_into)
        return SimpleNamespace(client=client, groups=groups, gone=gone, words=words(), owner=own_house)


def said_with(*, hours_ago: int = 1, **whose) -> Conversation:
    """A conversation with a message, a letter of ours, and somebody who has it open."""
    at = clock.now() - timedelta(hours=hours_ago)
    talk = Conversation.objects.create(channel="mail", last_at=at, subject=f"Тема {hours_ago}", **whose)
    as_it_was("Message").objects.create(
        client_id=talk.client_id, conversation_id=talk.pk, way="in", channel="mail", sent_at=at,
        body=f"Слова {hours_ago} {talk.pk}",
    )  # fmt: skip
    if talk.client_id:
        as_it_was("Letter").objects.create(
            client_id=talk.client_id, conversation_id=talk.pk, purpose="reply", channel="mail", send_after=at,
            drafted_at=at,
        )  # fmt: skip
    return talk


@cache
def as_it_was(name: str) -> type[Any]:
    """The model with the columns that it had then; looked for once: a state of all tables takes a second to draw."""
    then = MigrationExecutor(connection).loader.project_state([("correspondence", "0006_letters_move_by_their_states")])
    return then.apps.get_model("correspondence", name)


def words() -> dict:
    return {row.pk: open_sealed(row, "body") for row in Message.objects.only("pk", "client", "conversation", "body")}


def where_they_stand() -> dict:
    return {row.pk: (row.merged_into_id, row.last_at, row.waiting) for row in Conversation.objects.all()}


def standing(rows: list[Conversation]) -> list[Conversation]:
    return list(Conversation.objects.filter(pk__in=[row.pk for row in rows], merged_into__isnull=True))


def test_several_conversations_with_one_person_become_the_one_that_was_used_last(before):
    with acting_for("test"):
        first = before.groups["client"][0]
        Presence.objects.create(client=before.client, conversation=first, staff=before.owner, seen_at=clock.now())
    migrate()
    with acting_for("test"):
        assert words() == before.words
        for name, rows in before.groups.items():
            (keeper,) = standing(rows)
            assert keeper.last_at == max(row.last_at for row in rows), name
            assert keeper.messages.count() == len(rows), name
            others = [row for row in rows if row.pk != keeper.pk]
            assert not Message.objects.filter(conversation__in=others).exists()
            assert not Letter.objects.filter(conversation__in=others).exists()
            kept = Regrouping.objects.filter(target=keeper)
            assert {row.source_id for row in kept} == {row.pk for row in others}
            assert all(len(row.moved) == 1 and row.before["source"]["channel"] == "mail" for row in kept)
        assert Letter.objects.count() == 8
        assert not Presence.objects.exists()
        keeper = standing(before.groups["client"])[0]
    with acting_as(before.owner.pk):  # an old address, also one merged long ago, leads to where it goes on
        for old in (*before.groups["client"], before.gone):
            assert conversations.talk(old.pk).card.id == keeper.pk


def test_joined_once_it_is_joined_for_ever(before):
    migrate()
    with acting_for("test"):
        once = where_they_stand(), Regrouping.objects.count()
    migrate("0006_letters_move_by_their_states")
    migrate()
    with acting_for("test"):
        assert (where_they_stand(), Regrouping.objects.count()) == once
        assert words() == before.words
