"""What both languages share: walking the words, joining pieces, spans "from .. to", bounds "until"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from butler.language.dates import calendar
from butler.language.dates.holidays.names import Names
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Holiday, Piece, merged
from butler.language.dates.resolve import PART_NAMES, Against, Resolved, resolve
from butler.language.dates.scan import Token

Read = tuple[Piece, int]  # a piece and the index of the word after it
Length = tuple[list[tuple[float, str]], int]  # amounts with their units, and the index after them
DASHES = frozenset("-–—−")
PIECES_IN_A_PHRASE = 6
MOST_IN_A_LIST = 6
DEEPEST = 3  # "the day after the day before Easter" and no further
NOTHING: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """One moment with the words it was read from: `tokens[first:last]`."""

    resolved: Resolved
    piece: Piece
    first: int
    last: int
    is_bound: bool = False
    is_after: bool = False


class Grammar:
    """The words of one text, and how its dates are read. A language adds its pieces."""

    lexicon: dict[str, dict[str, object]]
    from_words: frozenset[str]
    to_words: frozenset[str]
    between_words: frozenset[str]
    and_words: frozenset[str]
    until_words: frozenset[str]
    after_words: frozenset[str]
    starters: frozenset[str]  # words outside the lexicon that a date may begin with
    holidays: Names
    months_first = False  # is 5/12 the twelfth of May?

    def __init__(self, tokens: list[Token], against: Against) -> None:
        self.tokens = tokens
        self.against = against
        self.size = len(tokens)
        self.memory: dict[int, Read | None] = {}
        self.depth = 0

    # Words

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < self.size else ""

    def form(self, at: int) -> str:
        return self.tokens[at].form if 0 <= at < self.size else ""

    def kind(self, at: int, kind: str) -> object:
        """What the word is as a month, unit, ... or None."""
        return self.lexicon.get(self.word(at), NOTHING).get(kind)

    def value(self, at: int, kind: str) -> int | None:
        found = self.kind(at, kind)
        return found if isinstance(found, int) else None

    def name(self, at: int, kind: str) -> str:
        found = self.kind(at, kind)
        return found if isinstance(found, str) else ""

    def says(self, at: int, *words: str) -> bool:
        return all(self.word(at + step) == word for step, word in enumerate(words))

    def is_number(self, at: int, longest: int = 4) -> bool:
        token = self.tokens[at] if 0 <= at < self.size else None
        return token is not None and token.form == "number" and token.word.isdigit() and len(token.word) <= longest

    def is_near(self, at: int) -> bool:
        return 0 <= at < self.size and self.tokens[at].is_near

    def past_dot(self, at: int) -> int:
        """After the dot of a shortened word, not the one that ends a sentence before a capital."""
        return at + 1 if self.word(at) == "." and self.is_near(at) else at

    def past_dash(self, at: int) -> int:
        return at + 1 if self.word(at) in DASHES else at

    # What a language says

    def piece(self, at: int) -> Read | None:
        """The longest single piece that begins here."""
        raise NotImplementedError

    def bare(self, at: int) -> Read | None:
        """A number whose meaning its neighbour decides: «с 5 по 8 мая»."""
        raise NotImplementedError

    def length(self, at: int) -> Length | None:
        """An amount of time: «полтора часа», "two weeks"."""
        raise NotImplementedError

    def can_be_hour(self, at: int, number: float, after: int) -> bool:
        """Is a bare number after "at" or "until" an hour, judged by what follows it?"""
        raise NotImplementedError

    def is_trap(self, at: int) -> bool:
        """Does what stands before make a name of the date («улица 8 Марта»)?"""
        return False

    def links(self, at: int) -> Iterator[int]:
        """Where the next piece of the same moment may begin: at once, after a comma, in brackets."""
        yield at
        if self.word(at) in (",", "(", "/"):
            yield at + 1

    # From pieces to moments

    def remembered(self, at: int) -> Read | None:
        if at not in self.memory:
            self.memory[at] = self.piece(at) if at < self.size else None
        return self.memory[at]

    def phrase(self, at: int) -> Read | None:
        """Pieces that stand together and say one moment: «в пятницу, 8 мая, вечером»."""
        read = self.remembered(at)
        if read is None:
            return None
        piece, end = read
        for _ in range(PIECES_IN_A_PHRASE):
            longer = self.joined(piece, end)
            if longer is None:
                break
            piece, end = longer
        return piece, end

    def joined(self, piece: Piece, end: int) -> Read | None:
        for start in self.links(end):
            following = self.remembered(start)
            if following is None or self.opens_span(start, following[1]):
                continue
            both = merged(piece, following[0])
            if both is not None:
                last = following[1]
                if start > end and self.word(start - 1) == "(" and self.word(last) == ")":
                    last += 1
                return both, last
        return None

    def opens_span(self, start: int, end: int) -> bool:
        return False

    def endpoint(self, at: int) -> Read | None:
        return self.phrase(at) or self.bare(at)

    def moments(self) -> list[Found]:
        found: list[Found] = []
        at = 0
        while at < self.size:
            token = self.tokens[at]
            if token.word not in self.lexicon and token.word not in self.starters and token.form in ("word", "sign"):
                at += 1
                continue
            read = None if self.is_trap(at) else self.moment(at)
            if read is None:
                at += 1
                continue
            found += read[0]
            at = max(read[1], at + 1)
        return self.together(found)

    def together(self, found: list[Found]) -> list[Found]:
        """A day beside hours of no day («в четверг с 9 до 18») is one moment; hours in a list share their day."""
        kept: list[Found] = []
        for each in found:
            last = kept[-1] if kept else None
            one = self.not_before(each, last) if last else each
            if last is not None and self.are_linked(last, one) and (both := _day_and_hours(last, one)):
                kept[-1] = both
            elif last is not None and self.word(last.last) in self.and_words and one.first == last.last + 1:
                kept[-1], one = self.sharing(last, one)
                kept.append(one)
            else:
                kept.append(one)
        return kept

    def not_before(self, one: Found, last: Found) -> Found:
        """«14 декабря, обратно 21-го»: a day without a month comes after the day said before it."""
        piece = one.piece
        is_open = piece.day is not None and piece.month is None and piece.near is None and one.resolved.end is None
        if not is_open or not last.piece.has_day or last.resolved.start <= self.against.ref:
            return one
        resolved = resolve(piece, replace(self.against, ref=last.resolved.start))
        return replace(one, resolved=resolved) if resolved else one

    def are_linked(self, a: Found, b: Found) -> bool:
        return any(b.first == start for start in self.links(a.last))

    def sharing(self, a: Found, b: Found) -> tuple[Found, Found]:
        """«в понедельник в 9 и 10 вечера»: the day of the first, the part of day of the last."""
        if not (a.piece.has_clock and b.piece.has_clock) or b.piece.has_day or b.resolved.end or a.resolved.end:
            return a, b
        is_open = not a.piece.part and a.piece.half not in ("am", "pm", "24")
        if is_open and (b.piece.part or b.piece.half in ("am", "pm")) and (a.piece.hour or 0) <= 12:
            piece = replace(a.piece, part=b.piece.part, half=b.piece.half)
            resolved = resolve(piece, self.against)
            a = replace(a, piece=piece, resolved=resolved) if resolved else a
        if a.piece.has_day:
            shifted = datetime.combine(a.resolved.start.date(), b.resolved.start.time())
            near = calendar.one(shifted.date())
            b = replace(b, piece=replace(b.piece, near=near), resolved=Resolved(shifted, None, b.resolved.grain))
        return a, b

    def moment(self, at: int) -> tuple[list[Found], int] | None:
        """What begins at this word: a span, a list, a bound or one moment."""
        return self.span(at) or self.listed(at) or self.bound(at) or self.single(at)

    def single(self, at: int) -> tuple[list[Found], int] | None:
        read = self.phrase(at)
        if read is None:
            return None
        piece, end = self.lasted(*read)
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        if piece.days_long:
            last = resolved.start + timedelta(days=piece.days_long)
            resolved = Resolved(resolved.start, last, resolved.grain)
        return [Found(resolved, piece, at, end)], end

    def lasted(self, piece: Piece, end: int) -> Read:
        """A day with the length after it: "18 Dec for 10 days"."""
        longer = self.lasting(end) if piece.has_day and not piece.has_clock else None
        return (replace(piece, days_long=longer[0]), longer[1]) if longer else (piece, end)

    def lasting(self, at: int) -> tuple[int, int] | None:
        """How many days, and the index after them, where a language says so."""
        return None

    def bound(self, at: int) -> tuple[list[Found], int] | None:
        """«до 14», «к восьми», "by Friday", «после шести», "from 5 pm"."""
        is_until = self.word(at) in self.until_words
        if not is_until and self.word(at) not in self.after_words and self.word(at) not in self.from_words:
            return None
        read = self.phrase(at + 1) or self.bare_bound(at + 1)
        if read is None:
            return None
        piece, end = (read[0], read[1]) if is_until else self.lasted(*read)
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        if is_until and piece.edge == "end" and resolved.end is not None:
            resolved = Resolved(resolved.end, None, Grain.DAY)  # "by the end of May" is its last day
        if piece.days_long:
            last = resolved.start + timedelta(days=piece.days_long)
            return [Found(Resolved(resolved.start, last, resolved.grain), piece, at, end)], end
        return [Found(resolved, piece, at, end, is_bound=is_until, is_after=not is_until)], end

    def bare_bound(self, at: int) -> Read | None:
        read = self.bare(at)
        if read is None or read[0].bare is None:
            return None
        piece, end = read
        if piece.day is not None:
            return replace(piece, bare=None), end
        if not self.can_be_hour(at, piece.bare or 0, end):
            return None
        return Piece(hour=piece.bare, sure=0.7), end

    # Spans

    def span(self, at: int) -> tuple[list[Found], int] | None:
        """«с 5 по 8 мая», "3pm-5pm", "between 5 and 7"."""
        is_open = self.word(at) in self.from_words
        is_between = self.word(at) in self.between_words
        first = self.endpoint(at + 1 if is_open or is_between else at)
        if first is None:
            return None
        a, end = first
        after = self.separator(end, is_open=is_open, is_between=is_between)
        if after is None:
            return None
        last = self.endpoint(after)
        if last is None and a.bare is None and not (is_open or is_between):
            return None
        if last is None:
            return None
        return self.paired(at, a, last, after, is_open=is_open or is_between)

    def separator(self, at: int, *, is_open: bool, is_between: bool) -> int | None:
        """The index after what parts the ends of a span."""
        word = self.word(at)
        if word in (".",) and (self.word(at + 1) in DASHES or self.word(at + 1) == "/"):
            at, word = at + 1, self.word(at + 1)
        if is_between:
            return at + 1 if word in self.and_words else None
        if word in self.to_words or word in DASHES or word == "/":
            return at + 2 if word in DASHES and self.word(at + 1) in DASHES else at + 1
        return None

    def paired(self, at: int, a: Piece, last: Read, after: int, *, is_open: bool) -> tuple[list[Found], int] | None:
        b, end = last
        both = self.agreed(a, b, by_days=self.word(after - 1) == "по")
        if both is None or not self.may_pair(at, a, b, after, end, is_open=is_open):
            return None
        a, b = _by_day(*both) if not self.against.evening else both
        start = resolve(a, self.against)
        if start is None or a.instant is not None or b.instant is not None:
            return None
        stop = resolve(b, replace(self.against, after=start.start))
        if stop is None:
            return None
        start, stop = self.of_today(a, b, start, stop)
        last_day = stop.end if stop.end is not None and not b.has_clock else stop.start
        if last_day <= start.start and (last_day.date() < start.start.date() or b.has_clock):
            return None
        grain = stop.grain if b.has_clock or not a.has_clock else start.grain
        return [Found(Resolved(start.start, last_day, grain), self.whole(a, b), at, end)], end

    def of_today(self, a: Piece, b: Piece, start: Resolved, stop: Resolved) -> tuple[Resolved, Resolved]:
        """Hours that have begun but are not over are today's, not tomorrow's."""
        if a.has_day or b.has_day or not (a.has_clock and b.has_clock):
            return start, stop
        day = timedelta(days=1)
        if start.start.date() > self.against.ref.date() and stop.start - day > self.against.ref > start.start - day:
            return Resolved(start.start - day, None, start.grain), Resolved(stop.start - day, None, stop.grain)
        return start, stop

    def whole(self, a: Piece, b: Piece) -> Piece:
        """What is known of the two ends together: for has_day and has_time."""
        if a.has_clock or not b.has_clock:
            return a
        return replace(a, hour=b.hour)

    def may_pair(self, at: int, a: Piece, b: Piece, after: int, end: int, *, is_open: bool) -> bool:
        """Two bare numbers need their "from"; they must be hours or days by what follows."""
        if a.bare is not None and b.bare is not None:
            if not is_open:
                return False
            return self.word(after - 1) == "по" or self.can_be_hour(after, b.bare, end)
        if b.bare is not None:
            return self.can_be_hour(after, b.bare, end) or (a.month is not None and is_open)
        return True

    def agreed(self, a: Piece, b: Piece, *, by_days: bool) -> tuple[Piece, Piece] | None:
        """Each end completed by the other: «5 по 8 мая», "from 10 to 14 December", "3-5pm"."""
        if a.bare is not None and b.bare is not None:
            if by_days:
                return _as_day(a), _as_day(b)
            return (_as_hour(a), _as_hour(b)) if max(a.bare, b.bare) <= 24 else None
        if a.bare is not None:
            made = _completed_start(a, b)
            if made is None:
                return None
            a = made
        if b.bare is not None:
            made = _completed_end(a, b)
            if made is None:
                return None
            b = made
        return _filled(a, b)

    # Lists

    def listed(self, at: int) -> tuple[list[Found], int] | None:
        """«5 и 7 мая», «в 9 и 10 вечера»: several moments that share their last words."""
        numbers: list[tuple[int, int, int]] = []
        first = self.bare_after_preposition(at)
        here = first
        while here is not None and (read := self.bare(here)) and read[0].bare is not None:
            if self.word(read[1]) not in self.and_words and self.word(read[1]) != ",":
                break
            numbers.append((read[0].bare, here, read[1]))
            if len(numbers) > MOST_IN_A_LIST:
                return None
            here = self.bare_after_preposition(read[1] + 1)
        if not numbers or here is None:
            return None
        last = self.phrase(here)
        if last is None:
            return None
        return self.shared(at, numbers, last, here)

    def bare_after_preposition(self, at: int) -> int | None:
        return at

    def shared(
        self, at: int, numbers: list[tuple[int, int, int]], last: Read, here: int
    ) -> tuple[list[Found], int] | None:
        piece, end = last
        found: list[Found] = []
        for number, first, after in numbers:
            if piece.has_date and 1 <= number <= 31:
                one = replace(piece, day=number, weekday=None)
            elif piece.has_clock and piece.minute is None and number <= 24 and not piece.has_date:
                one = replace(piece, hour=number)
            else:
                return None
            resolved = resolve(one, self.against)
            if resolved is None:
                return None
            found.append(Found(resolved, one, at if not found else first, after))
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        return [*found, Found(resolved, piece, here, end)], end

    # Holidays

    def holiday_at(self, at: int) -> tuple[Holiday, int] | None:
        """The longest name of a holiday that begins here; dashes between its words do not matter."""
        for words, holiday in self.holidays.by_first.get(self.word(at), ()):
            end = self.matched(words, at)
            if end is not None:
                return holiday, end
        return None

    def matched(self, words: list[str], at: int) -> int | None:
        for place, word in enumerate(words):
            at = self.past_dash(at) if place else at
            if self.word(at) != word:
                return None
            at += 1
        return at

    # Offsets

    def counted(self, length: list[tuple[float, str]], sign: int, origin: datetime | None = None) -> Piece | None:
        """A piece so far from now (or from `origin`)."""
        from_now = origin is None
        when = origin or self.against.ref
        try:
            for count, unit in length:
                when = calendar.shifted(when, sign * count, unit)
        except OverflowError:
            return None
        if not calendar.EARLIEST <= when.year <= calendar.LATEST:
            return None
        finest = length[-1][1]
        if any(unit in calendar.CLOCK_UNITS for _, unit in length) or (
            from_now and length[-1][0] % 1 and finest == "day"
        ):
            grain = Grain.SECOND if finest == "second" else Grain.MINUTE
            return Piece(instant=when, grain=grain)
        if not from_now:
            return Piece(near=calendar.one(when.date()))
        wider = calendar.unit_around(when.date(), finest) if finest != "day" else None
        return Piece(near=calendar.one(when.date()), wider=wider, is_offset=finest == "day")

    def run_of(self, turn: int, count: int, unit: str) -> Piece | None:
        """ "The last two months", «следующие 3 дня»: whole units beside the current one."""
        ref = self.against.ref
        try:
            if unit in calendar.CLOCK_UNITS:
                step = calendar.shifted(ref, count * (1 if turn > 0 else -1), unit)
                pair = (ref, step) if turn > 0 else (step, ref)
                if unit == "second" and turn > 0:
                    pair = (pair[0] + timedelta(seconds=1), pair[1] + timedelta(seconds=1))
                return Piece(instant=pair[0], until=pair[1], grain=calendar.grain_of(unit))
            if turn > 0:
                start = calendar.unit_around(ref.date(), unit, 1).start
                end = calendar.unit_around(ref.date(), unit, count).end
            else:
                start = calendar.unit_around(ref.date(), unit, -count).start
                end = calendar.unit_around(ref.date(), unit, 0).start
        except OverflowError:
            return None
        return Piece(near=calendar.Days(start, end, calendar.grain_of(unit)))

    def window(self, length: list[tuple[float, str]]) -> Piece | None:
        """«в течение двух недель»: from now until then; an hour or less is told by its end."""
        piece = self.counted(length, 1)
        if piece is None or piece.instant is not None or piece.near is None:
            return piece
        end = datetime.combine(piece.near.start, datetime.min.time())
        return Piece(instant=self.against.ref, until=end, grain=Grain.DAY)

    def deeper(self, at: int) -> Read | None:
        """A phrase inside a phrase, where we are not too deep already."""
        if self.depth >= DEEPEST:
            return None
        self.depth += 1
        try:
            return self.phrase(at)
        finally:
            self.depth -= 1

    def beside(self, length: list[tuple[float, str]], sign: int, at: int) -> Read | None:
        """«за два дня до Нового года», "three days after Easter": counted from another moment."""
        read = self.deeper(at)
        if read is None:
            return None
        origin = resolve(read[0], self.against)
        if origin is None:
            return None
        piece = self.counted(length, sign, origin.start)
        if piece is None:
            return None
        if piece.instant is None and read[0].has_clock:  # "the day after Christmas at 5 pm"
            said = read[0]
            piece = replace(piece, hour=said.hour, minute=said.minute, half=said.half, part=said.part)
        return piece, read[1]


def _day_and_hours(a: Found, b: Found) -> Found | None:
    """The two as one where one is a single day and the other hours without a day."""
    day, hours = (a, b) if a.piece.has_day else (b, a)
    is_day = day.piece.has_day and not day.piece.has_clock and not day.piece.part and day.resolved.end is None
    if (
        not is_day
        or day.piece.instant
        or hours.piece.has_day
        or not hours.piece.has_clock
        or day.is_bound
        or day.is_after
    ):
        return None
    shift = day.resolved.start.date() - hours.resolved.start.date()
    end = hours.resolved.end + shift if hours.resolved.end else None
    resolved = Resolved(hours.resolved.start + shift, end, hours.resolved.grain)
    piece = replace(hours.piece, near=calendar.one(resolved.start.date()))
    return Found(resolved, piece, a.first, b.last, is_bound=hours.is_bound, is_after=hours.is_after)


def _by_day(a: Piece, b: Piece) -> tuple[Piece, Piece]:
    """«с 10 до 12»: hours that rise from seven on are those of the day, whatever the time is now."""
    is_open = (
        a.hour is not None
        and b.hour is not None
        and not (a.half or a.part or b.half or b.part or a.has_day or b.has_day)
    )
    if is_open and a.hour is not None and b.hour is not None and 7 <= a.hour < b.hour:
        return replace(a, half="24"), replace(b, half="24")
    return a, b


def _as_day(piece: Piece) -> Piece:
    return replace(piece, day=piece.bare, bare=None)


def _as_hour(piece: Piece) -> Piece:
    return replace(piece, hour=piece.bare, day=None, bare=None)


def _completed_start(a: Piece, b: Piece) -> Piece | None:
    if a.bare is None:
        return None
    if b.has_clock and not (b.has_date and a.bare > 24) and a.day is None and not _is_day_first(a, b):
        if a.bare > 24:
            return None
        return Piece(
            hour=a.bare,
            minute=0 if b.minute is not None and b.minute == 0 else None,
            half=_half_before(a.bare, b),
            part=b.part if _half_before(a.bare, b) == b.half and b.half == "" else "",
        )
    if b.day is not None and 1 <= a.bare <= 31:
        month = b.month
        if month is not None and a.bare > b.day:
            month = (month - 2) % 12 + 1
        year = b.year - 1 if b.year is not None and month == 12 and b.month == 1 else b.year
        return Piece(day=a.bare, month=month, year=year)
    if b.year is not None and b.month is None and 1000 < a.bare < 3000:
        return Piece(year=a.bare)
    return None


def _is_day_first(a: Piece, b: Piece) -> bool:
    """«22-23 фев в 7»: the number before belongs to the day, not to the hour."""
    return b.has_date and a.bare is not None and b.day is not None


def _half_before(hour: int, b: Piece) -> str:
    """3-5pm: both afternoon; 11-1pm: eleven is in the morning."""
    if b.half == "pm" and b.hour is not None and hour % 12 > b.hour % 12:
        return "am"
    return b.half


def _completed_end(a: Piece, b: Piece) -> Piece | None:
    if b.bare is None:
        return None
    if a.has_clock and b.bare <= 24 and b.day is None:
        return Piece(
            hour=b.bare, half=a.half if a.half == "24" else "", part=a.part if a.hour and b.bare > a.hour else ""
        )
    if a.day is not None and a.month is not None and 1 <= b.bare <= 31:
        month = a.month if b.bare >= a.day else a.month % 12 + 1
        return Piece(day=b.bare, month=month, year=a.year)
    if a.day is not None and a.month is None and 1 <= b.bare <= 31:
        return Piece(day=b.bare)
    if a.year is not None and a.month is None and 1000 < b.bare < 3000:
        return Piece(year=b.bare)
    return None


def _filled(a: Piece, b: Piece) -> tuple[Piece, Piece] | None:
    if a.day is not None and a.month is None and b.month is not None and b.day is not None:
        a = replace(a, month=b.month if a.day <= b.day else (b.month - 2) % 12 + 1)
    if a.month is not None and a.year is None and b.year is not None and b.month is not None:
        a = replace(a, year=b.year - (a.month > b.month))
    if b.month is not None and b.year is None and a.year is not None and a.month is not None:
        b = replace(b, year=a.year + (b.month < a.month))
    if b.day is not None and b.month is None and a.month is not None and a.day is not None:
        b = replace(b, month=a.month if b.day >= a.day else a.month % 12 + 1, year=a.year)
    if a.has_clock and b.has_clock and not a.has_day and b.has_day:
        a = _with_day_of(a, b)
    elif a.has_clock and not b.has_clock and b.has_day and not b.part:
        b = replace(b, hour=a.hour, minute=a.minute, half=a.half, part=a.part) if a.has_day else b
    elif b.has_clock and not a.has_clock and a.has_day and b.has_day and not a.part:
        a = replace(a, hour=b.hour, minute=b.minute, half=b.half, part=b.part)
    if (
        a.has_clock
        and b.has_clock
        and not a.half
        and not a.part
        and not a.minute
        and b.half in ("am", "pm")
        and a.hour is not None
    ):
        a = replace(a, half=_half_before(a.hour, b)) if a.hour <= 12 else a
    if b.weekday is not None and b.turn is None and a.turn == 1 and a.weekday is not None:
        b = replace(b, turn=None)
    if a.has_day != b.has_day and not (a.has_clock and b.has_clock) and not b.has_clock and not b.part:
        return None
    if b.has_day and not a.has_day:
        return None
    return a, b


def _with_day_of(a: Piece, b: Piece) -> Piece:
    return replace(
        a,
        year=b.year,
        month=b.month,
        day=b.day,
        weekday=b.weekday,
        turn=b.turn,
        near=b.near,
        holiday=b.holiday,
        wider=b.wider,
    )


def part_name(piece: Piece) -> str:
    return PART_NAMES.get(piece.part, piece.part)


Alternatives = tuple[Callable[..., Read | None], ...]
