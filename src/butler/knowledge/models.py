"""What the house knows: articles, how they read before, the words that occur in them. In the clear, as the network."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST = 20_000  # signs of one article


class Kind(models.TextChoices):
    HOUSE = "house", pgettext_lazy("article", "how we do it")
    GUIDE = "guide", _("city guide")
    TRICK = "trick", pgettext_lazy("article", "trick")


class Scope(models.TextChoices):
    """Who may read it."""

    HOUSE = "house", pgettext_lazy("readers", "everybody")
    TEAM = "team", pgettext_lazy("readers", "the author's team")
    LEADS = "leads", pgettext_lazy("readers", "those who lead")


class Article(models.Model):
    """Something worth knowing twice. The column `words` is PostgreSQL's own and stands in the migration."""

    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=LONGEST)
    city = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=[("ru", "Русский"), ("en", "English")], default="ru")
    scope = models.CharField(max_length=6, choices=Scope.choices, default=Scope.HOUSE)
    team = models.ForeignKey("staff.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)  # who said so, or where it stands
    author = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    # Proposed by the house to its author, who takes it or leaves it
    is_proposed = models.BooleanField(default=False)
    origin = models.CharField(
        max_length=80, null=True, unique=True
    )  # the row that taught it: nothing is proposed twice
    removed_at = models.DateTimeField(null=True)
    sensed_at = models.DateTimeField(null=True)  # as of when its meaning is known

    class Meta:
        indexes = [
            models.Index(name="articles_by_change", fields=["-changed_at", "-id"]),
            models.Index(name="articles_to_be_sensed", fields=["id"], condition=Q(sensed_at=None, removed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(name="article_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="article_readers_are_known", condition=Q(scope__in=Scope.values)),
            models.CheckConstraint(
                name="article_changes_after_it_is_written", condition=Q(changed_at__gte=F("written_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """How an article read until somebody changed it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=160)
    text = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")


class Word(models.Model):
    """A stem that occurs, and in how many articles: rare words weigh more, slips of the pen are measured by them."""

    stem = models.CharField(max_length=80, primary_key=True)
    articles = models.PositiveIntegerField(default=0)


class Sense(models.Model):
    """What a piece of an article means: a direction, and its sketch. Never changed: other words are another piece."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="senses")
    vector = models.BinaryField()
    sketch = models.BinaryField()
