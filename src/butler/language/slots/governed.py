"""What stands before a name and rules it: its preposition, and the noun between («в ресторан», "at the hotel")."""

import re
from dataclasses import dataclass

from butler.language.slots.said import Said, any_of
from butler.language.tokens import Token, grammemes, lemmas

_VENUE = (
    "ресторан кафе бар бистро кофейня паб гостиница отель хостел вилла клуб кальянная караоке театр музей галерея"
    " клиника больница госпиталь центр салон спа барбершоп студия школа гимназия лицей садик магазин бутик универмаг"
    " молл стадион арена цирк консерватория филармония зал концертный_зал дворец усадьба собор парк заповедник"
    " аэропорт вокзал"
    " аквапарк зоопарк планетарий фитнес-клуб яхт-клуб бассейн санаторий курорт резиденция апартаменты жк площадка"
)
_PLACE = (
    "район улица станция метро город поселок деревня остров область край страна округ квартал"
    " проспект шоссе курорт бухта побережье озеро"
)
_SHOW = (
    "концерт спектакль опера балет мюзикл матч выставка шоу фильм премьера постановка пьеса экскурсия фестиваль"
    " выступление стендап гала турнир финал бой гонка игра показ лекция вечер тур представление"
)
_FLIGHT = "рейс борт поезд электричка"
_PERSON = "господин госпожа г-н г-жа доктор врач профессор мистер водитель"
_KINDS = {"venue": _VENUE, "place": _PLACE, "show": _SHOW, "flight": _FLIGHT, "person": _PERSON}
HEADS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_ENGLISH_VENUE = any_of(
    "restaurant hotel bar cafe club bistro theatre theater museum gallery clinic hospital"
    " salon spa school shop store boutique"
    " stadium arena villa resort pub brasserie airport"
)
_ENGLISH_SHOW = any_of("concert play opera ballet musical match exhibition show game film event gig festival")
_ENGLISH = re.compile(
    r"\b(in|at|near|around|by|inside|within|on|from|to|for|with|of|into|outside|about|towards"
    r"|toward|through|via|off|than|see|watch|called|named|between|until|till|like)"
    rf"\s+(?:the\s+|a\s+|an\s+|my\s+|our\s+)?(?:(?:city|town|area|district|state|island|village"
    rf"|downtown|central|beautiful|lovely|sunny)\s+(?:of\s+|called\s+)?)?(?:(?:{_ENGLISH_VENUE}"
    rf"|{_ENGLISH_SHOW})\s+(?:called\s+|of\s+)?)?(?:the\s+)?$"
)
_HEAD_BEFORE = re.compile(rf"\b({_ENGLISH_VENUE})\s+(?:called\s+|named\s+)?(?:the\s+)?$")
_SHOW_BEFORE = re.compile(rf"\b({_ENGLISH_SHOW})\s+(?:of\s+|called\s+|by\s+)?(?:the\s+)?$")
_REACH = 4  # words back


@dataclass(frozen=True)
class Ruled:
    """`preposition`: as written, small; `head`: venue, place, show, flight, person or"
    " nothing; `noun`: the head itself."""

    preposition: str = ""
    head: str = ""
    noun: str = ""
    at: int = 0  # where the preposition begins, or the name itself
    above: str = ""  # the word that rules the preposition: «вид на», «аллергия на»
    is_any: bool = False  # "a Kandinsky", "at a Museum": one of a sort


def ruled(said: Said, start: int) -> Ruled:
    return _russian(said, start) if said.is_russian else _english(said, start)


def _english(said: Said, start: int) -> Ruled:
    before = said.before(start).rstrip("\"'“‘«")
    match = _ENGLISH.search(before)
    head = "venue" if _HEAD_BEFORE.search(before) else "show" if _SHOW_BEFORE.search(before) else ""
    at = match.start() if match else start
    above = re.search(r"(\w+)\s*$", before[:at])
    is_any = bool(re.search(r"\ban?\s+$", before))
    return Ruled(match.group(1) if match else "", head, "", at, above.group(1) if above else "", is_any)


def _russian(said: Said, start: int) -> Ruled:
    head = noun = ""
    back = [word for word in said.words if word.end <= start and word.text not in '«"“„'][-_REACH:]
    for at, word in reversed(list(enumerate(back))):
        if word.pos == "PREP" or word.lower in ("из", "до", "от", "in", "at"):
            return Ruled(word.lower, head, noun, word.start, back[at - 1].lemma if at else "")
        kind = _head(word)
        if kind and not head:
            head, noun = kind, word.lemma
        elif not _is_adjective(word):
            break
    return Ruled("", head, noun, start)


def _head(word: Token) -> str:
    return HEADS.get(word.lemma) or next((HEADS[lemma] for lemma in _lemmas(word) if lemma in HEADS), "")


def _lemmas(word: Token) -> tuple[str, ...]:
    return tuple(lemmas(word.text)) if word.pos not in ("LATN", "PNCT", "NUMB") else ()


def _is_adjective(word: Token) -> bool:
    return word.pos in ("ADJF", "PRTF") and word.text[0].islower()


def is_locative(word: str) -> bool:
    """«в Милане» says where, «в Милан» says whither; a word that does not change says neither."""
    marks = grammemes(word)
    return "loct" in marks and not _could_be_goal(word)


def _could_be_goal(word: str) -> bool:
    return bool({"accs"} & grammemes(word))
