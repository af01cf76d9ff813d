"""Whom a request concerns: family, friends and staff by their word, persons by their name."""

import re
from collections.abc import Iterator

from butler.language.evidence import Found, Source
from butler.language.slots.governed import HEADS
from butler.language.slots.numbers import NUMBER
from butler.language.slots.said import Said, Span, any_of, overlap
from butler.language.tokens import Token, grammemes, is_order, likeliest

# The word as we write it: its other dictionary forms. Plurals stand apart, since «с детьми» tells no number.
_KIN = """
жена: супруга жёнушка
муж: супруг
мама: мать мамочка
папа: отец
сын: сынок сынишка
дочь: дочка доченька
брат:
сестра: сестрёнка
бабушка:
дедушка: дед
тёща:
тесть:
свекровь:
свёкор:
зять:
невестка:
невеста:
жених:
внук:
внучка:
племянник:
племянница:
крестник:
крестница:
тётя: тётка
дядя:
подруга: подружка
девушка:
друг:
партнёр:
коллега:
помощник:
помощница:
ассистент:
ассистентка:
секретарь:
няня:
начальник:
шеф:
учительница:
учитель:
ребёнок: малыш
родители: родитель
дети:
гости:
"""
_KIN_OF = {
    form.replace("ё", "е"): name.replace("ё", "ё")
    for line in _KIN.strip().splitlines()
    for name, _, others in [line.partition(":")]
    for form in [name, *others.split()]
}
# Words that are trades or guests as often as somebody's own: only with «мой» or «для»
_ONLY_OWN = frozenset(
    [
        "девушка",
        "партнер",
        "коллега",
        "начальник",
        "шеф",
        "учительница",
        "учитель",
        "секретарь",
        "няня",
        "помощник",
        "ребенок",
        "дети",
        "гости",
        "гость",
    ]
)
_OWN = re.compile(
    r"\b(?:отвез\w+|забер\w+|забрать|встрет\w+|привез\w+|мо[еийяю]\w*|наш\w*|для|сво\w+|от|с|со)\s+(?:[а-я]+\s+)?$"
)

_GREETING = re.compile(
    r"(?i)\W*(?:(?:здравствуй(?:те)?|привет|добр\w+\s+(?:день|утро|вечер|ночи)|доброго\s+\w+|дорог\w+|уважаем\w+)\W*){0,3}"
)

