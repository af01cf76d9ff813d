"""«Нас будет шестеро, и лучше в девять» while the house still asks: the wish changes, and everybody hears it once."""

from datetime import UTC, datetime, timedelta

import pytest

from butler.assurance import changing
from butler.assurance.models import Change
from butler.bookings import taking
from butler.bookings.models import Booking
from butler.correspondence import actions as letters
from butler.correspondence import outbox
from butler.correspondence.models import Account, Conversation, Letter, Message
from butler.correspondence.tests.conftest import Recorder
from butler.dossiers.models import Mandate
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation
from butler.reception import deciding
from butler.reception.deciding import Refused
from butler.reception.hearing import read_message
from butler.reception.models import Proposal
from butler.requests.access import details
from butler.requests.models import ClientRequest, Task
from butler.sourcing import sweeping
from butler.sourcing.models import Approach, Offer, Operation

NOW = datetime(2026, 11, 24, 7, 50, tzinfo=UTC)
ASKED = "Завтра ужин в «Оранжерее», в восемь, нас четверо. Забронируйте, пожалуйста."
CHANGED = "Ой, нас будет шестеро, и лучше в девять."


class Evening:
    """A client who writes, Anna who says yes, a house that is asked, on a clock of their own."""

    def __init__(self, client, anna):
        self.client, self.anna, self.now, self.wire = client, anna, NOW, Recorder()

    def says(self, words: str) -> list[Proposal]:
        with clock.set_to(self.now):
            with acting_for("test"):
                talk, _ = Conversation.objects.get_or_create(
                    client=self.client, contact=None, organisation=None,
                    defaults={"channel": "telegram", "last_at": self.now},
                )  # fmt: skip
                message = Message.objects.create(
                    client=self.client, conversation=talk, way="in", channel="telegram", sent_at=self.now, body=words
                )
            read_message(message.pk, now=self.now)
            with acting_as(self.anna.pk):
                return deciding.take_all(message.pk, by=self.anna, now=self.now)

    def go_on(self, **delay: float) -> "Evening":
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            for _ in range(2):
                sweeping.sweep(now=self.now)
                outbox.leave(self.wire)
            taking.take_in(now=self.now)
            changing.sweep(now=self.now)
        return self

    def approve(self, purpose: str) -> "Evening":
        with clock.set_to(self.now), acting_as(self.anna.pk):
            for letter in Letter.objects.filter(state=Letter.State.WAITING, purpose=purpose):
                letters.approve(letter.pk, by=self.anna, now=self.now)
        return self.go_on(seconds=30)

    def answers(self, words: str, *, to: Letter) -> "Evening":
        with acting_for("test"):
            ours = Message.objects.get(letter=to)
            Message.objects.create(
                client=self.client, conversation=ours.conversation, way="in", channel="mail", sent_at=self.now,
                body=words, answers=ours,
            )  # fmt: skip
        return self.go_on()

    def undo(self, row: Proposal) -> None:
        with clock.set_to(self.now), acting_as(self.anna.pk):
            deciding.undo(row.pk, by=self.anna, now=self.now)

    def waiting(self, purpose: str) -> list[str]:
        with acting_for("test"):
            rows = Letter.objects.filter(state="waiting", purpose=purpose).order_by("drafted_at")
            return [open_sealed(row, "body").replace("\u00a0", " ") for row in rows]

    def request(self) -> tuple[str, str, str, str]:
        """Its title, number of guests, moment, and what is wished with it."""
        with acting_as(self.anna.pk):
            row = ClientRequest.objects.get()
            known = details(row.pk)
            return open_sealed(row, "title"), known["party"], known["when"], known.get("wishes", "")

    def heard(self) -> list[str]:
        return [letter.body.replace("\u00a0", " ") for letter in self.wire.left if letter.to == "stol@oranzhereya.test"]

    def approach(self) -> Approach:
        with acting_for("test"):
            return Approach.objects.select_related("letter", "asked_before").get()

    def operation(self) -> Operation:
        with acting_for("test"):
            return Operation.objects.get()


@pytest.fixture
def evening(olshanskaya, anna):
    """A table for four tomorrow at eight, asked of the one house that was named."""
    Organisation.objects.create(
        name="Оранжерея", kind="restaurant", city="Санкт-Петербург", mail="stol@oranzhereya.test", reliability=90
    )
    Organisation.objects.create(name="Гавань", kind="restaurant", city="Санкт-Петербург", mail="book@gavan.test")
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)
        Mandate.objects.create(client=olshanskaya, category="restaurant", limit=120_000)
    evening = Evening(olshanskaya, anna)
    evening.says(ASKED)
    return evening


def test_more_guests_and_a_later_hour_change_the_request_and_the_house_that_was_asked_hears_it_once(evening):
    evening.go_on(minutes=2)
    evening.says(CHANGED)
    assert evening.request()[1:3] == ("6", "2026-11-25T21:00")
    assert "21:00" in evening.request()[0]
    (draft,) = evening.waiting("status")
    assert "принято" in draft
    assert "на шестерых" in draft
    assert "в 21:00" in draft
    assert evening.waiting("ask") == []
    assert len(evening.heard()) == 1, "nobody hears it while it can be taken back"
    evening.go_on(seconds=15).go_on(minutes=5)
    assert len(evening.heard()) == 2
    assert "Уточнение по нашему вопросу" in evening.heard()[1]
    assert "на шестерых завтра в 21:00" in evening.heard()[1]
    assert "Ольшанск" not in evening.heard()[1]
    asked = evening.approach()
    assert asked.letter.conversation_id == asked.asked_before.conversation_id
    standing = evening.operation()
    assert (standing.party_size, standing.happens_at) == (6, datetime(2026, 11, 25, 18, tzinfo=UTC))
    with acting_for("test"):
        assert (ClientRequest.objects.count(), Task.objects.count()) == (1, 1)
        assert "21:00" in open_sealed(Task.objects.get(), "title")


