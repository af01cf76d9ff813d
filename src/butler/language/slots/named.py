"""The proper names of a request, wherever they stand and whatever they mean: quoted, known, Latin, with a capital."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from butler.language.evidence import Found, Source
from butler.language.slots.everyday import ENDS_NAME, NATIONS, NO_NAME_EN, NO_NAME_RU, PLAIN_AFTER, bag
from butler.language.slots.numbers import WORDS
from butler.language.slots.said import Said, Span, overlap
from butler.language.tokens import Token, grammemes, is_order, plain
from butler.language.world import CITY, DISTRICT, EVERYDAY, LAND, world

WORLD = frozenset((CITY, LAND, DISTRICT, "airport"))
ADDRESS, QUOTED, CAPITALS, LOWER = "address", "quoted", "capitals", "lower"


@dataclass(frozen=True)
class Named:
    """A name at `text[start:end]`. `kind`: one of the world's or the gazetteer's, or how it was seen."""

    value: str
    start: int
    end: int
    kind: str
    confidence: float = 0.8
    source: Source = Source.RULE
    is_small: bool = False  # typed without its capital

    @property
    def span(self) -> Span:
        return (self.start, self.end)


def names_of(said: Said) -> list[Named]:
    """All names in order, none overlapping: the surer reading of a span wins, then the longer."""
    kept: list[Named] = []
    for read in (_house, _quoted, _addresses, _joined, _capitals, _after_preposition):
        for one in read(said):
            if not any(overlap(one.span, other.span) for other in kept) and not _is_moment(said, one):
                kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _is_moment(said: Said, one: Named) -> bool:
    return any(one.start >= m.span[0] and one.end <= m.span[1] for m in said.moments)


def _house(said: Said) -> Iterator[Named]:
    for one in said.known:
        if one.value.kind != "person":
            name = one.value
            yield Named(
                name.name, one.start, one.end, name.kind, one.confidence, Source.GAZETTEER, one.confidence < 0.9
            )


_QUOTES = re.compile(
    r"«([^«»\n]{2,80})»|“([^“”\n]{2,80})”|„([^„“\n]{2,80})“|\"([^\"\n]{2,80})\"|(?<!\w)'([A-Z][^'\n]{2,60})'(?!\w)"
)


def _quoted(said: Said) -> Iterator[Named]:
    for match in _QUOTES.finditer(said.text):
        inside = next(group for group in match.groups() if group)
        yield Named(inside.strip(), match.start(), match.end(), QUOTED, 0.95)


_STREET = (
    r"street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|way|court|ct|place|square"
    r"|parkway|pkwy|highway|hwy|terrace|plaza|circle|alley"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,6}}[a-z]?\s+(?:[nsew]\.?\s+|north\s+|south\s+|east\s+|west\s+)?(?:[a-z0-9'’]+\s+){{1,3}}?(?:{_STREET})\b"
    rf"\.?(?:\s+(?:north|south|east|west|[nsew])\b)?(?:\s*#\s*\w+)?"
    r"|(?:ул(?:иц[аеуы]|\.)|просп(?:ект[аеу]?|\.)|пр-?т|переул(?:ок|ка|ке)|пер\.|наб(?:ережн\w+"
    r"|\.)|б-?р|бульвар[аеу]?|шоссе|площад[ьи]|проезд[аеу]?)\s+[а-яa-z][\w-]*(?:\s+[а-я][\w-]*)?,?\s*(?:д(?:ом"
    r"|\.)?\s*)?\d+[а-я]?(?:\s*(?:к(?:орпус|орп\.|\.)?|стр(?:оение|\.)?|/)\s*\d+)?"
    r"|[а-я][а-я-]+(?:ая|ой|ую|ий|ого|ом)\s+(?:ул(?:иц[аеуы]|\.)|просп(?:ект[аеу]?|\.)|наб(?:ережн\w+"
    r"|\.)|шоссе|бульвар[аеу]?|переул(?:ок|ка|ке))(?:,?\s*(?:д(?:ом|\.)?\s*)?\d+[а-я]?)?"
)


def _addresses(said: Said) -> Iterator[Named]:
    for match in _ADDRESS.finditer(said.low):
        yield Named(said.text[match.start() : match.end()].strip(), match.start(), match.end(), ADDRESS, 0.9)


_STATE = re.compile(
    r",?\s+(?:AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|MA|MD|ME|MI|MN|MO"
    r"|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI"
    r"|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY|UK|USA|BC|ON|D\.C\.?)(?!\w)|,\s+(?:California|Texas"
    r"|Florida|Canada|England|France|Italy|Spain|Australia|Germany|Arizona|Washington|Oregon"
    r"|Nevada|Illinois)\b"
)


def _joined(said: Said) -> Iterator[Named]:
    """Places of the world; one that begins a longer name («Москва-Сити», "London Eye") is no place by itself."""
    for one in world().find(said.text):
        if _is_everyday(said, one) or _goes_on(said, one.end):
            continue
        state = _STATE.match(said.text, one.end)
        end = state.end() if state else one.end
        value = one.value.name if not state else said.text[one.start : end]
        yield Named(value, one.start, end, one.value.kind, 0.9, Source.GAZETTEER, one.confidence < 0.9)
    yield from _hyphened(said)


def _hyphened(said: Said) -> Iterator[Named]:
    """«Москва-Дубай» is one word to the eye and two towns to a traveller."""
    for word in said.words:
        left, dash, right = word.text.partition("-")
        if dash and left and right and not world().find(word.text):
            ends = [world().find(left), world().find(right)]
            if all(
                len(end) == 1 and end[0].end - end[0].start == len(part)
                for end, part in zip(ends, (left, right), strict=True)
            ):
                cut = word.start + len(left)
                yield Named(ends[0][0].value.name, word.start, cut, ends[0][0].value.kind, 0.9, Source.GAZETTEER)
                yield Named(ends[1][0].value.name, cut + 1, word.end, ends[1][0].value.kind, 0.9, Source.GAZETTEER)


def _is_everyday(said: Said, one: Found) -> bool:  # type: ignore[type-arg]
    words = said.text[one.start : one.end]
    if len(words) == 3 and one.value.name.isupper() and not (words.isupper() or words.islower()):
        return True  # «Casa Mia» lands nowhere, MIA and mia do
    if one.value.name.lower().replace("ё", "е") not in EVERYDAY and said.low[one.start : one.end] not in EVERYDAY:
        return False
    if one.confidence < 0.9 and plain(words) in _TOWNS_TOO and _TOWARDS.search(said.before(one.start)):
        return False
    return one.confidence < 0.9 or (_begins_sentence(said, one.start) and " " not in words)


def _goes_on(said: Said, end: int) -> bool:
    """A capital comes right after, as in "London Eye": the place only begins a name. Not"
    " in Russian, nor after a town's comma."""
    match = re.match(r"\s+([A-Z][\w’']+)", said.text[end:])
    if not match or _STATE.match(said.text, end):
        return False
    word = match.group(1).lower()
    return word not in NO_NAME_EN and not world().find(match.group(1))


