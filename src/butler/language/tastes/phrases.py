"""The words a cue speaks of: from the cue to the end of the thought, split where several things are told."""

from collections.abc import Iterator

from butler.language.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOST_WORDS = 6  # of one thing wanted
MOST_THINGS = 6  # of one cue
_STOPS = _words(
    "а но чтобы потому поэтому который которая которые если когда что так где хотя поскольку пожалуйста учтите "
    "иначе пока "
    "but because so if when which that who please for as then otherwise since until while whenever though"
)
_JOINS = frozenset({"и", "или", "либо", "and", "or", "nor", "ни", "да", ",", "/", "&"})
_ENDS = frozenset('.;:!?()—–"«»…')
_LOOSE = frozenset({"PREP", "CONJ", "PRCL", "NPRO"})
_FILLERS = _words(
    "очень больше всякий всякие всякое любой любые любая все всю весь вообще совсем тоже также там тут сильно "
    "просто обычно такой такая такие никакой никаких особенно сейчас теперь "
    "the a an any all some very really too also much just it them"
)
_HOURS = _words(
    "понедельник вторник среда четверг пятница суббота воскресенье завтра послезавтра сегодня неделя "
    "monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight"
)
_ENGLISH_PREPOSITIONS = frozenset({"at", "on", "in", "by", "from", "to", "with", "of"})


def after(words: tuple[Token, ...], place: int, text: str, *, is_clause: bool) -> Iterator[tuple[Token, ...]]:
    """The things told from a place on. `is_clause`: after "when", a verb belongs to what is told."""
    thing: list[Token] = []
    things = 0
    for at, word in enumerate(words):
        if word.start < place:
            continue
        if _ends_thought(words, at, text, place, is_clause):
            break
        if word.lower in _JOINS and not (word.lower == "ни" and not thing):
            yield from _whole(thing)
            things, thing = things + 1, []
            if things >= MOST_THINGS:
                return
        elif len(thing) < MOST_WORDS or is_clause:
            thing.append(word)
        else:
            break
    yield from _whole(thing)


def before(words: tuple[Token, ...], place: int) -> Iterator[tuple[Token, ...]]:
    """The thing told just before a place: «эконом не предлагать», "the stalls if possible"."""
    thing: list[Token] = []
    for word in reversed([word for word in words if word.end <= place]):
        is_verb = word.pos == "VERB" and not word.text[:1].isupper()  # «Бароло» looks like one and is a name
        if word.lower in _ENDS or word.lower in _JOINS or word.lower in _STOPS or is_verb:
            break
        if len(thing) == MOST_WORDS:
            break
        thing.insert(0, word)
    yield from _whole(thing)


def _ends_thought(words: tuple[Token, ...], at: int, text: str, place: int, is_clause: bool) -> bool:
    word = words[at]
    if word.lower in _ENDS or word.lower in _STOPS or (word.pos == "VERB" and not is_clause):
        return True
    if word.lower == "," and is_clause:
        return True
    if word.lower == "-" or "\n" in text[max(place, words[at - 1].end if at else 0) : word.start]:
        return True
    follows = words[at + 1] if at + 1 < len(words) else None
    is_preposition = word.pos == "PREP" or word.lower in _ENGLISH_PREPOSITIONS
    return bool(is_preposition and follows and (follows.pos == "NUMB" or follows.lemma in _HOURS))


def _whole(thing: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The thing without what leans on nothing; nothing where only such words are left."""
    while thing and (thing[0].lower in _FILLERS or thing[0].pos in ("PRCL", "NPRO", "CONJ", "PNCT")):
        thing = thing[1:]
    while thing and (thing[-1].pos in _LOOSE or thing[-1].lower in _ENGLISH_PREPOSITIONS | _FILLERS):
        thing = thing[:-1]
    if any(word.pos not in _LOOSE and word.pos not in ("PNCT", "NUMB") for word in thing):
        yield tuple(thing)
