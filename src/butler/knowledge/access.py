"""Reading what the house knows, by right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, FloatField, Q, QuerySet
from django.db.models.expressions import RawSQL

from butler.ground.refusals import NotHere
from butler.knowledge import rules
from butler.knowledge.headlines import headline
from butler.knowledge.models import Article, Version, Word
from butler.knowledge.rules import Reader, Term
from butler.language.forms import every_form
from butler.language.tokens import plain
from butler.staff.models import Role, Staff

SHOWN = 20
LONGEST = 200  # signs that are looked for
MOST = 12  # words
WORD = re.compile(r"\w+")
LEAST_ALIKE = "0.2"  # of one
ALIKE = 60  # known words that are measured against an unknown one


@dataclass(frozen=True)
class Found:
    """An article that was found: what it is worth, and its words as (text, was it looked for)."""

    article: Article
    worth: float
    words: tuple[tuple[str, bool], ...]


def reader(staff: Staff) -> Reader:
    """Who searches, as rules want to know it."""
    led = staff.leads.values_list("pk", flat=True)  # type: ignore[attr-defined]
    teams = tuple({*led, *([staff.team_id] if staff.team_id else [])})
    return Reader(staff.pk, teams, leads=staff.is_lead, sees_all_teams=staff.role == Role.OWNER)


def readable(who: Reader) -> QuerySet[Article]:
    """The articles this person may read."""
    return Article.objects.filter(_right(who), removed_at=None)


def _right(who: Reader) -> Q:
    teams = Q(scope="team") if who.sees_all_teams else Q(scope="team", team__in=who.teams)
    scopes = Q(scope="house") | teams | (Q(scope="leads") if who.leads else Q(pk__in=[]))
    return Q(is_proposed=False) & scopes | Q(author=who.staff_id)


def article(article_id: int, who: Reader) -> Article:
    """One article; NotHere where there is none for this person."""
    found = readable(who).select_related("author", "changed_by", "team").filter(pk=article_id).first()
    if found is None:
        raise NotHere
    return found


def removed(article_id: int, who: Reader) -> Article:
    """One article, taken out or not; NotHere where there is none for this person."""
    found = Article.objects.filter(_right(who), pk=article_id).first()
    if found is None:
        raise NotHere
    return found


def own(found: Article, staff_id: int) -> Article:
    """The article, if it was written by them or proposed to them; else NotHere."""
    if found.author_id != staff_id:
        raise NotHere
    return found


def versions(found: Article) -> list[Version]:
    """How it read before, the latest first."""
    return list(found.versions.select_related("changed_by").order_by("-changed_at", "-pk")[:SHOWN])


def latest(who: Reader, *, kind: str = "", city: str = "") -> list[Article]:
    """What was written or changed last."""
    return list(_narrowed(readable(who).filter(is_proposed=False), kind, city).order_by("-changed_at", "-pk")[:SHOWN])


def proposed_to(who: Reader) -> list[Article]:
    """What the house proposes to this person as an article."""
    return list(Article.objects.filter(author=who.staff_id, is_proposed=True, removed_at=None).order_by("-pk")[:SHOWN])


def cities(who: Reader) -> list[str]:
    """Towns that something is known about."""
    return list(readable(who).exclude(city="").order_by("city").values_list("city", flat=True).distinct())


def find(words: str, who: Reader, *, kind: str = "", city: str = "", limit: int = SHOWN) -> list[Found]:
    """Articles that hold any of the words in any of their forms, what is rare and what stands in titles first."""
    terms = _terms(words)
    if not terms:
        return []
    rows = _narrowed(readable(who).filter(is_proposed=False), kind, city)
    stems = [stem for term in terms for stem in term.stems]
    return [Found(row, row.worth, headline(row.text, stems)) for row in _best(rows, terms, limit)]


def _narrowed(rows: QuerySet[Article], kind: str, city: str) -> QuerySet[Article]:
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(city=city) if city else rows


def _terms(words: str) -> list[Term]:
    """What to look for: each word by the stems of all its forms, else by what is written nearly so."""
    asked = _stems(words[:LONGEST])
    every = {stem for _, stems in asked for stem in stems}
    often: dict[str, int] = dict(Word.objects.filter(stem__in=every).values_list("stem", "articles"))
    total = _size()
    terms = []
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


def _best(rows: QuerySet[Article], terms: Sequence[Term], limit: int) -> list[Any]:
    net = rules.net(terms)
    wanted = _all_of(net.all_of) if net.all_of else _any_of(net.any_of)
    caught = rows.filter(_holds(wanted)).order_by("-pk").values("pk")[: rules.FEW]
    best = Article.objects.filter(pk__in=caught).annotate(worth=_worth(terms)).order_by("-worth", "-changed_at", "-pk")
    return list(best.select_related("author")[:limit])


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