ONE_COMPANION = any_of(
    "женой супругой мужем супругом мамой матерью папой отцом сыном дочерью дочкой дочей"
    " братом сестрой бабушкой дедушкой"
    " тещей тестем свекровью свекром зятем невесткой невестой женихом внуком внучкой племянником племянницей подругой"
    " подружкой девушкой другом партнером партнершей коллегой приятелем приятельницей ребенком малышом няней младенцем"
    " жена муж супруга супруг сын дочь мама папа ребенок подруга друг"
    " wife husband partner mother father mom mum dad son daughter brother sister girlfriend boyfriend fiance fiancee"
    " friend colleague nanny baby grandmother grandfather child kid mother-in-law father-in-law assistant"
)
MANY_COMPANIONS = any_of(
    "детьми друзьями подругами коллегами партнерами сыновьями дочерьми родителями братьями сестрами внуками гостями"
    " приятелями клиентами"
    " kids children friends colleagues parents sons daughters guests partners clients brothers sisters girlfriends"
)
COMPANION = re.compile(rf"\b(?:{ONE_COMPANION}|{MANY_COMPANIONS})\b")
_ENGLISH_KIN = re.compile(
    r"\b(?:my|our)\s+(?:(?:dear|elder|older|younger|eldest|youngest|little|best|\w+[\s-]year[\s-]old)\s+)?"
    r"((?:sister-in-law|brother-in-law|wife|husband|partner|mother-in-law|father-in-law"
    r"|mother|father|mom|mum|dad|son|daughter|brother|sister"
    r"|girlfriend|boyfriend|fianc[eé]e?|friend|colleague|boss|assistant|nanny|grandmother|grandfather|grandma|grandpa"
    r"|parents|kids|children|niece|nephew|aunt|uncle|guests?|godson|goddaughter)s?)\b(?!')"
)
_ENGLISH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Madame|Professor)\.?\s+((?:[A-Z][\w'’-]+\s?)+)")


# "Kit needs a maths person": who begins a sentence and needs something. Words of every day begin it as often.
_SUBJECT = re.compile(
    r"(?:^|[.!?]\s+)(?!(?:It|He|She|We|They|This|That|There|What|Who|Everyone|Somebody|Someone|Nobody|Mum|Dad|Dinner|Lunch"
    r"|Everything|Something|Nothing|Mr|Mrs|Ms|The|My|Our|One)\b)([A-Z][a-z]+)\s+"
    r"(?:needs|wants|would like|would love|has outgrown)\b"
)


def read_people(said: Said, taken: list[Span]) -> list[Found[str]]:
    """Kin by their word and persons by name, in the order of the text, none that another slot has taken."""
    found = [one for read in (_kin, _english, _known, _persons) for one in read(said)]
    free = [one for one in found if not any(overlap((one.start, one.end), span) for span in taken)]
    return _once(sorted(free, key=lambda one: one.start))


def _once(found: list[Found[str]]) -> list[Found[str]]:
    kept: list[Found[str]] = []
    for one in found:
        if not any(overlap((one.start, one.end), (k.start, k.end)) or one.value == k.value for k in kept):
            kept.append(one)
    return kept


def _kin(said: Said) -> Iterator[Found[str]]:
    for word in said.words:
        name = _KIN_OF.get(word.lemma)
        if not name or not said.is_russian:
            continue
        if re.search(rf"{NUMBER}\s+$", said.before(word.start)):
            continue  # «троих друзей» are counted, not named
        if word.lemma in _ONLY_OWN and not _OWN.search(said.before(word.start)):
            continue
        if word.lower.startswith("дет"):
            name = "дети"
        yield Found(name, word.start, word.end, confidence=0.85)


def _english(said: Said) -> Iterator[Found[str]]:
    for match in _ENGLISH_KIN.finditer(said.low):
        yield Found(match.group(1), match.start(1), match.end(1), confidence=0.85)
    for match in _SUBJECT.finditer(said.text):
        yield Found(match.group(1), match.start(1), match.end(1), confidence=0.7)
    for match in _ENGLISH_TITLE.finditer(said.text):
        end = match.start() + len(match.group().strip())
        is_greeted = _DEAR.search(said.before(match.start())) and said.after(end).lstrip()[:1] in ("", ",", "!", ".")
        if not is_greeted:
            yield Found(match.group().strip(), match.start(), end, confidence=0.85)


def _known(said: Said) -> Iterator[Found[str]]:
    for one in said.known:
        if one.value.kind == "person" and not _is_addressed(said, (one.start, one.end)):
            yield Found(one.value.name, one.start, one.end, Source.GAZETTEER, one.confidence)


def _persons(said: Said) -> Iterator[Found[str]]:
    for start, end in person_spans(said):
        if not _is_addressed(said, (start, end)):
            yield Found(said.text[start:end], start, end, confidence=0.75)


def person_spans(said: Said) -> list[Span]:
    """Runs of capitals in which a Russian first name or patronymic stands: «Анну Сергеевну», «для Виктора Лунёва»."""
    spans, run = [], list[Token]()
    for word in (*said.words, None):
        if word and word.text[:1].isupper() and word.pos not in ("LATN", "PNCT") and not is_order(word):
            run.append(word)
            continue
        opens = bool(run) and not said.text[: run[0].start].strip(' «"')
        marks = likeliest if opens else grammemes  # any word has its capital there
        run = run[1:] if run and len(run) > 1 and _DEAR.fullmatch(run[0].lower + " ") else run
        if any(_is_forename(marks(one.text)) for one in run) and not any(one.lemma in HEADS for one in run):
            spans.append((run[0].start, run[-1].end))
        run = []
    return spans


def greeted_or_signed(said: Said) -> list[Span]:
    """Names that open the words as a greeting, or close them as a signature: nobody whom the request concerns."""
    return [span for span in person_spans(said) if _is_addressed(said, span) and _stands_at_an_end(said, span)]


def _stands_at_an_end(said: Said, span: Span) -> bool:
    before, after = said.text[: span[0]], said.text[span[1] :].strip(" .!\n")
    greets = bool(_GREETING.fullmatch(before)) and _has_no_surname(said.text[span[0] : span[1]])
    return greets or (not after and before.rstrip(" ")[-1:] in tuple(".!?\n"))


def _has_no_surname(name: str) -> bool:
    """As a house is greeted: «Анна», «Дорогой Тимур Рашидович»; «Анна Нетребко, 5 декабря» is somebody to hear."""
    return all(_is_forename(grammemes(word)) or _GREETING.fullmatch(word) for word in name.split())


def _is_forename(marks: frozenset[str]) -> bool:
    return bool(marks & {"Name", "Patr"}) and "Geox" not in marks


_DEAR = re.compile(
    r"(?:\b(?:дорог(?:ой|ая|ие)|уважаем(?:ый|ая|ые)|мил(?:ый|ая)|любезн(?:ый|ая)|многоуважаем(?:ый|ая)|здравствуйте"
    r"|добр(?:ый|ое) (?:день|вечер|утро)|привет|dear|hello|hi|good (?:morning|afternoon|evening))\s+)+$"
)


def _is_addressed(said: Said, span: Span) -> bool:
    """Spoken to, or signed: «Ольга, забронируйте», «Дорогой Тимур Рашидович, …», «Спасибо, Анна!»."""
    before, after = _DEAR.sub("", said.before(span[0])).rstrip(), said.after(span[1]).lstrip()
    begins = not before or before[-1] in ",.!?\n:)"
    ends = not after or after[0] in ",.!?\n)"
    nominative = any("nomn" in grammemes(word.text) for word in said.words if word.start == span[0])
    return begins and ends and nominative
