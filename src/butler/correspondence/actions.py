"""Verbs on what will leave the house: draft, answer, edit, take back. Nothing leaves here; that is the outbox's work.

A letter waits for a yes of somebody who may open the client's dossier. Approved, it has the state `new` and its hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from butler.channels.port import File
from butler.correspondence import rules
from butler.correspondence.models import Approval, Letter, LetterFile
from butler.correspondence.rules import Answer
from butler.ground import journal, live
from butler.ground.later import later_at
from butler.ground.refusals import NotHere
from butler.staff.models import Staff

State = Letter.State
BATCH = 500


class Refused(Exception):
    """What was asked cannot be done; nothing has changed. `why` is a code of correspondence.rules.Answer."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Draft:
    """A letter that somebody or something has written."""

    client_id: UUID
    purpose: str
    body: str
    send_after: datetime
    channel: str = "mail"
    language: str = "ru"
    subject: str = ""
    conversation_id: UUID | None = None
    person_id: UUID | None = None  # somebody of the circle; none: the client
    answers_id: UUID | None = None  # the message it answers
    is_urgent: bool = False  # may leave in the client's quiet hours
    files: tuple[File, ...] = ()
    id: UUID = field(default_factory=uuid4)  # of the letter: whoever names it writes it once


def draft_letter(draft: Draft, *, now: datetime) -> Letter:
    """Put one letter among those that wait for a yes."""
    return draft_letters([draft], now=now)[0]


@transaction.atomic
def draft_letters(drafts: Sequence[Draft], *, now: datetime) -> list[Letter]:
    """Put letters among those that wait for a yes; three statements, however many. They come back in the same order."""
    letters = [
        Letter(
            id=draft.id,
            client_id=draft.client_id,
            conversation_id=draft.conversation_id,
            purpose=draft.purpose,
            channel=draft.channel,
            language=draft.language,
            subject=draft.subject,
            body=draft.body,
            send_after=draft.send_after,
            drafted_at=now,
            person_id=draft.person_id,
            answers_id=draft.answers_id,
            is_urgent=draft.is_urgent,
        )
        for draft in drafts
    ]
    Letter.objects.bulk_create(letters, batch_size=BATCH)
    _attach((letter, draft.files) for letter, draft in zip(letters, drafts, strict=True))
    if letters:
        journal.record("letters.drafted", letters=[str(letter.pk) for letter in letters])
        live.changed("letter")
    return letters


@transaction.atomic
def approve(letter_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """A yes: the letter may leave at its hour. Refused when it does not wait any more."""
    return _answer(letter_id, is_yes=True, by=by, now=now)


@transaction.atomic
def refuse(letter_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """A no: the letter stays in the house."""
    return _answer(letter_id, is_yes=False, by=by, now=now)


@transaction.atomic
def take_back(letter_id: UUID, *, by: Staff, now: datetime) -> Letter:
    """The answer was a slip: within ten seconds the letter waits again. Refused later, and once it began to leave."""
    letter = _locked(letter_id)
    answer = letter.approvals.select_for_update().filter(taken_back_at__isnull=True).first()
    if answer is None:
        return letter  # pressed twice
    check(rules.may_take_back(letter.state, was_yes=answer.is_yes, given_at=answer.given_at, now=now))
    answer.taken_back_at = now
    answer.save(update_fields=["taken_back_at"])
    letter.state = State.WAITING
    letter.save(update_fields=["state"])
    journal.record("letter.taken_back", about=letter, was_yes=answer.is_yes)
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    return letter


@transaction.atomic
def edit(letter_id: UUID, text: str, *, by: Staff | None, now: datetime) -> Letter:
    """Other words in a letter that still waits. Line ends are made plain."""
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    check(rules.may_say(text))
    letter = _locked(letter_id)
    check(rules.may_answer(letter.state))
    letter.body = text
    letter.save(update_fields=["body"])
    journal.record("letter.edited", about=letter)
    return letter


@transaction.atomic
def carry(letter_id: UUID, files: tuple[File, ...]) -> Letter:
    """Other files with a letter that still waits, in the place of those it had."""
    letter = _locked(letter_id)
    check(rules.may_answer(letter.state))
    letter.files.all().delete()
    _attach([(letter, files)])
    return letter


@transaction.atomic
def withdraw(letter_id: UUID, *, why: str, now: datetime) -> bool:
    """Keep a letter in the house because it is no longer true. False when it has begun to leave, or was withdrawn."""
    letter = _locked(letter_id)
    if letter.state not in (State.WAITING, State.NEW):
        return False
    before, letter.state = letter.state, State.WITHDRAWN
    letter.save(update_fields=["state"])
    journal.record("letter.withdrawn", about=letter, why=why, before=before)
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    return True


def lock(letter_ids: Iterable[UUID]) -> dict[UUID, Letter]:
    """The letters, locked in one order; one statement."""
    found = Letter.objects.select_for_update().filter(pk__in=list(letter_ids)).order_by("pk")
    return {letter.pk: letter for letter in found}


def _answer(letter_id: UUID, *, is_yes: bool, by: Staff, now: datetime) -> Approval:
    letter = _locked(letter_id)
    check(rules.may_answer(letter.state))
    letter.state = State.NEW if is_yes else State.WITHDRAWN
    if is_yes:  # not before the yes can no longer be taken back
        letter.send_after, letter.due_at = max(letter.send_after, now + rules.UNDO + rules.GRACE), None
    letter.save(update_fields=["state", "send_after", "due_at"])
    answer = Approval.objects.create(
        client_id=letter.client_id, letter=letter, is_yes=is_yes, given_by=by, given_at=now
    )
    journal.record("letter.approved" if is_yes else "letter.refused", about=letter, purpose=letter.purpose)
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    if is_yes:
        later_at(letter.send_after, "correspondence.send")
    return answer


def _attach(carried: Iterable[tuple[Letter, Sequence[File]]]) -> None:
    rows = [
        LetterFile(
            client_id=letter.client_id, letter=letter, position=position, name=file.name,
            content_type=file.content_type, content=file.content,
        )
        for letter, files in carried
        for position, file in enumerate(files)
    ]  # fmt: skip
    LetterFile.objects.bulk_create(rows, batch_size=BATCH)


def _locked(letter_id: UUID) -> Letter:
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
    if letter is None:
        raise NotHere
    return letter


def check(answer: Answer) -> None:
    """Refused, unless the rules say yes."""
    if answer != Answer.YES:
        raise Refused(answer)
