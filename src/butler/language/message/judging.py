"""From what a part says and what surrounds it to two best categories and acts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from butler.language.learnt import NOTHING, Learnt
from butler.language.linear import as_shares
from butler.language.message.acts import lowered
from butler.language.message.guessing import Leaning, Models, act_of, category_of
from butler.language.message.splitting import DETAILS, Part
from butler.language.message.surroundings import NAMED
from butler.language.message.values import Act, Awaited, Category, Guess
from butler.language.mood import NEGATIVE, Label, Mood
from butler.language.tokens import is_order, tokens

A, C = Act, Category

# Acts that ask nothing, so that the category is often none; and those that ask something of something.
IDLE = frozenset({A.CONFIRM, A.DECLINE, A.INFORM, A.THANKS, A.NONE})
COMMITS = frozenset({A.BOOK, A.CHANGE, A.CANCEL})
BARE = frozenset({A.THANKS, A.NONE})  # never about anything
TALKED_ON = frozenset({A.QUESTION, A.CHANGE, A.INFORM, A.CONFIRM, A.DECLINE})
ORDERS = frozenset({A.BOOK, A.OPTIONS, A.CHANGE, A.CANCEL})
ANSWERS = {
    Awaited.NOTHING: {},
    Awaited.YES: {A.CONFIRM: 4.0, A.DECLINE: 6.0, A.INFORM: 0.8, A.THANKS: 0.6, A.NONE: 0.5, A.COMPLAINT: 0.3},
    Awaited.CHOICE: {A.CONFIRM: 8.0, A.DECLINE: 3.0, A.INFORM: 0.7, A.BOOK: 0.7, A.NONE: 0.4},
    Awaited.DETAIL: {A.INFORM: 20.0, A.CONFIRM: 4.0, A.DECLINE: 2.0, A.NONE: 0.3},
}  # fmt: skip
ASKED_FOR_YES = (Awaited.YES, Awaited.CHOICE)
ARRANGED = {A.CHANGE: 5.0, A.QUESTION: 2.0, A.BOOK: 0.3, A.OPTIONS: 0.5}  # after we told of something arranged
ORDERED = 2.0  # a sign of an order as weighty as this is no accident
TOLD = 0.15  # and how little where something past is told
UNFELT = 0.35  # how little a complaint is expected where neither a word nor the mood complains, a change of nothing
ELLIPTIC = 8.0  # how much what is said in shorthand is an order
PRAISED = 3.0  # praise that asks for nothing is thanks
TASTED = 6.0  # where a taste is told and nothing is ordered
PRAISING = frozenset({Label.PLEASED, Label.GRATEFUL, Label.EXCITED})
UNORDERED = 0.1  # how little an order is expected where a detail is awaited and no word orders
SAID_PLAINLY, LIFTED = 6.0, 5.0  # what cannot be meant otherwise
PLAIN = frozenset({A.QUESTION, A.CONFIRM})
SHORT = 7  # words: a longer message answers less surely
ASIDE = frozenset({C.INFORMATION, C.HOUSEHOLD})  # the dress code, the dog: details of whatever was spoken of
NEEDY = frozenset({C.HOUSEHOLD, C.MEDICAL})  # where something hurts or is broken, help is asked
FIRM = 1.0  # how much firm words lift a category in its part
SURROUNDED = 1.3  # what one point of the surroundings lifts
KNOWN_ENOUGH = 0.22  # less probable than this, the best category is no reading
SURE_ENOUGH = 0.5  # less sure than this, nothing is committed


_HELPERS = re.compile(
    r"\b(?:врач\w*|доктор\w*|медсестр\w*|мастер\w*|нян[яеию]\w*|уборщиц\w*|домработниц\w*|горничн\w*|рабочи[ехм]\w*"
    r"|сантехник\w*|электрик\w*|повар\w*|doctors?|nurses?|cleaners?|plumbers?|nann(?:y|ies)|cooks?|maids?)\b"
)


_CLOSING = re.compile(
    r"(?<=[.,!?;)\n— ])\s*(?:(?:заранее|большое|огромное|many) )?(?:спасибо|благодарю|thanks|thank you|cheers)"
    r"\b[^.?!\n]{0,24}[.!)\s🙏]*$",
    re.IGNORECASE,
)


_PEOPLE = re.compile(
    r"\b(?:(?:на )?(?:двое|двоих|трое|троих|четверо|четверых|пятеро|пятерых|шестеро|шестерых|семеро|восьмеро)|вдвоем"
    r"|втроем|вчетвером|\d{1,2} (?:чел\w*|персон\w*|гост\w+|pax|people|guests)|party of \w+"
    r"|for (?:two|three|four|five|six)|(?:two|three|four|five|six) of us)\b"
)
_WANTING = re.compile(
    r"\b(?:бы|хоч\w+|хот(?:им|ел|ела|ели|елось|ите)|нуж[её]?н\w*|надо|необходим\w*|пусть|некому|негде|давай\w*|пора|чтоб\w*"
    r"|можно|выруча\w+|пожалуйста|мечта\w+|ищ[уе]\w*|берем|снимем|закаж\w+|готовы|please|needs?|wants?|like to|love to"
    r"|let's|would|could|can|should|must|have to|has to|looking|wish|fancy|get|got to|hoping)\b|\?"
)
_STATING = re.compile(
    r"\b(?:is|are|was|were|am|has|had|did|does|\w{3,}ed|sat|came|went|took|tells?|told|left|lost|brought|kept)\b"
    r"|\w'(?:s|re)\b"
)
# «Что ей надо иметь на руках?»: what stands behind a word that asks orders nothing.
_INTERROGATIVE = re.compile(
    r"\b(?:что|как|какие|какой|какая|какое|каких|где|куда|откуда|сколько|почему|зачем|кто|what|which|where|how|who|why)\b"
    r"[^.?!,;]{0,40}$"
)
_PAID = re.compile(
    r"\b(?:перевед(?:и|ите)|перекин(?:ь|ьте)|скин(?:ь|ьте)|заплат(?:и|ите)|оплат(?:и|ите)|рассчита(?:йся|йтесь)|доплат(?:и|ите)"
    r"|transfer|wire|pay|settle)\b"
)
_SUM = re.compile(r"\d[\d\s.,]*(?:тыс|т\.|к\b|млн|руб|₽|евро|€|\$|долл|£|k\b|usd|eur|gbp)|[€$£₽]\s?\d")
_HOUR = re.compile(r"\d{1,2}[:.]\d\d|\b\d{1,2} ?[ap]m\b|\bв \d{1,2}\b")


@dataclass(frozen=True)
class Around:
    """What surrounds a part: what we await, what was spoken of, how the writer feels, what the house was taught."""

    awaited: Awaited
    spoken_of: Mapping[Category, float]
    mood: Mood
    is_arranged: bool = False
    learnt: Learnt = NOTHING
    tastes: tuple[int, ...] = ()  # where lasting tastes are told in the text
    ahead: tuple[int, ...] = ()  # where the days and hours to come begin in the text
    named: tuple[tuple[int, Category], ...] = ()  # where a house is named, and what one asks of it

    def of(self, part: Part) -> Around:
        """What surrounds this part: a house that is named in it tells what it is about."""
        spoken_of = dict(self.spoken_of)
        for at, category in self.named:
            if part.holds_any((at,)):
                spoken_of[category] = spoken_of.get(category, 0.0) + NAMED
        return replace(self, spoken_of=spoken_of)


@dataclass(frozen=True)
class Judged:
    """A part with its guesses; spans count from the beginning of the message."""

    part: Part
    categories: tuple[Guess, ...]
    acts: tuple[Guess, ...]


def judge(part: Part, text: str, lang: str, around: Around, models: Models) -> Judged:
    """What one part is about and wants done."""
    around = around.of(part)
    said = _without_manners(text[part.start : part.end], part, around)
    if not any(sign.isalnum() for sign in said) and around.awaited is Awaited.NOTHING and not said.strip():
        return Judged(part, (Guess(C.NONE, 1.0),), (Guess(A.NONE, 1.0),))
    act = _answering(act_of(said, lang, models, around.learnt), said, part, around)
    of_talk = _of_the_talk(part, act, around)
    stands_alone = bool(of_talk.firm) or not around.spoken_of
    about = category_of(said, models, around.learnt, stands_alone=stands_alone)
    category = _lifted(about if stands_alone else _doubted(about), of_talk, around)
    category, act = _in_shorthand(category, act, said, part, around)
    act = _told_only(_asked_politely(_of_what_broke(_of_what_stands(act, part), said, part), said, part), part)
    if act.best == A.COMPLAINT and not part.firm:
        category = _of_complaint(category)
    if _PAID.search(lowered(said)) and _SUM.search(lowered(said)):
        category = _of_a_sum(category)
    category, act = _together(category, act, is_awaited=around.awaited is not Awaited.NOTHING)
    category, act = _unsure(category, act, part, around), _careful(act)
    if category.best == C.NONE and act.best in ORDERS:
        category = replace(category, shares={**category.shares, C.NONE: 0.0})  # nobody orders nothing
    if act.best in BARE:
        category = replace(category, shares={**category.shares, C.NONE: 1.0})
    return Judged(part, category.guesses(at=part.start), act.guesses(at=part.start))


def _without_manners(said: str, part: Part, around: Around) -> str:
    """«4 декабря, 20:00, двое. Спасибо»: thanks behind a day to come close an order, they are not what is said."""
    closing = _CLOSING.search(said)
    if not closing or part.is_told or not any(part.start <= at < part.start + closing.start() for at in around.ahead):
        return said
    return said[: closing.start()]


def _in_shorthand(category: Leaning, act: Leaning, said: str, part: Part, around: Around) -> tuple[Leaning, Leaning]:
    """«4 декабря, 20:00, Selfie, двое»: a day, an hour and people, and nothing else, are an order of a table."""
    is_bare = (
        not (part.firm or around.awaited or {sign.act for sign in part.signs} - {A.THANKS})
        and len(said.split()) <= SHORT
    )
    if not (is_bare and _PEOPLE.search(lowered(said)) and _HOUR.search(said)):
        return category, act
    if not part.holds_any(around.ahead):
        return category, act
    table, order = dict(category.shares), dict(act.shares)
    table[C.RESTAURANT] = table.get(C.RESTAURANT, 0.0) * ELLIPTIC
    table[C.NONE] = table.get(C.NONE, 0.0) * UNORDERED
    _lift(order, {A.BOOK: ELLIPTIC, A.INFORM: UNORDERED, A.NONE: UNORDERED, A.THANKS: UNORDERED})
    return replace(category, shares=as_shares(table)), replace(act, shares=as_shares(order))


def _of_the_talk(part: Part, act: Leaning, around: Around) -> Part:
    """A question about the dog in the house that was spoken of is about the house: its details are not firm."""
    of_talk = ASIDE.union(*(DETAILS.get(C(category), frozenset()) for category in around.spoken_of))
    if around.spoken_of and act.best in TALKED_ON and part.firm and part.firm <= of_talk:
        return replace(part, firm=set())
    return part


def _asked_politely(act: Leaning, said: str, part: Part) -> Leaning:
    """A question in which no word orders asks for an answer or a proposal, and books nothing."""
    if not said.rstrip(" )\n").endswith("?") or any(
        sign.act in COMMITS and not _INTERROGATIVE.search(lowered(said)[: sign.span[0]]) for sign in part.signs
    ):
        return act
    shares = dict(act.shares)
    _lift(shares, {A.BOOK: UNORDERED})
    return replace(act, shares=as_shares(shares))


def _of_what_stands(act: Leaning, part: Part) -> Leaning:
    """«В силе?» asks of what is arranged, «решите за меня» is a yes, however politely they are put."""
    plain = next((sign.act for sign in part.signs if sign.act in PLAIN and sign.weight >= SAID_PLAINLY), None)
    if plain is None:
        return act
    shares = dict(act.shares)
    _lift(shares, {plain: LIFTED} | dict.fromkeys((A.BOOK, A.OPTIONS, A.COMPLAINT), UNORDERED))
    return replace(act, shares=as_shares(shares))


def _told_only(act: Leaning, part: Part) -> Leaning:
    """What is told as past and orders nothing is news or a complaint, save where something hurts or is broken."""
    if not part.is_told or part.firm & NEEDY or any(sign.act in ORDERS for sign in part.signs):
        return act
    shares = dict(act.shares)
    _lift(shares, {A.BOOK: TOLD})
    return replace(act, shares=as_shares(shares))


def _of_what_broke(act: Leaning, said: str, part: Part) -> Leaning:
    """A fridge that hums or a back that aches is a need, unless words complain of us or of people."""
    is_needy = bool(part.firm) and part.firm <= NEEDY and not _HELPERS.search(lowered(said))
    if not is_needy or any(sign.act is A.COMPLAINT for sign in part.signs):
        return act
    moved = 0.7 * act.shares[A.COMPLAINT]
    shares = {**act.shares, A.COMPLAINT: act.shares[A.COMPLAINT] - moved, A.BOOK: act.shares[A.BOOK] + moved}
    return replace(act, shares=shares)


def _of_complaint(category: Leaning) -> Leaning:
    """«Сколько можно ждать ответа»: nobody complains of a fact that he wants to know, he complains of us."""
    shares = {**category.shares, C.INFORMATION: category.shares.get(C.INFORMATION, 0.0) * UNORDERED}
    return replace(category, shares=as_shares(shares))


def _of_a_sum(category: Leaning) -> Leaning:
    """«Переведите преподавателю 64 тыс.»: what is ordered is the payment, whoever is paid."""
    shares = {**category.shares, C.PAYMENT: category.shares.get(C.PAYMENT, 0.0) + 1.0}
    return replace(category, shares=as_shares(shares))


def _doubted(category: Leaning) -> Leaning:
    """Where the talk tells what it is about and no word of the part does, its own guess counts half."""
    return replace(category, shares=as_shares({value: math.sqrt(share) for value, share in category.shares.items()}))


def _lifted(category: Leaning, part: Part, around: Around) -> Leaning:
    """Firm words of the part count more than what surrounds it."""
    shares = dict(category.shares)
    for value in shares:
        if value in part.firm:
            shares[value] *= math.exp(FIRM)
        elif not part.firm:
            shares[value] *= math.exp(SURROUNDED * around.spoken_of.get(C(value), 0.0))
    return replace(category, shares=as_shares(shares))


def _answering(act: Leaning, said: str, part: Part, around: Around) -> Leaning:
    """An awaited answer is likelier an answer, what follows an arrangement is about it; bitter thanks are none."""
    shares = dict(act.shares)
    if part.firm and any(sign.act in ORDERS and sign.weight >= ORDERED for sign in part.signs):
        _lift(shares, {A.THANKS: UNORDERED, A.NONE: UNORDERED})  # thanks before an order are manners
    if len(said.split()) <= SHORT:
        _lift(shares, ANSWERS[around.awaited])
        if around.awaited in ASKED_FOR_YES and not part.firm and act.best == A.BOOK:
            _lift(shares, {A.BOOK: UNORDERED})  # «Оформляйте»: what we proposed, and nothing else
        if around.awaited is Awaited.DETAIL and not any(sign.act in ORDERS for sign in part.signs):
            _lift(shares, dict.fromkeys(ORDERS, UNORDERED))
    if around.is_arranged and (not part.firm or part.firm & around.spoken_of.keys()):
        _lift(shares, ARRANGED)
        if said.rstrip().endswith("?") and not any(sign.act is A.CHANGE for sign in part.signs):
            _lift(shares, {A.CHANGE: UNORDERED})
    if around.mood.label not in NEGATIVE and not any(sign.act is A.COMPLAINT for sign in part.signs):
        _lift(shares, {A.COMPLAINT: UNFELT})
    is_ordered = any(sign.act in ORDERS for sign in part.signs)
    if around.mood.label in PRAISING:
        _lift(shares, {A.COMPLAINT: UNORDERED})
        if not around.ahead and not is_ordered:
            _lift(shares, {A.THANKS: PRAISED})
    has_a_day = bool(part.firm) and part.holds_any(around.ahead)
    is_taste = part.holds_any(around.tastes)
    if is_taste and not (is_ordered or has_a_day or "?" in said):
        _lift(shares, {A.INFORM: TASTED})  # who tells what he eats and hates tells it to be known
    if not (around.is_arranged or around.spoken_of or any(sign.act is A.CHANGE for sign in part.signs)):
        _lift(shares, {A.CHANGE: UNFELT})  # nothing is known that could be changed
    if not is_ordered and not _may_order(said, part, around):
        _lift(shares, dict.fromkeys(COMMITS, TOLD))
    if around.mood.label in (Label.ANGRY, Label.IRRITATED):
        shares[A.COMPLAINT] += shares[A.THANKS]
        shares[A.THANKS] = 0.0
        for value in () if has_a_day else (A.INFORM, A.NONE):  # whoever is cross orders all the same
            shares[A.COMPLAINT] += shares[value] / 2
            shares[value] /= 2
    return replace(act, shares=as_shares(shares))


def _may_order(said: str, part: Part, around: Around) -> bool:
    """Does anything in it want something: an order, a need, a day to come, or words without a verb («роза жене»)?"""
    if part.firm & NEEDY or around.awaited is not Awaited.NOTHING or around.is_arranged:
        return True
    low = lowered(said)
    if _WANTING.search(low) or any(is_order(word) for word in tokens(said)):
        return True
    if part.firm and part.holds_any(around.ahead):
        return True
    return not (_STATING.search(low) or any(word.pos == "VERB" for word in tokens(said)))


def _lift(shares: dict[str, float], times: Mapping[Act, float]) -> None:
    for value, by in times.items():
        shares[value] = shares.get(value, 0.0) * by


def _together(category: Leaning, act: Leaning, *, is_awaited: bool) -> tuple[Leaning, Leaning]:
    """What asks something is about something; thanks are about nothing. Both fields are weighed as one."""
    alone = {a: share * _fits_nothing(a) for a, share in act.shares.items()}
    beside = {a: share * _fits_something(a, is_awaited=is_awaited) for a, share in act.shares.items()}
    nothing = category.shares.get(C.NONE, 0.0)
    something = sum(category.shares.values()) - nothing
    times = {True: sum(alone.values()), False: sum(beside.values())}
    categories = {c: share * times[c == C.NONE] for c, share in category.shares.items()}
    acts = {a: nothing * alone[a] + something * beside[a] for a in act.shares}
    return replace(category, shares=as_shares(categories)), replace(act, shares=as_shares(acts))


def _fits_nothing(act: str) -> float:
    return 1.0 if act in IDLE or act == A.COMPLAINT else 0.05


def _fits_something(act: str, *, is_awaited: bool) -> float:
    return 0.3 if act in IDLE and not is_awaited else 1.0


def _unsure(category: Leaning, act: Leaning, part: Part, around: Around) -> Leaning:
    """Where no word is firm and the models waver, it is something else: the best guess stands second.

    A question about nothing that we know is one for information.
    """
    best = category.best
    if part.firm or best == C.NONE or best in around.spoken_of or category.shares[best] >= KNOWN_ENOUGH:
        return category
    return replace(
        category,
        shares=as_shares(
            {**category.shares, C.INFORMATION if act.best == A.QUESTION else C.OTHER: category.shares[best] * 1.01}
        ),
    )


def _careful(act: Leaning) -> Leaning:
    """Where we are not sure that something shall be booked, changed or cancelled, the next best comes first."""
    if act.best not in COMMITS or act.shares[act.best] >= SURE_ENOUGH:
        return act
    committing = sum(act.shares.get(value, 0.0) for value in COMMITS)
    if committing >= SURE_ENOUGH:
        return act
    return replace(act, shares=as_shares({v: s * (0.5 if v in COMMITS else 1.0) for v, s in act.shares.items()}))
