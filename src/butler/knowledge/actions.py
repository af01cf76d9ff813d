"""Verbs on what the house knows: write, change, take out and bring back; take what was proposed."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from butler.ground import journal
from butler.ground.later import later
from butler.knowledge import senses
from butler.knowledge.models import Article, Scope, Sense, Version
from butler.staff.models import Staff

WRITTEN = ("kind", "title", "text", "city", "language", "scope", "source")
# In the order of stems: two who write at once must not wait for each other in a ring.
COUNT = """
INSERT INTO knowledge_word (stem, articles)
SELECT left(stem, 80), 1 FROM knowledge_article, unnest(tsvector_to_array(words)) AS stem
WHERE id = %s AND length(stem) <= 80 AND stem <> ALL (%s) ORDER BY stem
ON CONFLICT (stem) DO UPDATE SET articles = knowledge_word.articles + 1
"""
STEMS = "SELECT tsvector_to_array(words) FROM knowledge_article WHERE id = %s"


@transaction.atomic
def write(*, by: Staff, now: datetime, **fields: Any) -> Article:
    """A new article."""
    article = Article(author=by, written_at=now, changed_at=now, **fields)
    article.team_id = _readers_team(article, by)
    article.save()
    _count(article)
    journal.record("article.written", about=article)
    later("knowledge.sense")
    return article


@transaction.atomic
def change(article_id: int, *, by: Staff, now: datetime, **fields: Any) -> Article:
    """Other words for an article; how it read before is kept. What was proposed and is changed is taken."""
    article = Article.objects.select_for_update().get(pk=article_id)
    changed = [name for name in WRITTEN if name in fields and getattr(article, name) != fields[name]]
    if not changed and not article.is_proposed:
        return article
    Version.objects.create(article=article, title=article.title, text=article.text, changed_at=now, changed_by=by)
    before = _stems(article)
    for name in changed:
        setattr(article, name, fields[name])
    article.team_id = article.team_id or _readers_team(article, by)
    article.changed_at, article.changed_by, article.is_proposed = now, by, False
    article.sensed_at = None
    article.save(update_fields=[*changed, "team", "changed_at", "changed_by", "is_proposed", "sensed_at"])
    _count(article, but=before)
    journal.record("article.changed", about=article, fields=sorted(changed))
    later("knowledge.sense")
    return article


@transaction.atomic
def take_out(article_id: int, *, now: datetime) -> Article:
    """Nobody finds it any more, until it is brought back."""
    article = Article.objects.select_for_update().get(pk=article_id)
    if article.removed_at is None:
        article.removed_at = now
        article.save(update_fields=["removed_at"])
        journal.record("article.removed", about=article)
    return article


@transaction.atomic
def bring_back(article_id: int) -> Article:
    """Undo `take_out`."""
    article = Article.objects.select_for_update().get(pk=article_id)
    if article.removed_at is not None:
        article.removed_at = None
        article.save(update_fields=["removed_at"])
        journal.record("article.restored", about=article)
    return article


@transaction.atomic
def propose(*, to: Staff, origin: str, now: datetime, **fields: Any) -> Article | None:
    """An article made by the house from what went well, for a person to take or leave; once for each origin."""
    if Article.objects.filter(origin=origin).exists():
        return None
    article = Article.objects.create(
        author=to, written_at=now, changed_at=now, origin=origin, is_proposed=True, **fields
    )
    journal.record("article.proposed", about=article)
    return article


@transaction.atomic
def accept(article_id: int, *, by: Staff, now: datetime) -> Article:
    """What was proposed to them is known by the house now; twice is as good as once."""
    article = Article.objects.select_for_update().get(pk=article_id, author=by)
    if article.is_proposed:
        article.is_proposed, article.changed_at = False, now
        article.save(update_fields=["is_proposed", "changed_at"])
        _count(article)
        journal.record("article.accepted", about=article)
        later("knowledge.sense")
    return article


def sense(article_id: int, *, now: datetime) -> bool:
    """Take down what an article means, if that is not known yet. The model works outside the transaction."""
    article = Article.objects.filter(pk=article_id, sensed_at=None).first()
    if article is None:
        return False
    directions = [senses.of(piece) for piece in senses.pieces(article.title, article.text)]
    with transaction.atomic():
        as_read = Article.objects.select_for_update().filter(
            pk=article_id, sensed_at=None, changed_at=article.changed_at
        )
        if not as_read.exists():  # other words meanwhile
            return False
        Sense.objects.filter(article=article_id).delete()
        Sense.objects.bulk_create(
            Sense(article=article, vector=senses.kept(one), sketch=senses.sketch(one)) for one in directions
        )
        as_read.update(sensed_at=now)
    return True


def _readers_team(article: Article, by: Staff) -> int | None:
    return by.team_id if article.scope == Scope.TEAM else None


def _stems(article: Article) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [article.pk])
        return list(cursor.fetchone()[0])


def _count(article: Article, *, but: list[str] | None = None) -> None:
    """Count the words that the article has brought."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [article.pk, but or []])