_TOWNS_TOO = bag("phoenix charlotte columbus buffalo savannah orlando florence sydney austin chelsea georgia jordan")
_TOWARDS = re.compile(r"\b(?:in|from|to|near|around|for)\s+$")
_SENTENCE = re.compile(r"(?:^|[.!?…\n])[\s«\"'–—•*(-]*$|^\W*$")


def _begins_sentence(said: Said, start: int) -> bool:
    return bool(_SENTENCE.search(said.text[:start]))


_VENUE_AFTER = re.compile(
    r"\s+(театр|двор|сад|угол|берег|трактир|бар|музе|дворе?ц|ресторан|клуб|отел|парк|зал|цирк|консерватори|галере|собор"
    r"|вокзал|аэропорт|остров|мост|площад|проспект|набережн|улиц|бульвар|шоссе|пруд|хутор"
    r"|поляна)\w*"
)
_AIRLINE = frozenset(("airlines", "airways", "airline", "air"))
_LINKS = frozenset(
    (
        "&",
        "of",
        "de",
        "la",
        "le",
        "du",
        "des",
        "di",
        "da",
        "del",
        "and",
        "the",
        "'",
        "’",
        "by",
        "on",
        "van",
        "von",
        "et",
        "y",
        "at",
    )
)


def _capitals(said: Said) -> Iterator[Named]:
    run: list[Token] = []
    for word in (*said.words, None):
        if word and _continues(said, run, word):
            run.append(word)
            continue
        yield from _of_run(said, run)
        run = [word] if word and _starts(said, word) else []


