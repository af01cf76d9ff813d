"""Several requests in one message: which clauses belong together, and where another request begins.

A new request begins where a clause is firmly about something else, or wants something else done with the same thing.
What only serves the request before it (the flight of a transfer, the pool of a hotel) stays with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from butler.language.lexicon import Hit
from butler.language.message.acts import Sign, signs
from butler.language.message.clauses import COMMA, SENTENCE, Clause, clauses
from butler.language.message.subjects import ENOUGH, Subject, subjects
from butler.language.message.values import Act, Category, Span
from butler.language.tokens import likeliest, lowered

C = Category
FIRM_SIGN = 2.5
MOST_REQUESTS = 12  # a longer list is for a person to read

# What is no request of its own beside another, where nothing is asked in so many words.
DETAILS: dict[Category, frozenset[Category]] = {
    C.HOTEL: frozenset({C.SPORT, C.BEAUTY, C.RESTAURANT, C.FLIGHT, C.REAL_ESTATE, C.HOUSEHOLD, C.YACHT}),
    C.TRANSFER: frozenset(
        {C.FLIGHT, C.RAIL, C.HOTEL, C.RESTAURANT, C.TICKETS, C.MEDICAL, C.TUTOR, C.SPORT, C.CLUB, C.AIRPORT_PASSAGE,
         C.CHARTER, C.CAR_RENTAL, C.SHOPPING, C.HOUSEHOLD}
    ),
    C.AIRPORT_PASSAGE: frozenset({C.FLIGHT, C.MEDICAL, C.CHARTER}),
    C.FLIGHT: frozenset({C.CHARTER, C.SPORT, C.RESTAURANT, C.HOUSEHOLD}),
    C.CHARTER: frozenset({C.FLIGHT, C.HOUSEHOLD, C.RESTAURANT}),
    C.RAIL: frozenset({C.FLIGHT, C.HOUSEHOLD}),
    C.RESTAURANT: frozenset({C.CLUB, C.INFORMATION, C.HOTEL}),
    C.CLUB: frozenset({C.RESTAURANT, C.TICKETS}),
    C.TICKETS: frozenset({C.ART, C.SPORT, C.CLUB, C.INFORMATION}),
    C.ART: frozenset({C.TICKETS, C.DOCUMENTS, C.SHOPPING, C.INFORMATION}),
    C.DOCUMENTS: frozenset({C.FLIGHT, C.INFORMATION, C.TUTOR, C.HOTEL}),
    C.CAR_RENTAL: frozenset({C.TRANSFER, C.HOTEL, C.FLIGHT, C.HOUSEHOLD}),
    C.YACHT: frozenset({C.RESTAURANT, C.SPORT, C.TRANSFER, C.HOTEL, C.HOUSEHOLD, C.TICKETS}),
    C.GIFT: frozenset({C.SHOPPING, C.ART, C.RESTAURANT}),
    C.SHOPPING: frozenset({C.GIFT, C.HOUSEHOLD}),
    C.FLOWERS: frozenset({C.HOUSEHOLD, C.GIFT}),
    C.MEDICAL: frozenset({C.DOCUMENTS, C.BEAUTY, C.SPORT, C.HOTEL, C.HOUSEHOLD}),
    C.BEAUTY: frozenset({C.MEDICAL, C.HOTEL, C.TICKETS}),
    C.SPORT: frozenset({C.TICKETS, C.CLUB}),
    C.HOUSEHOLD: frozenset({C.RESTAURANT, C.TUTOR, C.MEDICAL, C.FLIGHT}),
    C.REAL_ESTATE: frozenset({C.HOUSEHOLD, C.HOTEL, C.DOCUMENTS, C.TUTOR}),
    C.TUTOR: frozenset({C.HOUSEHOLD}),
}  # fmt: skip
# What swallows everything said with it: «напомните про врача», «оплатите счёт за яхту».
SWALLOWS = (C.REMINDER, C.PAYMENT)
ALIKE = (
    frozenset({C.MEDICAL, C.BEAUTY}),
    frozenset({C.TRANSFER, C.CAR_RENTAL}),
    frozenset({C.TICKETS, C.SPORT, C.ART}),
    frozenset({C.GIFT, C.SHOPPING}),
)

# A word after one of these only says where, whence, when or with what: it is no request. After the last ones it is
# none even where nothing else is spoken of: «заберите из школы», «после тренировки», "left it on the plane".
_REFERRING = frozenset(
    ("к", "ко", "у", "около", "возле", "во", "в", "для", "про", "о", "об", "за", "из-за", "near", "to", "at", "by",
     "about", "during", "in", "for")
)  # fmt: skip
_BESIDE = frozenset(
    ("после", "перед", "до", "от", "из", "с", "со", "без", "after", "before", "from", "with",
     "without", "on")
)  # fmt: skip
_REFUSED = (("только", "не"), ("бы", "не"), ("anything", "but"), ("instead", "of"))
_WISHED = frozenset(
    ("чтобы", "чтоб", "бы", "need", "want", "like", "love", "would", "could", "can", "please", "will", "i'd", "we'd")
)
_HAPPENED = frozenset(
    ("was", "were", "had", "did", "didn't", "sat", "came", "went", "took", "told", "left", "lost", "forgot", "brought",
     "kept", "got", "gave", "said", "made", "broke", "wasn't", "weren't")
)  # fmt: skip
_ENDED = re.compile(r"(?<!ne)[b-df-hj-np-tv-z]ed$|[aeiouy]ed$")  # arrived, waited; never «need»
_SAYS = frozenset(
    ("велел", "велела", "сказал", "сказала", "советует", "посоветовал", "рекомендовал", "прописал", "запретил")
)
_SITTING = frozenset(
    ("сижу", "сидим", "стою", "стоим", "живу", "живем", "нахожусь", "находимся", "застрял", "застряли", "торчу")
)
_FOR_SOMEBODY = frozenset(("datv", "anim"))
_PAST = re.compile(r"(?:л|ла|ло|ли)(?:ся|сь)?$")
_STANDS = re.compile(
    r"\b(?:лет(?:им|ит|ят)|лечу|(?:при|вы|у)лета(?:ю|ем|ет|ют)|прилет(?:им|ит|ят)|(?:при|у|вы)езжа(?:ю|ем|ет|ют)|едем|еду"
    r"|fl(?:y|ies|ying)|lands?|landing|arriv(?:es?|ing)|leav(?:es?|ing)|depart(?:s|ing)?)\b"
)
_INSTEAD = re.compile(r"\b(?:вместо|лучше|instead)\b", re.IGNORECASE)
_ASKING = frozenset({Act.BOOK, Act.OPTIONS, Act.CHANGE, Act.CANCEL})
_ANSWERING = frozenset({Act.CONFIRM, Act.DECLINE})
_ALSO = frozenset(("и", "а", "еще", "плюс", "также", "and", "also", "plus"))
_UNDOING = frozenset({Act.CANCEL, Act.DECLINE, Act.COMPLAINT})


@dataclass
class Part:
    """Clauses that ask one thing. `firm`: what their words say they are about, beyond doubt."""

    start: int
    end: int
    firm: set[Category] = field(default_factory=set)
    is_told: bool = False  # something that happened, not something asked
    is_stated: bool = False  # a journey that stands, told to explain: «летим в понедельник»
    signs: list[Sign] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return self.start, self.end

    def holds_any(self, places: Iterable[int]) -> bool:
        """Does one of these places of the text lie in it?"""
        return any(self.start <= at < self.end for at in places)

    @property
    def act(self) -> Act | None:
        """What its words want done, where they say it firmly."""
        points: dict[Act, float] = {}
        for sign in self.signs:
            points[sign.act] = points.get(sign.act, 0) + sign.weight
        best = max(points, key=lambda act: points[act], default=None)
        return best if best and points[best] >= FIRM_SIGN else None


# A line that begins so is the next point of a list.
_POINT = re.compile(
    r"\s*(?:\d{1,2}[.)]\s|[-–—•*]\s|во-первых|во-вторых|в-(?:третьих|четв[её]ртых|пятых)|первое\b|второе\b|третье\b"
    r"|(?:и )?ещ[её]\b|и\b(?!\.)|также\b"
    r"|плюс\b|кроме того|наконец\b|потом\b|first(?:ly)?\b|second(?:ly)?\b|third(?:ly)?\b"
    r"|also\b|and\b|finally\b|next\b|then\b|another thing)",
    re.IGNORECASE,
)
POINTS = 2  # make a list
_NUMBER = re.compile(r"(?:(?<=\s)|^)\d{1,2}\)\s")  # of a point, within a line too
_HEADING = re.compile(r":\s*\Z")
LEAST_WORDS = 4  # of a clause that is another request by its sense alone
_WISHING = frozenset(
    ("чтоб", "чтобы", "нужен", "нужна", "нужно", "нужны", "надо", "пусть", "хочу", "хотим", "бы", "need", "want",
     "have", "get", "like", "please")
)  # fmt: skip

Sounding = Callable[[str], Category | None]  # what a text is about beyond doubt, by its sense


def split(text: str, lang: str, sounds: Sounding) -> list[Part]:
    """The requests of a message as parts of its text, one at least; together they cover the text.

    Where the lines are points of a list each point is a request of its own, and only another plain order within a
    point begins one more. `sounds` is asked of a clause that names nothing but seems to wish something.
    """
    parts: list[Part] = []
    points = _points(text)
    for clause in clauses(text):
        piece = _piece(text, clause, lang)
        if parts and _may_wish(clause, piece, parts[-1]) and (heard := sounds(text[clause.start : clause.end])):
            piece.firm = {heard}
        is_full = len(parts) == MOST_REQUESTS
        if parts and (is_full or not _goes_apart(parts[-1], piece, clause, points)):
            _join(parts[-1], piece)
        else:
            if parts and clause.cut < SENTENCE:
                _go_on(parts[-1], piece)
            parts.append(piece)
    return _without_heading(parts, text) or [Part(0, len(text))]


def _may_wish(clause: Clause, piece: Part, part: Part) -> bool:
    """Nothing is named, but something more is asked: «…, и на месте чтоб ждали», "and have someone walk the dogs"."""
    if piece.firm or piece.is_told or not part.firm or part.firm & set(SWALLOWS) or len(clause.words) < LEAST_WORDS:
        return False
    said = [word.lower for word in clause.words if word.pos != "PNCT"]
    is_joined = bool(said) and said[0] in _ALSO
    return clause.cut >= COMMA and (is_joined or piece.act in _ASKING) and bool(_WISHING & set(said) or is_joined)


def _without_heading(parts: list[Part], text: str) -> list[Part]:
    """«Будьте добры:» above a list asks nothing by itself: it is the beginning of the first point."""
    if len(parts) > 1 and not parts[0].firm and _HEADING.search(text[: parts[0].end]):
        parts[1].start = parts[0].start
        return parts[1:]
    return parts


def _points(text: str) -> list[Span]:
    """The lines that are points of a list; none where fewer than two of them speak of something we know, one firmly."""
    found: list[Span] = []
    known = firm = marked = 0
    start = 0
    for line in _lines(text):
        if point := _POINT.match(line):
            said = clauses(line)
            found.append((start, start + len(line)))
            known += any(subjects(clause.words) for clause in said)
            firm += any(_firm(clause) for clause in said)
            marked += not point[0].strip()[:1].isalpha()
        start += len(line)
    return found if (firm or marked >= POINTS) and known >= POINTS else []


def _lines(text: str) -> list[str]:
    """The lines, and within a line what begins with «2)»; together they are the text."""
    cuts = {match.end() for match in re.finditer(r"\n", text)}
    numbers = [match.start() for match in _NUMBER.finditer(text)]
    cuts |= set(numbers) if len(numbers) >= POINTS else set()
    ends = sorted({*cuts, len(text)} - {0})
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _goes_apart(part: Part, piece: Part, clause: Clause, points: list[Span]) -> bool:
    here = next((point for point in points if point[0] <= piece.start < point[1]), None)
    if here is None:
        return _begins(part, piece, clause)
    if piece.start <= here[0]:
        return _says_something(part) or any(start <= part.start < end for start, end in points)
    is_other = bool(piece.firm and part.firm) and not _is_same(part.firm, piece.firm)
    return is_other and piece.act in (Act.BOOK, Act.OPTIONS) and not _serves(part, piece)


def _go_on(part: Part, piece: Part) -> None:
    """«Нужны билет, гостиница и машина»: what is only named after an order in one sentence is ordered too."""
    if not piece.signs and not piece.is_told and part.act in (Act.BOOK, Act.OPTIONS):
        piece.signs += [sign for sign in part.signs if sign.act is part.act]


def _piece(text: str, clause: Clause, lang: str) -> Part:
    said = text[clause.start : clause.end]
    met = list(signs(said, lang))
    is_stated = all(sign.act is Act.INFORM for sign in met) and bool(_STANDS.search(lowered(said)))
    return Part(clause.start, clause.end, _firm(clause), _is_told(clause), is_stated, met)


def _is_told(clause: Clause) -> bool:
    said = {word.lower for word in clause.words}
    if said & _WISHED:
        return False
    return bool(said & _HAPPENED) or any(
        _PAST.search(word.lower) if word.pos == "VERB" else word.pos == "LATN" and _ENDED.search(word.lower)
        for word in clause.words
    )


def _firm(clause: Clause) -> set[Category]:
    hits = [hit for hit in subjects(clause.words) if hit.meaning[1] >= ENOUGH]
    hits = [hit for hit in hits if hit.meaning[0] not in SWALLOWS or not _is_done_without(hit, clause)]
    hits = [hit for hit in hits if not _is_refused(hit, clause)]
    swallowing = {hit.meaning[0] for hit in hits} & set(SWALLOWS)
    if swallowing:
        return swallowing
    hits = [hit for hit in hits if not _is_brought_there(hit, clause)]
    own = [hit for hit in hits if not _is_after(hit, clause, _REFERRING | _BESIDE)]
    if not own and _sits(clause):
        return set()
    own = [hit for hit in own if not _is_for(hit, clause)] or own
    return {hit.meaning[0] for hit in own or [hit for hit in hits if not _is_after(hit, clause, _BESIDE)]}


def _sits(clause: Clause) -> bool:
    """«Сижу в отеле на Тверской»: where one is, not what one wants."""
    return any(word.lower in _SITTING for word in clause.words)


def _is_brought_there(hit: Hit[Subject], clause: Clause) -> bool:
    """«Чтобы приехал в отель», "have it sent to the hotel": where somebody or something is to come."""
    before = [word.lower for word in clause.words if word.end <= hit.start]
    comes = any(_COMES.match(word) for word in before)
    return hit.meaning[0] is C.HOTEL and comes and before[-1] in ("в", "to", "the", "наш", "our")


_COMES = re.compile(
    r"приех|приед|подъе|привез|достав|прислать|пришл|отправ|принес|come|sent|send|deliver|bring|brought"
)


def _is_for(hit: Hit[Subject], clause: Clause) -> bool:
    """«Няне нужна доверенность»: somebody in the dative has something done for him."""
    said = [word for word in clause.words if hit.start <= word.start < hit.end]
    return len(said) == 1 and likeliest(said[0].text) >= _FOR_SOMEBODY


def _is_refused(hit: Hit[Subject], clause: Clause) -> bool:
    """«Только не лететь», "anything but a bus"; «врач велел отдохнуть» asks for no doctor."""
    before = tuple(word.lower for word in clause.words if word.end <= hit.start)
    after = next((word.lower for word in clause.words if word.start >= hit.end), "")
    return before[-2:] in _REFUSED or after in _SAYS


def _is_done_without(hit: Hit[Subject], clause: Clause) -> bool:
    """«без напоминаний» reminds of nothing."""
    before = [word.lower for word in clause.words if word.end <= hit.start][-1:]
    return before in (["без"], ["without"])


def _is_after(hit: Hit[Subject], clause: Clause, words: frozenset[str]) -> bool:
    before = [word for word in clause.words if word.end <= hit.start][-2:]
    return any(word.lower in words for word in before)


def _join(part: Part, piece: Part) -> None:
    part.end = piece.end
    if _explains(part, piece):
        part.firm = set()
    part.is_stated = part.is_stated and (piece.is_stated or not (piece.firm or piece.signs))
    part.is_told = part.is_told and piece.is_told
    part.firm |= piece.firm if not part.firm & set(SWALLOWS) else set()
    part.signs += piece.signs


def _explains(part: Part, piece: Part) -> bool:
    """What happened, or will anyway, only tells why something is asked."""
    if not piece.firm or part.act not in (None, Act.INFORM):
        return False
    return (part.is_told and part.act is None and piece.act in _ASKING) or (part.is_stated and _serves(piece, part))


def _begins(part: Part, piece: Part, clause: Clause) -> bool:
    """Does another request begin with this clause?"""
    if not _says_something(part) or (part.is_told and part.act is None):
        return False
    if piece.firm and part.firm and not _is_same(part.firm, piece.firm):
        if part.is_stated and _serves(piece, part):
            return False
        return piece.act in _ASKING or not (piece.is_told or _serves(part, piece))
    if clause.cut >= COMMA and _turns(part, piece, clause):
        return True
    if part.act is Act.COMPLAINT and piece.act in _ASKING:
        return clause.cut >= COMMA
    return part.act in _ANSWERING and bool(piece.firm) and _adds(piece, clause)


def _adds(piece: Part, clause: Clause) -> bool:
    """«Да, берём. И машину туда»: after an answer, what is asked or joined on is another thing."""
    first = next((word.lower for word in clause.words if word.pos != "PNCT"), "")
    return clause.cut == SENTENCE and (piece.act in _ASKING or first in _ALSO)


def _says_something(part: Part) -> bool:
    return bool(part.firm) or part.act not in (None, Act.NONE, Act.THANKS, Act.INFORM)


def _is_same(some: set[Category], others: set[Category]) -> bool:
    return bool(some & others) or any(some & alike and others & alike for alike in ALIKE)


def _serves(part: Part, piece: Part) -> bool:
    """Is all that a clause names only a detail of the request before it?"""
    if part.firm & set(SWALLOWS):
        return True
    details = frozenset().union(*(DETAILS.get(category, frozenset()) for category in part.firm))
    return piece.firm <= details


def _turns(part: Part, piece: Part, clause: Clause) -> bool:
    """Undone there and wanted here, or the other way round: «отмените…, а лучше закажите…»."""
    if not piece.firm:
        return False
    undone, wanted = part.act in _UNDOING, piece.act in (Act.BOOK, Act.OPTIONS)
    wanted = wanted or (piece.act is not Act.CANCEL and any(_INSTEAD.match(word.lower) for word in clause.words))
    return (undone and wanted) or (part.act in (Act.BOOK, Act.OPTIONS, Act.CHANGE) and piece.act is Act.CANCEL)
