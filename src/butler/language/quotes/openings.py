"""Where an old message begins: an attribution, header lines, a separator; what is cut, others decide."""

import re
from dataclasses import dataclass

from butler.language.quotes import phrases
from butler.language.quotes.lines import Kind, Line
from butler.language.quotes.phrases import whole

MAX_LINE = 400  # of a longer line only the beginning is looked at
MAX_WINDOW = 6  # lines of one attribution
MAX_ATTRIBUTION = 500
MAX_HEADERS = 10  # lines of one block

ADDRESS = re.compile(r"[^\s<>()\[\]@:,;]@[^\s<>()\[\]@:,;]")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
CLOCK = re.compile(r"(?<!\d)\d{1,2} ?[:.hч] ?\d\d(?!\d)|(?<!\d)\d{1,2} ?(?:am|pm|uhr)\b", re.IGNORECASE)
WROTE = whole(rf"(?<!\w)(?:{phrases.WROTE})(?!\w)|{phrases.WROTE_ANYWHERE}")
OPENS = whole(phrases.OPENS, "", r"(?!\w)\.?")
ENDS = re.compile(r"[:：]\s*\*?$")
ENDS_DASHED = whole(phrases.WROTE, r"(?<!\w)", r"\s*:?\s*-{2,}\s*$")
LEAD = re.compile(r"[\s\-–—*_>|]{0,20}")
SHARED = re.compile(r"(?:-{2,} ?|(?<=\s)|(?<=[.!?]))On (?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d|[A-Z][a-z]{2,8} \d))")

_KEY = re.compile(
    rf"[\s*_>|]{{0,12}}(?:{'|'.join(f'(?P<{role}>{words})' for role, words in phrases.KEYS.items())})\s?[:：]",
    re.IGNORECASE,
)
_INNER_KEY = {role: whole(words, r"(?<=\s)\*?", r"\s?[:：]\s") for role, words in phrases.KEYS.items()}
_SENT = whole(phrases.SENT, r"(?<!\w)", r"\s?[:：]")
_ORIGINAL = whole(phrases.ORIGINAL, r"[\s>*]{0,12}[-_=*]{1,60}\s?", r"\s?[-_=*]{0,60}:?\s*$")
_FORWARDED = whole(phrases.FORWARDED, r"[\s>*]{0,12}[-_=*]{2,60}\s?", r"\s?[-_=*]{0,60}:?\s*$")
_BEGIN_FORWARDED = whole(phrases.BEGIN_FORWARDED, r"[\s>*]{0,12}", r"\s?[:：]?\s*$")
_REPLY_ABOVE = whole(phrases.REPLY_ABOVE, r"[\s>#*=_—–-]{0,40}", r"")
_RULE = re.compile(r"\s*[-_=*]{5,}\s*$")


@dataclass(frozen=True)
class Opening:
    """Lines `first` up to, not with, `after` open an old message of a kind."""

    first: int
    after: int
    kind: Kind = Kind.QUOTE


def opening_at(lines: list[Line], at: int) -> Opening | None:
    """The opening that begins with this line, if one does."""
    text = lines[at].text[:MAX_LINE]
    if not text.strip():
        return None
    return _separator(text, at) or _headers(lines, at) or _attribution(lines, at)


def shared_from(text: str) -> int | None:
    """Where in a line of the sender's own words an attribution begins: «thanks--- On Wed, ... wrote:»."""
    text = text[:MAX_LINE]
    if not ENDS.search(text) or not WROTE.search(text):
        return None
    for found in SHARED.finditer(text):
        rest = text[found.start() :]
        if found.start() and YEAR.search(rest) and CLOCK.search(rest):
            return found.start()
    return None


def _separator(text: str, at: int) -> Opening | None:
    if _FORWARDED.match(text) or _BEGIN_FORWARDED.match(text):
        return Opening(at, at + 1, Kind.FORWARD)
    return Opening(at, at + 1) if _ORIGINAL.match(text) or _REPLY_ABOVE.match(text) else None


