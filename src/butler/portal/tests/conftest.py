"""Letters with private pages, of every kind, and a visitor who knows nothing but an address."""

from datetime import timedelta

import pytest
from django.test import Client as Visitor

from butler.correspondence import asking, clients
from butler.correspondence.asking import Asks, Question
from butler.correspondence.models import Answer, Page
from butler.correspondence.whose import Whose
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.sealing import open_sealed

SHOWS = {
    "goal": "два билета на «Чайку», сегодня в 19:00", "lines": ["партер, 4–8 ряд", "у прохода"], "alias": "Ф-4821",
    "answer_by": "16:00", "signed": "Анна Лаврова", "house": "Дом на Мойке", "party": 2,
}  # fmt: skip
OPTIONS = [
    {"number": 1, "what": "партер, 6 ряд, места 11–12", "price": "46000", "currency": "RUB", "recommended": True,
     "hold_until": "15:20"},
    {"number": 2, "what": "ложа бенуара", "price": "60000", "currency": "RUB", "recommended": False, "hold_until": ""},
]  # fmt: skip
PURPOSES = {"approach": "approach", "order": "booking", "reconfirmation": "reconfirmation", "ride": "ride"}


@pytest.fixture
def door(olshanskaya, severny_dvor):
    """door("approach"): the address of a page of this kind, and the page."""

    def make(kind: str, *, language: str = "ru", hours: float = 4, **shows) -> tuple[str, Page]:
        now = clock.now()
        with acting_for("test"):
            severny_dvor.mail = "book@severny.test"
            severny_dvor.save()
            asks = Asks(kind, SHOWS | shows, now + timedelta(hours=hours))
            if kind == "choice":
                letter = clients.write(
                    olshanskaya, "options", "Выберите", now=now, page=Asks(kind, SHOWS | {"options": OPTIONS} | shows,
                                                                          now + timedelta(hours=hours)),
                )  # fmt: skip
            else:
                question = Question(
                    olshanskaya.pk, Whose(organisation_id=severny_dvor.pk), PURPOSES[kind], "Слова", "Тема",
                    language=language, page=asks,
                )  # fmt: skip
                letter = asking.ask(question, now=now)
            page = Page.objects.get(letter=letter)
            Page.objects.filter(pk=page.pk).update(language=language)
        return f"/a/{page.pk}/", page

    return make


@pytest.fixture
def visitor():
    return Visitor(enforce_csrf_checks=True)


@pytest.fixture
def laid():
    """What was laid down on a page: (act, content)."""

    def look(page: Page) -> list[tuple[str, str]]:
        with acting_for("test"):
            return [(row.act, open_sealed(row, "content")) for row in Answer.objects.filter(page=page).order_by("at")]

    return look
