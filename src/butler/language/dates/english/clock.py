"""English times of day: 3pm, half past three, twenty to nine, ten thirty, noon, in the morning."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates import calendar, figures
from butler.language.dates.english.offsets import EnglishOffsets
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece

HALVES = {"am": "am", "pm": "pm", "a": "am", "p": "pm"}
LEADS = one_of(
    "at @ around about by until till before after from approximately approx roughly exactly circa between since"
)
ZONES = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "wet": 0,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "trt": 3,
    "gst": 4,
    "ist": 5.5,
    "hkt": 8,
    "sgt": 8,
    "jst": 9,
    "aest": 10,
    "aedt": 11,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "hst": -10,
}
COUNTED = one_of(
    "people persons guests pax adults kids children seats tickets rooms nights days weeks "
    "months years stars percent km miles meters "
    "metres m kg euros euro dollars pounds usd eur gbp rub rubles k million thousand "
    "hundred bottles bedrooms hours minutes min mins hrs "
    "th st nd rd times of street avenue road st ave rd"
)
GREETINGS = one_of("good lovely nice great wonderful")


class EnglishClock(EnglishOffsets):
    """Reads times of day and its parts."""

    def clock(self, at: int, prep: str) -> Read | None:
        read = self.spoken(at) or self.named(at) or self.figured(at, prep) or self.worded_clock(at, prep)
        if read is None:
            return None
        return self.zoned(*read)

    def zoned(self, piece: Piece, at: int) -> Read:
        bracket = at + 1 if self.word(at) == "(" else at
        zone = ZONES.get(self.word(bracket))
        if zone is None or (
            self.word(bracket) in ("z", "west", "ist") and not self.tokens[bracket].is_capital and at == bracket - 9
        ):
            return piece, at
        end = bracket + 1
        return replace(piece, zone=zone), end + (bracket > at and self.word(end) == ")")

    def half(self, at: int) -> tuple[str, int]:
        """am, pm, a.m., p, "o'clock pm", "in the morning"; "" where it is not said."""
        at += self.word(at) == "ish"
        at += self.word(at) in ("oclock", "o'clock", "clock") and 1
        at += self.word(at) == "ish"
        word = self.word(at)
        if word in ("am", "pm"):
            return word, self.past_dot(at + 1)
        if word in ("a", "p") and self.word(at + 1) == "." and self.word(at + 2) == "m":
            return HALVES[word], self.past_dot(at + 3)
        if word in ("a", "p") and self.word(at + 1) == "m" and self.ends_here(at + 2):
            return HALVES[word], at + 2
        if word in ("a", "p") and self.is_near(at):
            return HALVES[word], self.past_dot(at + 1)
        if self.says(at, "at", "night"):
            return "night", at + 2
        return "", at

    def closed(self, piece: Piece, at: int) -> Read:
        """A time with the half of day after it."""
        half, end = self.half(at)
        end += self.word(end) in ("hours", "hrs") and piece.minute is not None and end == at
        end += self.word(end) in ("approximately", "sharp", "exactly", "approx", "ish")
        if half == "night":
            return replace(piece, part="night"), end
        return (replace(piece, half=half), end) if half else (piece, end)

    def figured(self, at: int, prep: str) -> Read | None:
        form = self.form(at)
        if form in ("time", "hours"):
            piece = figures.time_in(self.tokens[at])
            return self.closed(piece, at + 1) if piece else None
        if form == "dotted" and len(self.word(at).split(".")[1]) == 2:
            piece = figures.time_in(self.tokens[at])
            half = self.half(at + 1)[0]
            is_led = half or (prep in ("at", "@") and not self.is_counted(at + 1))
            return self.closed(piece, at + 1) if piece and is_led else None
        if self.is_number(at):
            return self.hour_in_figures(at, prep)
        return None

    def hour_in_figures(self, at: int, prep: str) -> Read | None:
        digits, end = self.word(at), at + 1
        is_led = prep in ("at", "@", "around", "about") or self.word(at - 1) in LEADS
        half, _ = self.half(end)
        if len(digits) in (3, 4) and int(digits) % 100 < 60 and int(digits) // 100 < 24:
            is_hours = self.word(end) in ("hours", "hrs", "h") and len(digits) == 4
            if is_hours or half or (prep in ("at", "@") and self.ends_here(end)):
                certain = "24" if digits[0] == "0" or int(digits) >= 1300 else ""
                return self.closed(Piece(hour=int(digits) // 100, minute=int(digits) % 100, half=certain), end)
            return None
        if len(digits) > 2 or int(digits) > 24:
            return None
        hour = int(digits)
        if self.word(end) == "h" and self.is_near(end) and self.may_be_h(at, end, is_led=is_led):
            return Piece(hour=hour, half="24" if hour > 12 else ""), end + 1
        if half and hour <= 24:
            return self.closed(Piece(hour=hour), end)
        if self.word(end) == "oclock" or (self.says(end, "o") and self.word(end + 1) in ("clock", "'")):
            return self.closed(Piece(hour=hour), end + 1 + (self.word(end) == "o"))
        return self.bare_hour(hour, at, end, is_led=is_led)

    def may_be_h(self, at: int, end: int, *, is_led: bool) -> bool:
        before = self.word(at - 1)
        if before in ("for", "in", "within", "last", "next", "past"):
            return False
        is_after_day = self.value(at - 1, "weekday") is not None or self.is_number(at - 1) or before in (*DASHES, ",")
        return is_led or is_after_day or self.word(end + 1) in ZONES or self.is_alone(at, end + 1)

    def bare_hour(self, hour: int, at: int, end: int, *, is_led: bool) -> Read | None:
        """ "at 7"; "7 tomorrow evening" where the text begins so."""
        if is_led and self.word(at - 1) not in ("by", "until", "till", "before", "after", "from", "between", "since"):
            minute = self.two_figures(end)
            if minute is not None:
                return self.closed(Piece(hour=hour, minute=minute), end + 1)
            if self.can_be_hour(at, hour, end):
                return Piece(hour=hour, sure=0.75), end
        follows = (
            self.value(end, "relday") is not None
            or self.word(end) in ("tonight", "this")
            or self.says(end, "in", "the")
        )
        is_part = self.word(end) != "this" or bool(self.name(end + 1, "part"))
        is_part = is_part and (not self.says(end, "in", "the") or bool(self.name(end + 2, "part")))
        is_opening = at == 0 or self.says(end, "in", "the") or self.word(end) == "tonight"
        if follows and is_part and is_opening:
            return Piece(hour=hour), end
        return None

    def two_figures(self, at: int) -> int | None:
        is_minutes = self.is_number(at, 2) and len(self.word(at)) == 2 and int(self.word(at)) < 60
        return int(self.word(at)) if is_minutes and self.ends_here(at + 1) and not self.value(at + 1, "month") else None

    def worded_clock(self, at: int, prep: str) -> Read | None:
        """ "ten thirty", "at three twenty", "seven thirty pm", "at eight", "eight o'clock"."""
        if self.form(at) != "word":
            return None
        read = self.worded(at)
        if read is None or not 1 <= read[0] <= 12:
            return None
        hour, end = int(read[0]), read[1]
        is_led = prep in ("at", "@", "around", "about") or self.word(at - 1) in LEADS
        after = self.past_dash(end)
        minutes = self.worded(after + (self.word(after) in ("oh", "o")))
        if minutes and 1 <= minutes[0] < 60 and (minutes[0] >= 10 or self.word(after) in ("oh", "o")):
            half, _ = self.half(minutes[1])
            is_part = self.says(minutes[1], "in", "the") or self.value(minutes[1], "relday") is not None
            if is_led or half or is_part or self.is_alone(at, minutes[1]):
                return self.closed(Piece(hour=hour, minute=int(minutes[0])), minutes[1])
            return None
        if self.half(end)[0] or self.word(end) == "oclock":
            return self.closed(Piece(hour=hour), end)
        return self.bare_hour(hour, at, end, is_led=is_led)

    def spoken(self, at: int) -> Read | None:
        """ "half past 3", "quarter to nine", "20 minutes to 2pm", "twenty after 3pm", "half three"."""
        start = at + (self.word(at) in ("a", "an", "the"))
        if self.word(start) == "half":
            minute, end = 30, start + 1
            after = self.past_dash(end)
            if self.word(after) not in ("past", "after"):
                return self.british_half(after)
        elif self.word(start) == "quarter":
            minute, end = 15, start + 1
        else:
            read = self.number(start)
            if read is None or not 0 < read[0] < 60 or read[0] % 1:
                return None
            minute, end = int(read[0]), read[1]
            end += self.word(end) in ("minutes", "minute", "min", "mins")
        end = self.past_dash(end)
        word = self.word(end)
        if word not in ("past", "after", "to", "till", "til", "before", "of"):
            return None
        if self.form(start) == "number" and self.word(start - 1) in self.from_words:
            return None  # "from 7 to 9 pm"
        is_loose = word in ("of", "before", "to", "after", "till") and self.form(start) in ("number", "word")
        return self.minutes_from(
            minute, end + 1, is_before=word not in ("past", "after"), is_loose=is_loose and minute not in (15, 30)
        )

    def british_half(self, at: int) -> Read | None:
        read = self.worded(at)
        is_led = (
            self.word(at - 2) in ("at", "around", "about", "by", "for", ",") or self.half(read[1])[0] if read else False
        )
        if read and is_led and 1 <= read[0] <= 12 and self.ends_here(read[1]) and not self.name(read[1], "unit"):
            return self.closed(Piece(hour=int(read[0]), minute=30), read[1])
        return None

    def minutes_from(self, minute: int, at: int, *, is_before: bool, is_loose: bool) -> Read | None:
        named = self.named(at)
        if named and named[0].hour is not None:
            hour = named[0].hour
            return self.beside_hour(named[0], hour, minute, named[1], is_before=is_before)
        read = self.number(at)
        if read is None or not 1 <= read[0] <= 12 or read[0] % 1:
            return None
        piece, end = self.closed(Piece(hour=int(read[0])), read[1])
        has_minutes = self.word(at - 2) in ("minutes", "minute", "min", "mins")
        if is_loose and not piece.half and not has_minutes and (minute % 5 or not self.ends_here(end)):
            return None
        if is_loose and not piece.half and not has_minutes and self.form(at) == "number":
            return None
        return self.beside_hour(piece, int(read[0]), minute, end, is_before=is_before)

    @staticmethod
    def beside_hour(piece: Piece, hour: int, minute: int, end: int, *, is_before: bool) -> Read:
        if not is_before:
            return replace(piece, hour=hour, minute=minute), end
        half = piece.half
        if hour % 12 == 0 and half in ("am", "pm"):
            half = "pm" if half == "am" else "am"
        earlier = (hour - 1) % 24 if half == "24" else hour - 1 or 12
        return replace(piece, hour=earlier, minute=60 - minute, half=half), end

    def named(self, at: int) -> Read | None:
        if self.word(at) in ("noon", "midday", "noontime"):
            return Piece(hour=12, half="24"), at + 1
        if self.word(at) == "midnight":
            return Piece(hour=0, half="24"), at + 1
        return None

    def is_counted(self, at: int) -> bool:
        word = self.word(at)
        return (
            word in COUNTED
            or word in ("%", "$", "€", "£", "°", "+")
            or self.is_number(at)
            or self.form(at) in ("dotted", "slashed")
        )

    def can_be_hour(self, at: int, number: float, after: int) -> bool:
        if self.word(after) in ZONES:
            return 0 <= number <= 24
        if not 1 <= number <= 24 or self.is_counted(after) or not self.ends_here(after):
            return False
        if self.word(after) in DASHES and self.is_near(after):
            return False
        if self.word(after) in ("of",) or (self.word(after) == "/" and self.is_near(after)):
            return False
        return not (self.name(after, "unit") or (self.value(after, "month") and self.word(at - 1) != "at"))

    def part(self, at: int, prep: str) -> Read | None:
        """ "in the morning", "tomorrow night", "early afternoon", "morning of"."""
        start = at
        early = self.word(at) in ("early", "late")
        if early:
            at += 1
            at += self.says(at, "in", "the") and 2
        if self.says(at, "hours", "of", "the", "morning"):
            return Piece(part="dawn"), at + 4
        if self.says(at, "after", "lunch"):
            return Piece(part="pm"), at + 2
        part = self.part_of(at)
        if not part or self.word(start - 1) in GREETINGS:
            return None
        if part == "noon" and prep not in ("at", "around"):
            return None
        if early:
            part = (
                {"morning": "dawn"}.get(part, part)
                if self.word(start) == "early"
                else {"evening": "late"}.get(part, part)
            )
        before = self.word(start - 1)
        is_led = before == "the" and self.word(start - 2) in ("in", "during", "by", "until", "before", "for")
        is_led = is_led or before in ("by", "until", "this", "during") or early or self.word(at + 1) == "of"
        is_led = is_led or self.value(start - 1, "weekday") is not None or self.value(start - 1, "relday") is not None
        is_led = is_led or (self.word(at) in ("night", "nighttime") and prep == "at") or self.is_alone(start, at + 1)
        is_led = is_led or (
            self.value(start - 1, "month") is not None
            or self.is_number(start - 1)
            or self.word(start - 1) in ("th", "day")
        )
        if not is_led or (self.word(at + 1) in ("tea", "gown", "dress") and before != "the"):
            return None
        return Piece(part="night" if prep == "at" and part == "evening" and self.word(at) == "night" else part), at + 1

    def now(self, at: int) -> Read | None:
        """ "ASAP", "right now", "immediately"."""
        end = 0
        if self.word(at) in ("asap", "immediately") or (self.word(at) == "now" and self.is_alone(at, at + 1)):
            end = at + 1
        elif self.says(at, "as", "soon", "as", "possible"):
            end = at + 4
        elif self.says(at, "right", "now") or self.says(at, "just", "now"):
            end = at + 2
        return (Piece(instant=self.against.ref, grain=Grain.SECOND, sure=0.5), end) if end else None

    def same_time(self, at: int) -> Read | None:
        """ "this time tomorrow", "this time next week"."""
        if not self.says(at, "this", "time"):
            return None
        read = self.near_day(at + 2) or self.turned(at + 2, "")
        days = read[0].near if read else None
        if read is None or days is None:
            return None
        ref = self.against.ref
        if days.grain is Grain.WEEK:
            days = calendar.one(days.start + (ref.date() - calendar.unit_around(ref.date(), "week").start))
        return Piece(near=days, hour=ref.hour, minute=ref.minute, half="24"), read[1]