def _headers(lines: list[Line], at: int) -> Opening | None:
    """From, Sent, To, Subject. A traveller's «From: Moscow, To: Nice, Date: 5 May» is none: no address, no subject."""
    first: int | None = at
    if _RULE.match(lines[at].text[:MAX_LINE]):
        first = _next_full(lines, at + 1)
    if first is None or not _role(lines[first]):
        return None
    seen = _header_lines(lines, first)
    told = "\n".join(lines[number].text[:MAX_LINE] for number in seen)
    roles = {role for number in seen if (role := _role(lines[number]))}
    has_address = bool(ADDRESS.search(told))
    if has_address and len(roles) < len(phrases.KEYS):  # some programs lose the ends of the lines
        roles |= {role for role, key in _INNER_KEY.items() if key.search(told)}
    if len(roles) < 2 or ("from" not in roles and len(roles) < 3):
        return None
    if _role(lines[first]) not in ("from", "date"):
        return Opening(at, seen[-1] + 1) if has_address and len(roles) > 2 and "from" in roles else None
    if len(roles) == 2:
        is_mail = has_address and bool(YEAR.search(told))
    else:
        is_mail = has_address or "subject" in roles or bool(_SENT.search(told))
    return Opening(at, seen[-1] + 1) if is_mail else None


def _header_lines(lines: list[Line], first: int) -> list[int]:
    """The numbers of lines that may be headers: keys, and a line that continues each."""
    seen: list[int] = []
    for number in range(first, min(first + MAX_HEADERS, len(lines))):
        line = lines[number]
        if _role(line):
            seen.append(number)
        elif (line.is_blank and len(seen) > 2) or (not line.is_blank and number > seen[-1] + 2):
            break
    return seen


def _role(line: Line) -> str | None:
    """Which header line this is; looked up once for a line."""
    if line.role is None:
        text = line.text[:60]
        found = _KEY.match(text) if ":" in text or "：" in text else None
        line.role = (found.lastgroup or "") if found else ""
    return line.role or None


def _next_full(lines: list[Line], at: int) -> int | None:
    """The first line with words, not more than two lines on."""
    return next((number for number in range(at, min(at + 2, len(lines))) if not lines[number].is_blank), None)


def _attribution(lines: list[Line], at: int) -> Opening | None:
    """«On Monday, ... Anna wrote:», over up to six lines, in any language of the tables."""
    first = lines[at].text[:MAX_LINE]
    opens_dashed = first.lstrip().startswith("---")
    first = first[LEAD.match(first).end() :]  # type: ignore[union-attr]
    if not _may_begin(first):
        return None
    joined = ""
    for number in range(at, min(at + MAX_WINDOW, len(lines))):
        text = lines[number].text[:MAX_LINE].strip()
        if not text and not (YEAR.search(first) and CLOCK.search(first)):
            return None
        joined = f"{joined} {text.lstrip('>| ') if number > at else first.strip()}".strip()
        if len(joined) > MAX_ATTRIBUTION:
            return None
        if _attributes(joined, followed_by_quote=_quoted_after(lines, number + 1), opens_dashed=opens_dashed):
            return Opening(at, number + 1)
        if ENDS.search(joined) and WROTE.search(joined):
            return None
    return None


def _may_begin(text: str) -> bool:
    return bool(text) and bool(
        text[0].isdigit() or OPENS.match(text) or "@" in text or "<" in text or WROTE.search(text)
    )


def _attributes(told: str, *, followed_by_quote: bool, opens_dashed: bool) -> bool:
    """Who and when, and then a colon."""
    if ENDS_DASHED.search(told):
        return bool(YEAR.search(told) or ADDRESS.search(told)) or opens_dashed
    if not ENDS.search(told):
        return False
    has_day, has_clock = bool(YEAR.search(told)), bool(CLOCK.search(told))
    begins = told[0].isdigit() or bool(OPENS.match(told))
    if not WROTE.search(told):
        return begins and has_day and bool(re.search(r"@[^\s@]{1,100}[>)\]]\s*[:：]$", told))
    if ADDRESS.search(told):
        return has_day or has_clock or followed_by_quote or told.count(" ") < 6
    return (has_day and has_clock and (begins or followed_by_quote)) or (
        followed_by_quote and (has_day or has_clock or begins)
    )


def _quoted_after(lines: list[Line], at: int) -> bool:
    for number in range(at, min(at + 3, len(lines))):
        if not lines[number].is_blank:
            return lines[number].is_marked
    return False
