"""Decisions about what is known: who may read, which word was meant, what a find is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import OSA

from butler.language.scanning import GUESSED, slips_in

TITLE = 1.6  # a word of the title weighs so much more than one of the text
NEAR = 0.12  # how near two sentences are that may have to do with each other; most are nearer to none
MEANING = 3.0  # what meaning weighs beside words
FEW = 3_000  # articles that are weighed one by one
MOST_AT_ONCE = 3  # frequent words that an article must hold together
MEANINGS = 2  # words that one slip of the pen is taken for


@dataclass(frozen=True)
class Reader:
    """Who searches: their teams, whether they lead, whether they see all teams."""

    staff_id: int
    teams: tuple[int, ...]
    leads: bool = False
    sees_all_teams: bool = False


@dataclass(frozen=True)
class Term:
    """A word that is looked for by the stems of its forms, in how many articles it occurs, and what it weighs."""

    stems: tuple[str, ...]
    articles: int
    weight: float


def may_read(reader: Reader, *, scope: str, team_id: int | None, author_id: int, is_proposed: bool) -> bool:
    """May they read it? What is only proposed is its author's."""
    if author_id == reader.staff_id:
        return True
    if is_proposed:
        return False
    if scope == "leads":
        return reader.leads
    return scope == "house" or reader.sees_all_teams or team_id in reader.teams


def meant(written: str, known: Iterable[tuple[str, int]]) -> list[str]:
    """Which of the known stems (with how often they occur) a word that nobody ever wrote may be: the nearest first."""
    slips = slips_in(written)
    if not slips:
        return []
    near = [(OSA.distance(written, stem, score_cutoff=slips), -often, stem) for stem, often in known]
    return [stem for far, _, stem in sorted(near) if far <= slips][:MEANINGS]


def term(found: dict[str, int], *, total: int, is_guess: bool = False) -> Term:
    """One word by the stems of its forms that occur."""
    articles = sum(found.values())
    return Term(tuple(sorted(found)), articles, (GUESSED if is_guess else 1) * rarity(articles, total))


def rarity(articles: int, total: int) -> float:
    """What a stem weighs that stands in so many of all articles."""
    return log(1 + max(total, articles) / max(articles, 1))


@dataclass(frozen=True)
class Net:
    """Which articles are weighed: those with any of these words; or, where all are frequent, with all of them."""

    any_of: tuple[Term, ...]
    all_of: tuple[Term, ...] = ()


def net(terms: Sequence[Term]) -> Net:
    """Cast for the rare words: a frequent one adds to what a rare one found, it finds nothing by itself."""
    rarest = sorted(terms, key=lambda term: term.articles)
    if rarest and rarest[0].articles > FEW:
        return Net(any_of=(), all_of=tuple(rarest[:MOST_AT_ONCE]))
    caught = 0
    any_of: list[Term] = []
    for one in rarest:
        caught += one.articles
        if any_of and caught > FEW:
            break
        any_of.append(one)
    return Net(any_of=tuple(any_of))


def possible(terms: Sequence[Term]) -> float:
    """What an article would be worth that holds every word in its title."""
    return TITLE * sum(term.weight for term in terms)


def marks(by_words: dict[int, float], near: dict[int, float], *, possible: float) -> dict[int, float]:
    """Words and meaning together, up to 1 + MEANING. A few weak words of many say less than their share.

    What holds none of the words must be NEAR.
    """
    found: dict[int, float] = {}
    for one in by_words.keys() | near.keys():
        share = by_words.get(one, 0.0) / possible if possible else 0.0
        means = max(0.0, near.get(one, 0.0))
        if share or means >= NEAR:
            found[one] = share**2 + MEANING * means
    return found
