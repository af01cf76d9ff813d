"""The house learns from what colleagues put right: corrections become lines for the models that guess.

Names, numbers and addresses are hidden before a line leaves the database. New models are tried before they are used:
when they read our own lines worse than those before, nothing changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from django.db import transaction

from butler.dossiers.models import Client, ContactPoint, Person
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.sealing import open_sealed
from butler.language import learnt, training
from butler.language.learnt import Learnt
from butler.language.linear import Linear, models_folder
from butler.language.message import Act, Category, guessing
from butler.language.redaction import TOKEN, Somebody, hide
from butler.language.slots.ner import persons
from butler.language.tongue import tongue
from butler.reception.models import Correction

PURPOSE = "learn"
KNOWN = {"category": frozenset(str(one) for one in Category), "act": frozenset(str(one) for one in Act)}
EVERY = 10  # each so manieth of our own lines is read before and after
WORSE = 0.01  # so much worse on our own lines is too much
SOMETHING = {"ru": "это", "en": "this"}  # stands where a name was


@dataclass(frozen=True)
class Lesson:
    """How many corrections there are, how many are new, and how well they and our own lines are read, before and after
    (shares from 0 to 1; None where nothing was fitted)."""

    corrections: int
    new: int
    before: float | None = None
    after: float | None = None
    own_before: float | None = None
    own_after: float | None = None
    is_kept: bool = False

    @property
    def is_worse(self) -> bool:
        return self.own_before is not None and self.own_after is not None and self.own_before - self.own_after > WORSE


def learn(*, now: datetime, is_trial: bool = False) -> Lesson:
    """Fit the models with every standing correction and use them from now on; in a trial only look.

    Nothing changes when there is nothing new, or when our own lines are read worse by more than a point.
    """
    with acting_for(PURPOSE):
        rows = list(_corrections().select_related("client").order_by("at", "pk"))
        lines = [line for row in rows if (line := _line(row)) is not None]
        new = [row.pk for row in rows if row.learnt_at is None]
    if not lines:
        learnt.forget()  # what was taken back or erased stays nowhere
    if not lines or (not new and set(lines) == set(learnt.read())):
        return Lesson(len(rows), len(new))
    with TemporaryDirectory() as aside:  # the models in use stay where they are until the new ones are wanted
        lesson = _tried(lines, len(rows), len(new), Path(aside))
        if is_trial or lesson.is_worse:
            return lesson
        learnt.write(lines)
        for model in Path(aside).glob("*.npz"):
            copy(model, models_folder() / model.name)
    with acting_for(PURPOSE):
        Correction.objects.filter(pk__in=new).update(learnt_at=now)
        journal.record("house.learnt", corrections=len(rows), new=len(new))
    return Lesson(**(vars(lesson) | {"is_kept": True}))


def forget() -> None:
    """The models that Butler came with serve again; the corrections stay, to be learnt anew."""
    learnt.forget()
    with acting_for(PURPOSE), transaction.atomic():
        Correction.objects.filter(learnt_at__isnull=False).update(learnt_at=None)
        journal.record("house.forgot")


def _corrections():  # type: ignore[no-untyped-def]
    return Correction.objects.filter(what__in=KNOWN, taken_back_at__isnull=True)


def _line(row: Correction) -> Learnt | None:
    """The words without anybody in them, and what is right; None for what says nothing, or is no word of ours."""
    words = open_sealed(row, "words")
    if row.now not in KNOWN[row.what] or not words.strip():
        return None
    lang = tongue(words)
    people = _people(row.client) if row.client else []
    hidden = hide(
        words, people, _places(row.client) if row.client else (), spans=persons(words) if lang == "ru" else ()
    )
    return Learnt(row.what, lang, " ".join(TOKEN.sub(SOMETHING[lang], hidden.text).split()), row.now)


def _people(client: Client) -> list[Somebody]:
    circle = Person.objects.filter(client=client).order_by("pk")
    return [_somebody(client), *(_somebody(person) for person in circle)]


def _places(client: Client) -> list[str]:
    rows = ContactPoint.objects.filter(client=client, kind=ContactPoint.Kind.PLACE)
    return [open_sealed(row, "value") for row in rows]


def _somebody(row: Client | Person) -> Somebody:
    given, patronymic, surname = (open_sealed(row, part) for part in ("given_name", "patronymic", "surname"))
    return Somebody(given, patronymic, surname, row.gender)


def _tried(lines: list[Learnt], corrections: int, new: int, aside: Path) -> Lesson:
    was = guessing.trained(learnt.lines("category"), learnt.lines("act"))
    told = {what: [line for line in lines if line.what == what] * learnt.TIMES for what in KNOWN}
    will = guessing.trained(told["category"], told["act"], folder=aside)
    own = [
        Learnt(what, line.lang, line.text, line.head.split()[at])
        for number, line in enumerate(training.lines())
        if number % EVERY == 0
        for at, what in enumerate(("category", "act"))
    ]
    return Lesson(corrections, new, _right(was, lines), _right(will, lines), _right(was, own), _right(will, own))


def _right(models: tuple[Linear, Linear], lines: Iterable[Learnt]) -> float:
    """The share of lines whose label the models alone would give."""
    found = [guessing.labelled(models, line) == line.label for line in lines]
    return sum(found) / len(found)
