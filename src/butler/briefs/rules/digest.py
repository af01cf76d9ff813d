"""A client's letter of the morning: at most five lines, and none without evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from butler.language import letters, salutation
from butler.language.letters import Day, Promise
from butler.language.names import Name
from butler.language.salutation import Voice

MOST_LINES = 5
MOST_DAYS = 2  # of the lines may be dates that come
DAYS_AHEAD = 3


class Step(StrEnum):
    """What becomes of a digest when the facts are looked at again."""

    NOTHING = "nothing"
    WRITE = "write"  # there is none yet, or ours was taken from the desk and there is something to say again
    REWRITE = "rewrite"  # it waits, nobody has touched it, and the facts are others now
    MARK = "mark"  # somebody's own words wait, and a fact behind them has changed
    WITHDRAW = "withdraw"  # it says what is no longer true, and there is nothing else to say
    RENEW = "renew"  # it was approved and is no longer true: withdraw it and write another


@dataclass(frozen=True)
class Written:
    """A digest as it stands."""

    state: str  # of its letter
    said: tuple[bytes, ...]  # marks of its sentences
    body: str = ""
    is_edited: bool = False
    is_marked: bool = False
    was_refused: bool = False


def next_step(written: Written | None, letter: "Letter | None", mark: Callable[[str], bytes]) -> Step:
    """What to do with a client's digest, given what could be written now."""
    if written is None:
        return Step.WRITE if letter else Step.NOTHING
    true_now = {mark(line.text) for line in letter.everything} if letter else set()
    still_true = set(written.said) <= true_now
    if written.state == "waiting" and written.is_edited:
        return Step.NOTHING if still_true or written.is_marked else Step.MARK
    if written.state == "waiting" and letter is None:
        return Step.WITHDRAW
    if written.state == "waiting":
        return Step.NOTHING if letter and letter.body == written.body else Step.REWRITE
    if written.state == "new" and not still_true:
        return Step.RENEW if letter else Step.WITHDRAW
    if written.state == "withdrawn" and letter and not written.was_refused:
        return Step.WRITE
    return Step.NOTHING


class NoEvidence(Exception):
    """A sentence was to be written that nothing proves."""


@dataclass(frozen=True)
class Sentence:
    """A line of a letter and what stands behind it: a booking with its evidence, or an occasion of the dossier."""

    code: str
    text: str
    at: datetime | None = None
    booking_id: UUID | None = None
    evidence_id: UUID | None = None
    occasion_id: UUID | None = None
    importance: int = 1

    def __post_init__(self) -> None:
        if not (self.evidence_id and self.booking_id) and not self.occasion_id:
            raise NoEvidence(self.code)


@dataclass(frozen=True)
class Proven:
    """A booking whose evidence stands, ready to be spoken of."""

    booking_id: UUID
    evidence_id: UUID | None
    promise: Promise
    importance: int


@dataclass(frozen=True)
class Dated:
    """A date that comes to the client."""

    occasion_id: UUID
    day: Day


@dataclass(frozen=True)
class Addressee:
    """Whom the letter is for, and when it arrives."""

    name: Name
    voice: Voice
    hour: int
    day: date
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A composed digest."""

    subject: str
    body: str
    lines: tuple[Sentence, ...]
    everything: tuple[Sentence, ...]  # also what did not fit: to tell whether an older letter is still true


def compose(to: Addressee, proven: Iterable[Proven], dated: Iterable[Dated]) -> Letter | None:
    """The letter; None when nothing is proven, for then there is nothing to write."""
    said = [*_promises(proven, to.voice), *_days(dated, to.voice)]
    lines = _chosen(said)
    if not lines:
        return None
    greeting = salutation.greeting(to.name, to.voice, to.hour)
    body = "\n".join([greeting, *(line.text for line in lines)])
    if to.signed:
        body = f"{body}\n\n" + "\n".join(to.signed)
    return Letter(letters.subject(Day("", to.day, to.day), to.voice), body, tuple(lines), tuple(said))


def _promises(proven: Iterable[Proven], voice: Voice) -> list[Sentence]:
    found = []
    for each in proven:
        if text := letters.of_promise(each.promise, voice):
            found.append(
                Sentence(
                    code=f"{each.promise.kind}{'_ends' if each.promise.is_end else ''}",
                    text=text,
                    at=each.promise.at,
                    booking_id=each.booking_id,
                    evidence_id=each.evidence_id,
                    importance=each.importance,
                )
            )
    return found


def _days(dated: Iterable[Dated], voice: Voice) -> list[Sentence]:
    found = []
    for each in sorted(dated, key=lambda each: (each.day.on, str(each.occasion_id))):
        ahead = (each.day.on - each.day.today).days
        if 0 <= ahead <= DAYS_AHEAD and (text := letters.of_day(each.day, voice)):
            found.append(Sentence(each.day.kind, text, occasion_id=each.occasion_id))
    return found


def _chosen(said: list[Sentence]) -> list[Sentence]:
    """The most important promises in order of time, then the dates; five lines in all."""
    days = [line for line in said if line.occasion_id][:MOST_DAYS]
    promises = [line for line in said if not line.occasion_id]
    promises.sort(key=lambda line: (-line.importance, line.at, str(line.booking_id)))
    room = MOST_LINES - min(len(days), max(1, MOST_LINES - len(promises)))
    kept = sorted(promises[:room], key=lambda line: (line.at, str(line.booking_id)))
    return [*kept, *days[: MOST_LINES - len(kept)]]
