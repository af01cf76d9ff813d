"""Find the cues of taste in a message and the words they speak of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from butler.language.heads import AtWord
from butler.language.tastes import phrases
from butler.language.tastes.preference import Polarity, Preference, Topic
from butler.language.tastes.topics import in_context, topic_of
from butler.language.tokens import Token, plain, tokens

LONGEST_READ = 4_000  # signs
UNSURE_OF_TOPIC = 0.75  # of the confidence is left where the words tell no topic
EATEN = {Topic.FOOD, Topic.DRINK, Topic.DIET, Topic.OTHER, Topic.FLOWERS}  # or breathed
_ASKS = re.compile(
    r"\b(?:ли|какой|какая|какие|какое|кто|что|вы|вам|вас|ваш\w*|"
    r"do you|does he|does she|what|which|who|any|are there|is there)\b"
)
_NONE_OF_IT = re.compile(r"\b(?:нет|без|no|not|any|никаких|никакой|если|if)[\s-]+(?:\w+\s+)?(?:$|allerg|intoler)")
_WHEN = re.compile(r"\b(?:когда|when|чтобы)\b")
_WITHOUT = re.compile(r"^(?:без|no|without)\s+")
_ALLERGY = re.compile(r"аллерг|неперенос|не перенос|allerg|intoleran")
_DRINKS = re.compile(r"\b(?:пью|пьем|пьет|пьют|drink)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    polarity: Polarity
    is_lasting: bool
    where: str  # the words are after the cue, before it, or the cue itself
    needs_topic: bool
    sure: float
    pattern: AtWord


def read_preferences(text: str, lang: str) -> list[Preference]:
    """Candidates in the order of the text; `lang` is "ru" or "en" (another is read as English). Never raises."""
    text = text[:LONGEST_READ]
    lower = plain(text)
    if len(lower) != len(text):  # some capitals are two letters when lowered: spans would lie
        text = lower
    found: list[Preference] = []
    taken: list[tuple[int, int]] = []
    for cue in _cues("ru" if lang == "ru" else "en"):
        for match in cue.pattern.finditer(lower):
            if _is_free(match.span(), taken) and not _is_no_statement(cue, match, lower):
                told = [one for one in _told(cue, match, text, lower) if _is_free((one.start, one.end), taken)]
                found += told
                taken += [(one.start, one.end) for one in told] + [match.span()] * bool(told)
    return sorted(found, key=lambda one: one.start)


def _told(cue: Cue, match: re.Match[str], text: str, lower: str) -> Iterator[Preference]:
    words = tokens(text)
    things = list(_things(cue, match, words, text))
    if not things and cue.where == "after" and cue.polarity in (Polarity.LIKES, Polarity.DISLIKES) and cue.is_lasting:
        things = [thing for thing in phrases.before(words, match.start()) if topic_of(thing)]
    for number, thing in enumerate(things):
        topic = _topic(cue, match, thing)
        if topic is None and (cue.needs_topic or number or _is_pronoun(thing)):
            continue
        if number and topic_of(thing) not in (EATEN if topic is Topic.ALLERGY else set(Topic)):
            continue  # a list goes on only with things we know
        yield _preference(cue, topic, thing, text, lower)


def _things(cue: Cue, match: re.Match[str], words: tuple[Token, ...], text: str) -> Iterator[tuple[Token, ...]]:
    if cue.where == "before":
        yield from phrases.before(words, match.start())
    elif cue.where == "after":
        yield from phrases.after(words, match.end(), text, is_clause=bool(_WHEN.search(match.group())))
    else:
        skipped = _WITHOUT.match(match.group())
        start = match.start() + (skipped.end() if skipped else 0)
        inside = tuple(word for word in words if start <= word.start and word.end <= match.end())
        if inside:
            yield inside


def _topic(cue: Cue, match: re.Match[str], thing: tuple[Token, ...]) -> Topic | None:
    told = topic_of(thing)
    if cue.polarity is Polarity.NEVER:
        if _ALLERGY.search(match.group()) or _ALLERGY.match(match.string[match.end() :].lstrip(), 0):
            return Topic.ALLERGY
        if told in (Topic.DIET, Topic.DRINK):
            return told
        return Topic.DRINK if _DRINKS.search(match.group()) else Topic.FOOD
    return Topic.DIET if cue.polarity is Polarity.MUST and cue.is_lasting else told


def _preference(cue: Cue, topic: Topic | None, thing: tuple[Token, ...], text: str, lower: str) -> Preference:
    start, end = thing[0].start, thing[-1].end
    sure = cue.sure if topic else cue.sure * UNSURE_OF_TOPIC
    return Preference(
        cue.polarity, in_context(topic, lower), text[start:end], start, end, cue.is_lasting, round(sure, 2)
    )


def _is_no_statement(cue: Cue, match: re.Match[str], lower: str) -> bool:
    """A question about tastes, or "no allergies", tells no taste."""
    if cue.polarity is Polarity.NEVER and _ALLERGY.search(match.group()):
        left, right = lower[: match.start()], lower[match.end() :]
        if _NONE_OF_IT.search(left) or _NONE_OF_IT.match(match.group()) or re.match(r"(?:ни |)\w* ?нет\b|нет\b", right):
            return True
    begins = max(lower.rfind(sign, 0, match.start()) for sign in ".!?\n") + 1
    ends = re.search(r"[.!?\n]", lower[match.end() :])
    if not cue.is_lasting or not ends or ends.group() != "?":
        return False
    return bool(_ASKS.search(lower, begins, match.start() + 1)) or _asks_within(lower, match)


def _asks_within(lower: str, match: re.Match[str]) -> bool:
    return bool(re.match(r"\s*(?:ли|вы)\b", lower[match.end() :]) or re.search(r"\b(?:you|вы)\b", match.group()))


def _is_pronoun(thing: tuple[Token, ...]) -> bool:
    return all(word.pos in ("NPRO", "PRCL", "PREP", "CONJ") for word in thing)


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


@lru_cache(2)
def _cues(lang: str) -> tuple[Cue, ...]:
    lines = (Path(__file__).parent / "cues.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith(f"{lang}\t")]
    return tuple(
        Cue(Polarity(polarity), lasting == "yes", where, needs == "yes", float(sure), AtWord(_at_a_word(pattern)))
        for _, polarity, lasting, where, needs, sure, pattern in rows
    )


def _at_a_word(pattern: str) -> str:
    return pattern if pattern.startswith((",", "(?:,")) else rf"(?<!\w){pattern}"
