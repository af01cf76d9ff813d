"""Articles by right: one, the latest, what waits for a person."""

from django.db.models import Q, QuerySet

from butler.ground.refusals import NotHere
from butler.knowledge.models import Article, Version
from butler.knowledge.rules import Reader, may_read
from butler.staff.models import Role, Staff

SHOWN = 20


def reader(staff: Staff) -> Reader:
    """Who searches, as rules want to know it."""
    led = staff.leads.values_list("pk", flat=True)  # type: ignore[attr-defined]
    teams = tuple({*led, *([staff.team_id] if staff.team_id else [])})
    return Reader(staff.pk, teams, leads=staff.is_lead, sees_all_teams=staff.role == Role.OWNER)


def readable(who: Reader) -> QuerySet[Article]:
    """The articles this person may read."""
    return Article.objects.filter(_right(who), removed_at=None)


def _right(who: Reader) -> Q:
    """`rules.may_read`, asked of all rows at once."""
    teams = Q(scope="team") if who.sees_all_teams else Q(scope="team", team__in=who.teams)
    scopes = Q(scope="house") | teams | (Q(scope="leads") if who.leads else Q(pk__in=[]))
    return Q(is_proposed=False) & scopes | Q(author=who.staff_id)


def article(article_id: int, who: Reader) -> Article:
    """One article; NotHere where there is none for this person."""
    return _one(Article.objects.filter(removed_at=None), article_id, who)


def removed(article_id: int, who: Reader) -> Article:
    """One article, taken out or not; NotHere where there is none for this person."""
    return _one(Article.objects.all(), article_id, who)


def _one(rows: QuerySet[Article], article_id: int, who: Reader) -> Article:
    found = rows.select_related("author", "changed_by", "team").filter(pk=article_id).first()
    if found is None or not may_read(
        who, scope=found.scope, team_id=found.team_id, author_id=found.author_id, is_proposed=found.is_proposed
    ):
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
    return list(narrowed(readable(who).filter(is_proposed=False), kind, city).order_by("-changed_at", "-pk")[:SHOWN])


def proposed_to(who: Reader) -> list[Article]:
    """What the house proposes to this person as an article."""
    return list(Article.objects.filter(author=who.staff_id, is_proposed=True, removed_at=None).order_by("-pk")[:SHOWN])


def cities(who: Reader) -> list[str]:
    """Towns that something is known about."""
    return list(readable(who).exclude(city="").order_by("city").values_list("city", flat=True).distinct())


def narrowed(rows: QuerySet[Article], kind: str, city: str) -> QuerySet[Article]:
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(city=city) if city else rows