def _starts(said: Said, word: Token) -> bool:
    if not word.text[0].isupper() or not word.text[0].isalpha():
        return word.pos == "LATN" and said.is_russian and len(word.text) > 2 and word.lower not in NO_NAME_EN
    if word.pos == "LATN" and word.lower in WORDS:
        return bool(re.match(r"\s+[A-Z]", said.text[word.end :]))  # "Four Seasons", "Two Rivers"
    if word.pos == "LATN":
        begins = not said.is_russian and _begins_sentence(said, word.start)
        return word.lower not in NO_NAME_EN and (not begins or _is_brand(word) or _is_apart(said, word))
    is_plain = word.lower in NO_NAME_RU or is_order(word) or word.pos in ("PREP", "CONJ", "NPRO", "PRCL", "INTJ")
    return not is_plain and not _begins_sentence(said, word.start)


def _is_apart(said: Said, word: Token) -> bool:
    """ "Sophora, Saturday, 9pm": a name that opens a note, with its day after the comma."""
    comma = re.match(r",\s*(?:on\s+|for\s+)?", said.text[word.end :])
    return comma is not None and said.is_moment(word.end + comma.end(), word.end + comma.end() + 1)


def _is_brand(word: Token) -> bool:
    return word.text.isupper() and len(word.text) > 2


def _continues(said: Said, run: list[Token], word: Token) -> bool:
    if not run or said.text[run[-1].end : word.start].strip(" ") or "\n" in said.text[run[-1].end : word.start]:
        return False
    if said.is_moment(word.start, word.end):
        return False
    if word.lower in _LINKS:
        return run[-1].pos == "LATN" and _capital_follows(said, word)
    if run[-1].pos == "LATN" and (word.pos == "NUMB" or (word.pos == "LATN" and said.is_russian)):
        return word.lower not in NO_NAME_EN
    if run[-1].text in ("&", "'", "’"):
        return True
    if run[-1].pos != "LATN" and word.pos == "LATN":
        return False
    return word.text[0].isupper() and word.lower not in NO_NAME_EN and word.lower not in NO_NAME_RU


def _capital_follows(said: Said, word: Token) -> bool:
    rest = said.text[word.end :].lstrip(" ")
    follow = re.match(r"(?:the |la |de )?([A-Z][\w’'-]*)", rest)
    if not follow or follow.group(1).lower() in NO_NAME_EN:
        return False
    # "Sketch and Nobu" are two names, "Bramble & Rye" is one
    return word.lower not in ("and", "by", "on", "at", "the")


def _of_run(said: Said, run: list[Token]) -> Iterator[Named]:
    while run and (run[-1].lower in _LINKS or run[-1].pos == "PNCT"):
        run = run[:-1]
    if not run or all(word.lower in NATIONS for word in run) or run[-1].lower in _AIRLINE:
        return
    start, end = run[0].start, run[-1].end
    tail = _VENUE_AFTER.match(said.low, end)
    if tail and "ADJF" in {run[-1].pos} | grammemes(run[-1].text):
        end = tail.end()
    for city in world().find(said.text[start:end]):
        moved = replace(city, start=start + city.start, end=start + city.end)
        if city.start > 0 and moved.end == end and not _is_everyday(said, moved):
            place = Named(city.value.name, start + city.start, end, city.value.kind, 0.9, Source.GAZETTEER)
            end = start + city.start
            yield place
            break
    text = said.text[start:end].strip()
    yield Named(text, start, start + len(text), CAPITALS, 0.75)


# A message typed all in small letters: what follows a preposition and is no everyday word is a name.
_HAS_CAPITALS = re.compile(r"[a-z,]\s+(?!I\b)[A-Z]")
_SMALL_EN = re.compile(
    r"\b(?:in|from|near|around|(?:bus|train|flights?|fly|flying|cab|taxi|ride|trip|travel\w*"
    r"|go|going|get|head\w*|drive|tickets?|seats?)\s+to)"
    r"\s+((?!the\b|a\b|an\b|my\b|our\b)[a-z][a-z']{2,}(?:\s+[a-z]{3,})?)\b"
)


def _after_preposition(said: Said) -> Iterator[Named]:
    if said.is_russian or _HAS_CAPITALS.search(said.text):
        return
    for match in _SMALL_EN.finditer(said.low):
        words = match.group(1).split()
        if words[0] in PLAIN_AFTER or words[0].endswith("ing") or words[1:] == ["need"]:
            continue
        if len(words) > 1 and (words[1] in ENDS_NAME or words[1] in PLAIN_AFTER):
            words = words[:1]
        text = " ".join(words)
        yield Named(text, match.start(1), match.start(1) + len(text), LOWER, 0.5, is_small=True)
