"""An answer taken apart: its clauses with what they speak for, its days and times, people, price."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from butler.language.suppliers import facts, whens
from butler.language.suppliers.matching import MAX_LETTERS, NOT, Clause, Phrasebook, clauses_of
from butler.language.suppliers.phrases import TABLE
from butler.language.suppliers.reply import Asked, Clue, Evidence
from butler.language.suppliers.whens import Said
from butler.language.tokens import plain

ENDING = re.compile(r"сним|отдад|отдам|аннулир|истека|expire|release|lapse")
LASTING = re.compile(
    r"держ|отлож|придерж|опци|холд|действ|валидн|valid|hold|held|option|оплат|брон|payment|pay$|keep|good$"
)
ANSWERING = re.compile(r"ответ|respond|reply|get$|свяж|перезвон")
PROPOSING = re.compile(r"предл|мож|мог|смо|готов|подой|устро|вместо|offer|can|could|would|shall|how|what|instead|давай")
DEPOSIT = re.compile(r"депоз|предоп|аванс|задат|залог|внес|deposit|prepay")
WELCOME = re.compile(r"пожалуйст|проблем|можно|свободн|welcome|fine|free|open|works|есть$")
SENDING = re.compile(r"перед[аю]|пришл|вышл|высыл|отправ|сообщ|send|follow|счет|деньг|верн")
CHECKING = re.compile(r"уточн|провер|узна|спрош|ответ|let|check|минут|секунд")
DOUBTS = (Clue.HEDGE, Clue.HOLD, Clue.WAIT, Clue.ROBOT)
SOFT = {Clue.HEDGE, Clue.VOID, Clue.OFFER, Clue.DECLINE, Clue.CANCEL, Clue.ASK, Clue.HOLD, Clue.WAIT}
CALMING = {"беспокойтесь", "волнуйтесь", "переживайте", "worry", "problem", "проблема", "нужно", "надо", "требуется"}
DELIVERED = {"flowers", "gift", "shopping"}  # for these a day of sending is the day asked for
_BOOK = Phrasebook(TABLE)


@dataclass(frozen=True)
class Told:
    """What an answer tells; spans count letters of `lower`."""

    asked: Asked
    received: datetime
    clauses: list[Clause]
    said: list[Said]
    party: int | None
    has_price: bool
    lower: str
    is_cut: bool  # longer than we read: what follows may take back what was said

    def has(self, *clues: Clue) -> bool:
        return any(clause.has(*clues) for clause in self.clauses)

    def evidence(self, clue: Clue) -> Iterator[Evidence]:
        return (found for clause in self.clauses for found in clause.clues if found.clue is clue)

    @property
    def asks(self) -> bool:
        return self.has(Clue.ASK) or any(clause.asks for clause in self.clauses)

    @property
    def only_checks(self) -> bool:
        """Nothing is doubted: they only go and ask."""
        return all(CHECKING.match(self.lower, found.start) for found in self.evidence(Clue.HEDGE))

    @property
    def pays_first(self) -> bool:
        """A deposit is asked for: the price is not the price of the thing."""
        return any(DEPOSIT.match(self.lower, found.start) for found in self.evidence(Clue.HEDGE))

    @property
    def proposes(self) -> bool:
        """«Можем предложить», "could do": something that waits for our yes, not merely something free."""
        return self.has(Clue.SWAP) or any(
            PROPOSING.match(self.lower, found.start) for found in self.evidence(Clue.OFFER)
        )

    @property
    def offers(self) -> bool:
        """Something that waits for our yes; «есть ли...?» alone only asks."""
        if self.has(Clue.SWAP) or not self.has(Clue.OFFER):
            return self.has(Clue.SWAP)
        states = any(clause.has(Clue.OFFER) and not (clause.asks and clause.ends) for clause in self.clauses)
        return self.has_price or states or bool(self.kept) or self.has(Clue.DECLINE)

    @property
    def matters(self) -> list[Said]:
        """Days and times of what was asked for; when something will be sent is another matter."""
        kept = [each for each in self.said if not each.bound]
        return kept if self.asked.kind in DELIVERED else [each for each in kept if not self._is_beside(each, SENDING)]

    @property
    def kept(self) -> list[Said]:
        """Those of them that no clause declines."""
        turned = [clause for clause in self.clauses if clause.has(Clue.DECLINE, Clue.LATER)]
        spans = [(clause.words[0].start, clause.words[-1].end) for clause in turned]
        return [each for each in self.matters if not any(start <= each.start < end for start, end in spans)]

    @property
    def is_elsewhere(self) -> bool:
        """Another day, time or number of people than asked."""
        asked = self.asked
        if self.party and asked.party and self.party != asked.party:
            return True
        comes_then = asked.kind in DELIVERED and any(each.clock == asked.when.time() for each in self.matters)
        return any(
            (each.day and each.day != asked.when.date())
            or (each.clock and not comes_then and self._is_other_time(each))  # «выезжает в 11, к 12 будет у вас»
            for each in self.matters
        )

    @property
    def names_other_time(self) -> bool:
        """«В восемь полная посадка, в 18:00 пожалуйста»; «на пятницу нет, а на субботу пожалуйста»."""
        return any(self._is_other_time(each) or self._is_welcome(each) for each in self.kept)

    def _is_welcome(self, said: Said) -> bool:
        """Another day, in a clause that opens it."""
        is_other = said.day is not None and said.day != self.asked.when.date()
        return is_other and self._is_beside(said, WELCOME)

    def _is_other_time(self, said: Said) -> bool:
        """«С 19:00» is no other time than eight; «с 21:00» is."""
        wanted = self.asked.when.time()
        if said.clock is None or not self.asked.has_time:
            return False
        return said.clock > wanted if said.since else said.clock != wanted

    @property
    def when(self) -> datetime | date | None:
        """What the reply itself says; the day asked where it tells only a time."""
        day = next((each.day for each in self.kept if each.day), None)
        clock = next((each.clock for each in self.kept if each.clock), None)
        return day if clock is None else datetime.combine(day or self.asked.when.date(), clock)

    @property
    def hold_until(self) -> datetime | date | None:
        """When their hold or offer ends: «до 18:00 сегодня», "valid until", «24 часа»."""
        bounds = [each for each in self.said if each.bound or self._is_beside(each, ENDING)]
        clock = next((each.clock for each in bounds if each.clock), None)
        ends = self._day_of_hold(next((each for each in bounds if each.day), None))
        if clock:
            return datetime.combine(ends or self.received.date(), clock)
        return ends or self._end_of_term()

    def _is_beside(self, said: Said, words: re.Pattern[str]) -> bool:
        """Whether the clause that says it has one of these words."""
        return any(
            clause.words[0].start <= said.start < clause.words[-1].end
            and any(words.match(word.lower) for word in clause.words)
            for clause in self.clauses
        )

    def _day_of_hold(self, said: Said | None) -> date | None:
        if said is None:
            return None
        return said.day if said.weekday is None else whens.coming(said.weekday, self.received.date())

    def _end_of_term(self) -> datetime | None:
        """«Опцион на 24 часа», "payment required within 2 hours": from now. A promise to answer ends nothing."""
        for clause in self.clauses:
            words = [word.lower for word in clause.words]
            if any(LASTING.match(word) for word in words) and not any(ANSWERING.match(word) for word in words):
                term = whens.term_in(" ".join(words))
                if term:
                    return self.received + term
        return None


def take_apart(text: str, *, asked: Asked, received: datetime) -> Told:
    """Read every phrase and fact of an answer; only its first letters are read."""
    kept = text[:MAX_LETTERS].replace("’", "'")
    lower = plain(kept)
    clauses = clauses_of(kept)
    for clause in clauses:
        _BOOK.mark(clause)
        clause.clues = _settled(clause)
    said = whens.said_in(lower, asked=asked, received=received)
    has_price = facts.price_in(kept) is not None
    return Told(asked, received, clauses, said, facts.party_in(lower), has_price, lower, is_cut=len(text) > MAX_LETTERS)


def _settled(clause: Clause) -> list[Evidence]:
    """Without what a harmless phrase covers, and firm words about something else or asked; a denied one is a doubt."""
    covers = [found for found in clause.clues if found.clue is Clue.HARMLESS]
    voids = [found for found in clause.clues if found.clue is Clue.VOID and not _inside(found, covers)]
    doubts = [found for found in clause.clues if found.clue in DOUBTS]
    declined = [found for found in clause.clues if found.clue is Clue.DECLINE]
    return [
        replace(found, clue=Clue.HEDGE) if found.clue is Clue.FIRM and _is_denied(clause, found) else found
        for found in clause.clues
        if not (found.clue in SOFT and _inside(found, covers))
        and not (found.clue is Clue.DECLINE and _inside(found, doubts))
        and not (found.clue is Clue.OFFER and _inside(found, declined))  # "no aircraft available"
        and not (found.clue is Clue.FIRM and (clause.asks or _overlaps(found, voids)))
    ]


def _inside(found: Evidence, covers: list[Evidence]) -> bool:
    return any(cover.start <= found.start and found.end <= cover.end for cover in covers)


def _overlaps(found: Evidence, others: list[Evidence]) -> bool:
    return any(other.start < found.end and found.start < other.end for other in others)


def _is_denied(clause: Clause, found: Evidence) -> bool:
    """A «не» before the firm word in its clause or right after it, unless it only calms."""
    words = clause.words
    for number, word in enumerate(words):
        if word.start >= found.start:
            break
        follows = words[number + 1].lower if number + 1 < len(words) else ""
        if word.lower in NOT - {"без", "without"} and follows not in CALMING:
            return True
    after = [word.lower for word in words if word.start >= found.end][:2]
    return len(after) == 2 and after[0] == "не" and after[1] not in CALMING
