"""Merging and taking apart: nothing is lost or doubled, everything is sealed for whom it belongs to, and goes back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from butler.correspondence import conversations, regrouping
from butler.correspondence.models import Attachment, Conversation, Message, RawMessage, Regrouping, Wording
from butler.correspondence.regrouping import Refused
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_bytes, open_sealed

POISON = "Кипарис-4411"


@pytest.fixture
def assistant(veresov):
    with acting_for("test"):
        return dossiers.add_person(veresov.pk, relation="assistant", given_name="Зоя", may_ask=True)


@pytest.fixture
def stranger(talk_with, say):
    """An unknown sender, with a file, raw bytes and words before an edit."""
    talk = talk_with(address="zoya@office.example", address_index=b"zoya")
    with acting_for("test"):
        raw = RawMessage.objects.create(
            channel="mail", external_id="1", content=POISON.encode(), received_at=clock.now()
        )
    message = say(talk, POISON, raw=raw, sender="Зоя")
    with acting_for("test"):
        Attachment.objects.create(message=message, name=POISON, content_type="a/b", size=1, content=b"1")
        Wording.objects.create(message=message, body=POISON, until=clock.now())
    return talk


def picture() -> dict:
    """Everything that regrouping may touch, opened."""
    with acting_for("test"):
        said = {
            row.pk: (row.conversation_id, row.client_id, row.person_id, open_sealed(row, "body"))
            for row in Message.objects.all()
        }
        files = {row.pk: (row.client_id, open_sealed(row, "name")) for row in Attachment.objects.all()}
        words = {row.pk: (row.client_id, open_sealed(row, "body")) for row in Wording.objects.all()}
        raws = {row.pk: (row.client_id, open_bytes(row, "content")) for row in RawMessage.objects.all()}
        talks = {
            row.pk: (row.client_id, row.waiting, row.channel, row.last_at, row.merged_into_id)
            for row in Conversation.objects.all()
        }
    return {"said": said, "files": files, "words": words, "raws": raws, "talks": talks}


def merge(source, target, by, **acting):
    with acting_as(by.pk):
        return regrouping.merge(source.pk, target.pk, by=by, now=clock.now())


def test_a_stranger_turns_out_to_be_a_client_and_everything_is_sealed_for_them(
    stranger, talk_with, veresov, vera, anna
):
    before, talk = picture(), talk_with(client=veresov)
    row = merge(stranger, talk, vera)

    with acting_as(anna.pk):
        (said,) = conversations.talk(talk.pk).thread
        assert (said.body, said.files[0].name) == (POISON, POISON)
        assert RawMessage.objects.get().client_id == Wording.objects.get().client_id == veresov.pk
    with acting_as(vera.pk):
        assert conversations.talk(stranger.pk).card.id == talk.pk  # the old address leads to where it goes on
        regrouping.take_back(row.pk, by=vera, now=clock.now())
    after = picture()
    assert after.pop("talks").items() >= before.pop("talks").items()
    assert after == before
    with acting_as(anna.pk):
        assert not Message.objects.exists()


def test_who_may_not_open_one_of_them_merges_nothing(stranger, talk_with, veresov, olshanskaya, mark, anna, vera):
    talk, other = talk_with(client=veresov), talk_with(client=olshanskaya)
    before = picture()
    for colleague, source, target in ((mark, talk, other), (anna, stranger, talk), (mark, stranger, talk)):
        with pytest.raises(NotHere):
            merge(source, target, colleague)
    with acting_as(vera.pk), pytest.raises(Refused, match="same"):
        regrouping.merge(talk.pk, talk.pk, by=vera, now=clock.now())
    assert picture() == before


def test_only_leads_put_a_message_out_of_their_sight(talk_with, say, veresov, anna, vera):
    talk = talk_with(client=veresov)
    message = say(talk, "Это не от него")
    with acting_as(anna.pk), pytest.raises(Refused, match="only_leads"):
        regrouping.split(talk.pk, [message.pk], to=None, by=anna, now=clock.now())
    with acting_as(vera.pk):
        row = regrouping.split(talk.pk, [message.pk], to=None, by=vera, now=clock.now())
        assert row.target.client_id is None
    with acting_as(anna.pk):
        assert not Message.objects.exists()


def test_what_the_assistant_said_is_put_with_the_assistant_and_back(talk_with, say, veresov, assistant, anna):
    talk = talk_with(client=veresov, waiting="us")
    own, hers = say(talk, "Сам", minutes_ago=9), say(talk, "За него", minutes_ago=3)
    before = picture()
    with acting_as(anna.pk):
        row = regrouping.split(
            talk.pk, [hers.pk], to=Whose(veresov.pk, assistant.pk), by=anna, now=clock.now()
        )  # fmt: skip
        moved = Message.objects.get(pk=hers.pk)
        assert (moved.conversation_id, moved.person_id) == (row.target_id, assistant.pk)
        assert Message.objects.get(pk=own.pk).conversation_id == talk.pk
        assert Entry.objects.filter(what="conversation.split").exists()
        regrouping.take_back(row.pk, by=anna, now=clock.now())
        regrouping.take_back(row.pk, by=anna, now=clock.now())  # said twice
    assert picture() == before


def test_what_came_after_a_merge_stays_where_it_was_said(talk_with, say, veresov, assistant, anna):
    source, target = talk_with(client=veresov, person=assistant), talk_with(client=veresov)
    old = say(source, "Раньше", minutes_ago=5)
    row = merge(source, target, anna)
    with acting_as(anna.pk):  # whoever was merged is heard in the one they were merged into
        assert conversation_with(Whose(veresov.pk, assistant.pk), Beginning("mail", clock.now())).pk == target.pk
    new = say(target, "Позже")
    with acting_as(anna.pk):
        regrouping.take_back(row.pk, by=anna, now=clock.now())
        assert Message.objects.get(pk=old.pk).conversation_id == source.pk
        assert Message.objects.get(pk=new.pk).conversation_id == target.pk


def test_a_merge_is_not_taken_back_over_a_later_move(talk_with, say, veresov, assistant, anna):
    source, target = talk_with(client=veresov, person=assistant), talk_with(client=veresov)
    message = say(source, "Раньше")
    row = merge(source, target, anna)
    with acting_as(anna.pk):
        later = regrouping.split(
            target.pk, [message.pk], to=Whose(veresov.pk, assistant.pk), by=anna, now=clock.now()
        )  # fmt: skip
        with pytest.raises(Refused, match="overtaken"):
            regrouping.take_back(row.pk, by=anna, now=clock.now())
        regrouping.take_back(later.pk, by=anna, now=clock.now())
        regrouping.take_back(row.pk, by=anna, now=clock.now())
    with acting_for("test"):
        assert Message.objects.get().conversation_id == source.pk


@pytest.mark.parametrize("who", ["client", "person", "address", "organisation"])
def test_the_database_keeps_one_conversation_with_each(who, talk_with, veresov, assistant, severny_dvor):
    fields = {
        "client": {"client": veresov},
        "person": {"client": veresov, "person": assistant},
        "address": {"address_index": b"x"},
        "organisation": {"organisation": severny_dvor},
    }[who]
    first = talk_with(**fields)
    with acting_for("test"), pytest.raises(IntegrityError, match="one_conversation_with_each"), transaction.atomic():
        Conversation.objects.create(**fields, channel="telegram", last_at=clock.now())
    talk_with(**(fields | {"merged_into": first}))


class Regroupings(RuleBasedStateMachine):
    """Any row of merges, splits and takings back, among a client, their assistant and a stranger."""

    people: dict
    vera = None

    @initialize()
    def begin(self):
        for model in (Regrouping, Message, Conversation):
            with acting_for("test"):
                model.objects.all().delete()
        self.row, self.at = [], clock.now()
        with acting_for("test"):
            for whose in self.people.values():
                talk = conversation_with(whose, Beginning("mail", self.at))
                self._say(talk)
                self._say(talk)
            self.all = set(Message.objects.values_list("pk", flat=True))

    def _say(self, talk):
        self.at += timedelta(minutes=1)
        Message.objects.create(
            client_id=talk.client_id, conversation=talk, person_id=talk.person_id, way="in", channel="mail",
            sent_at=self.at, body=f"{self.at}",
        )  # fmt: skip
        Conversation.objects.filter(pk=talk.pk).update(last_at=self.at)

    def _standing(self):
        """In an order that does not depend on random ids."""
        shown = picture()
        words = {pk: sorted(said[3] for said in shown["said"].values() if said[0] == pk) for pk in shown["talks"]}
        with acting_for("test"):
            talks = Conversation.objects.filter(merged_into__isnull=True)
            return sorted(talks, key=lambda talk: (words[talk.pk], bytes(talk.address_index), bool(talk.client_id)))

    @rule(one=st.integers(0, 9), other=st.integers(0, 9))
    def merge(self, one, other):
        talks = self._standing()
        source, target = talks[one % len(talks)], talks[other % len(talks)]
        before = picture()
        try:
            row = merge(source, target, self.vera)
        except Refused:
            assert picture() == before
        else:
            self.row.append((row.pk, before))

    @rule(
        one=st.integers(0, 9),
        to=st.sampled_from(["client", "assistant", "stranger", "nobody"]),
        how_many=st.integers(1, 3),
    )
    def split(self, one, to, how_many):
        talks = self._standing()
        talk = talks[one % len(talks)]
        before = picture()
        ids = sorted(before["said"], key=lambda pk: before["said"][pk][3])
        ids = [pk for pk in ids if before["said"][pk][0] == talk.pk][:how_many]
        try:
            with acting_as(self.vera.pk):
                row = regrouping.split(talk.pk, ids, to=self.people.get(to), by=self.vera, now=clock.now())
        except Refused:
            assert picture() == before
        else:
            self.row.append((row.pk, before))

    @precondition(lambda self: self.row)
    @rule()
    def take_back_the_last(self):
        pk, before = self.row.pop()
        with acting_as(self.vera.pk):
            regrouping.take_back(pk, by=self.vera, now=clock.now())
        assert picture() == before

    @precondition(lambda self: self.row)
    @rule(which=st.integers(0, 9))
    def take_back_any(self, which):
        pk, _ = self.row[which % len(self.row)]
        before = picture()
        try:
            with acting_as(self.vera.pk):
                regrouping.take_back(pk, by=self.vera, now=clock.now())
        except Refused:
            assert picture() == before
        else:
            self.row = []  # what stood before each is no longer what stands

    @invariant()
    def nothing_is_lost_or_doubled_and_all_opens(self):
        if not hasattr(self, "all"):
            return
        shown = picture()
        assert set(shown["said"]) == self.all
        for talk, client_id, _, body in shown["said"].values():
            assert shown["talks"][talk][0] == client_id
            assert shown["talks"][talk][4] is None  # nothing lies in a conversation that was merged away
            assert body


def test_any_row_of_regroupings_loses_nothing_and_goes_back_exactly(veresov, assistant, vera, house):
    class Machine(Regroupings):
        people = {
            "client": Whose(veresov.pk),
            "assistant": Whose(veresov.pk, assistant.pk),
            "stranger": Whose(address_index=b"stranger"),
        }

    Machine.vera = vera
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),  # to make a failing row shorter takes minutes
        ),
    )
