"""What a colleague notes of a client is read for tastes, and for nothing else."""

import pytest

from butler.correspondence import saying
from butler.correspondence.models import Letter
from butler.dossiers.models import Preference
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.reception import deciding, hearing
from butler.reception.models import Hearing, Proposal
from butler.requests.models import ClientRequest


@pytest.fixture
def noted(maria, anna):
    """Write a note beside her conversation and read it: noted("...")."""

    def write(text: str) -> list[Proposal]:
        with acting_as(anna.pk):
            talk = saying.begin(maria, channel="mail", now=clock.now())
            message = saying.note(talk.pk, text, by=anna, now=clock.now())
        return hearing.read_message(message.pk, now=clock.now())

    return write


def test_a_note_after_dinner_proposes_tastes_with_their_words_and_answers_nobody(noted, anna):
    rows = noted("Бароло очень понравилось. Устриц больше не хочет, ужасно долго несли счёт, жаловалась.")
    assert [(row.kind, row.code, row.act) for row in rows] == [
        ("preference", "other", "likes"), ("preference", "food", "dislikes"),
    ]  # fmt: skip
    with acting_for("test"):
        assert not Letter.objects.exists(), "nobody is answered: we said it among ourselves"
        assert not Hearing.objects.exists()
        assert not ClientRequest.objects.exists()
    with acting_as(anna.pk):
        deciding.take(rows[1].pk, by=anna, now=clock.now())
        assert open_sealed(Preference.objects.get(), "value") == "Устриц"


def test_a_note_without_a_taste_proposes_nothing(noted):
    assert noted("Перезвонить в четверг, забрать пальто из чистки.") == []


def test_reading_a_note_again_proposes_it_once(noted, anna, maria):
    rows = noted("Стол у камина — лучшее место.")
    again = hearing.read_message(rows[0].message_id, now=clock.now())
    with acting_for("test"):
        open_ones = Proposal.objects.filter(state=Proposal.State.OPEN)
        assert [row.pk for row in open_ones] == [row.pk for row in again]