def test_the_same_change_twice_does_nothing(evening):
    evening.go_on(minutes=2)
    evening.says(CHANGED)
    evening.go_on(minutes=1)
    evening.says(CHANGED)
    evening.go_on(minutes=1)
    assert len(evening.heard()) == 2
    with acting_for("test"):
        assert Task.objects.count() == 1


def test_a_question_that_has_not_left_yet_is_simply_another_one(evening):
    evening.now += timedelta(seconds=5)
    evening.says(CHANGED)
    evening.go_on(minutes=1)
    (only,) = evening.heard()
    assert "на шестерых" in only
    assert "Уточнение" not in only


def test_within_ten_seconds_everything_goes_back_as_it_was(evening):
    evening.go_on(minutes=2)
    before = evening.request()
    (row,) = evening.says(CHANGED)
    evening.now += timedelta(seconds=9)
    evening.undo(row)
    assert evening.request() == before
    evening.go_on(minutes=2)
    assert len(evening.heard()) == 1
    assert evening.operation().party_size == 4


def test_what_others_have_heard_does_not_go_back(evening):
    evening.go_on(minutes=2)
    (row,) = evening.says(CHANGED)
    evening.now += timedelta(seconds=11)
    with acting_for("test"):
        Operation.objects.update(rewish_at=evening.now, due_at=evening.now)
    evening.go_on()
    with pytest.raises(Refused, match="built_upon"):
        evening.undo(row)


def test_an_offer_for_the_old_wish_is_not_taken_and_its_order_stays_in_the_house(evening):
    evening.go_on(minutes=2)
    evening.answers("Да, стол на четверых завтра в 20:00 есть, 40 000 ₽.", to=evening.approach().letter)
    assert evening.operation().state == "ordered"
    assert len(evening.waiting("booking")) == 1
    evening.says(CHANGED)
    evening.go_on(seconds=15)
    assert evening.waiting("booking") == []
    assert evening.operation().state == "searching"
    assert "предложение" in evening.heard()[-1]
    with acting_for("test"):
        assert Offer.objects.get().state == "declined"


def test_who_answers_the_old_question_late_is_still_asked_the_new_one(evening):
    evening.go_on(minutes=2)
    evening.says(CHANGED)
    evening.go_on(seconds=15)
    evening.answers("Да, стол на четверых завтра в 20:00 есть, 40 000 ₽.", to=evening.approach().asked_before)
    assert (evening.operation().state, evening.approach().state) == ("searching", "asked")
    evening.answers("Да, на шестерых в 21:00 есть, 60 000 ₽.", to=evening.approach().letter)
    assert evening.operation().state == "ordered"


def test_what_is_ordered_already_is_moved_once_it_stands(evening):
    evening.go_on(minutes=2)
    evening.answers("Да, стол на четверых завтра в 20:00 есть, 40 000 ₽.", to=evening.approach().letter)
    evening.approve("booking")
    evening.says(CHANGED)
    evening.go_on(minutes=1)
    assert evening.operation().state == "ordered"
    with acting_for("test"):
        order = Offer.objects.get().order
    evening.answers("Подтверждаем, бронь О-118.", to=order).go_on(minutes=1)
    with acting_for("test"):
        booking, change = Booking.objects.get(), Change.objects.get()
    assert (booking.party_size, booking.starts_at) == (4, datetime(2026, 11, 25, 17, tzinfo=UTC))
    assert (change.party_size, change.starts_at) == (6, datetime(2026, 11, 25, 18, tzinfo=UTC))
    assert "просим перенести" in evening.waiting("booking")[0].lower()
    assert evening.waiting("confirm") == [], "four at eight is not what the client wants to read"
    assert evening.operation().rewish_at is None


def test_another_house_is_asked_instead_and_the_first_is_thanked(evening):
    evening.go_on(minutes=2)
    evening.says("Давайте поменяем: лучше в ресторан «Гавань», остальное так же.")
    evening.go_on(seconds=15).go_on(minutes=1)
    assert "держать для нас больше не нужно" in evening.heard()[-1]
    assert "четверых" in evening.heard()[-1]
    others = [letter.body for letter in evening.wire.left if letter.to == "book@gavan.test"]
    assert len(others) == 1


def test_what_is_only_added_goes_to_the_wishes_and_whoever_was_asked_hears_it(evening):
    evening.go_on(minutes=2)
    evening.says("И ещё детский стул, пожалуйста")
    assert evening.request()[3] == "детский стул"
    evening.go_on(seconds=15)
    assert "детский стул" in evening.heard()[-1]


def test_with_two_open_wishes_a_person_says_which(evening):
    evening.says("И ещё ужин 28 ноября в «Гавани» в семь вечера на двоих, забронируйте, пожалуйста.")
    evening.go_on(minutes=2)
    heard = len(evening.wire.left)
    evening.says("Лучше на час позже, пожалуйста, ужин перенесите")
    evening.go_on(minutes=2)
    with acting_for("test"):
        assert ClientRequest.objects.count() == 2
        assert Task.objects.count() == 3
    assert len(evening.wire.left) == heard
