"""The words of a search: their stems, how rare they are, and which articles hold them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from butler.knowledge import rules
from butler.knowledge.models import Article, Word
from butler.knowledge.rules import Term
from butler.language.forms import every_form
from butler.language.scanning import MOST, WORD
from butler.language.tokens import plain

LONGEST = 200  # signs that are looked for
LEAST_ALIKE = "0.2"  # of one
ALIKE = 60  # known words that are measured against an unknown one


def terms_of(words: str) -> list[Term]:
    """What to look for: each word by the stems of all its forms, else by what is written nearly so."""
    asked = _stems(words[:LONGEST])
    every = {stem for _, stems in asked for stem in stems}
    often: dict[str, int] = dict(Word.objects.filter(stem__in=every).values_list("stem", "articles"))
    total = _size()
    terms: list[Term] = []
    for own, stems in asked:
        known = {stem: often[stem] for stem in stems if stem in often}
        known, is_guess = (known, False) if known else (_guesses(own), True)
        if known:
            terms.append(rules.term(known, total=total, is_guess=is_guess))
    return terms


def _stems(words: str) -> list[tuple[str, list[str]]]:
    """For each word that says something: its own stem, and the stems of all its forms."""
    asked = list(dict.fromkeys(plain(word) for word in WORD.findall(words)))[:MOST]
    forms = [" ".join(every_form(word)) for word in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(knowledge_stems(word)), tsvector_to_array(knowledge_stems(forms))"
            " FROM unnest(%s::text[], %s::text[]) AS asked (word, forms)",
            [asked, forms],
        )
        return [(own[0], stems) for own, stems in cursor.fetchall() if own]


def _size() -> int:
    """About how many articles there are: the planner's number, for counting them takes longer than a search."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'knowledge_article'::regclass")
        return max(100, int(cursor.fetchone()[0]))


def _guesses(stem: str) -> dict[str, int]:
    """What is written nearly so. Two letters that changed places leave few threes of letters alike."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [LEAST_ALIKE])
    near = RawSQL("knowledge_letters(stem) %% knowledge_letters(%s)", [stem], output_field=BooleanField())
    likeness = RawSQL("similarity(knowledge_letters(stem), knowledge_letters(%s))", [stem], output_field=FloatField())
    alike = Word.objects.filter(near).annotate(likeness=likeness).order_by("-likeness")
    often = dict(alike.values_list("stem", "articles")[:ALIKE])
    return {one: often[one] for one in rules.meant(stem, often.items())}


def best(rows: QuerySet[Article], terms: Sequence[Term], limit: int) -> dict[int, float]:
    """The articles that hold the words, with what they are worth, the best first."""
    if not terms:
        return {}
    net = rules.net(terms)
    wanted = _all_of(net.all_of) if net.all_of else _any_of(net.any_of)
    caught = rows.filter(_holds(wanted)).order_by("-pk").values("pk")[: rules.FEW]
    weighed = Article.objects.filter(pk__in=caught).annotate(worth=_worth(terms)).order_by("-worth", "-pk")
    return dict(weighed.values_list("pk", "worth")[:limit])


def worth(articles: Sequence[int], terms: Sequence[Term]) -> dict[int, float]:
    """What these articles are worth by their words."""
    if not articles or not terms:
        return {}
    rows: Any = Article.objects.filter(pk__in=articles).annotate(worth=_worth(terms))
    return dict(rows.values_list("pk", "worth"))


def _holds(query: str) -> RawSQL:
    return RawSQL("knowledge_article.words @@ %s::tsquery", [query], output_field=BooleanField())


def _worth(terms: Sequence[Term]) -> RawSQL:
    """What an article is worth: the weight of every word it holds, and more for one in its title."""
    parts: list[str] = []
    values: list[str | float] = []
    for term in terms:
        for place, weight in (("", term.weight), (":A", term.weight * (rules.TITLE - 1))):
            parts.append("CASE WHEN knowledge_article.words @@ %s::tsquery THEN %s ELSE 0 END")
            values += [_any_of([term], place), weight]
    return RawSQL(" + ".join(parts), values, output_field=FloatField())  # noqa: S611 (its parts are ours)


def _all_of(terms: Sequence[Term]) -> str:
    return " & ".join(f"({_any_of([term])})" for term in terms)


def _any_of(terms: Sequence[Term], place: str = "") -> str:
    return " | ".join(_quoted(stem) + place for term in terms for stem in term.stems)


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
