"""What the house learnt from its corrections, and when: counts and figures, no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from butler.reception.models import Correction, Lesson
from butler.staff.models import Staff

COUNTED = ("all", "new", "taught", "contradictory", "silent")
FIELDS: dict[str, str | Promise] = {
    "category": pgettext_lazy("lesson", "What it is about"),
    "act": pgettext_lazy("lesson", "What is wanted"),
    "mood": pgettext_lazy("lesson", "Mood"),
}


@dataclass(frozen=True)
class FieldCard:
    """One field of a lesson: how much was read rightly before and after (see `language.learnt.lessons.Figures`)."""

    name: str
    figures: Mapping[str, float]

    @property
    def is_kept(self) -> bool:
        return bool(self.figures["strength"])

    @property
    def said(self) -> str:
        """The figures in a sentence or two."""
        told = _("%(before)d of %(taught)d corrections were read rightly, now %(after)d.") % self.figures
        held_out = _("Other messages: %(held_out_before)d of %(held_out)d, now %(held_out_after)d.") % self.figures
        back = _("Of %(kept_back)d kept back to check: %(kept_back_before)d, now %(kept_back_after)d.") % self.figures
        refused = "" if self.is_kept else _("Left as it was: other messages would be read worse.")
        return " ".join(filter(None, (told, back if self.figures["kept_back"] else "", held_out, refused)))


@dataclass(frozen=True)
class LessonCard:
    """One lesson. `asked_by` is None for the night and for a command."""

    id: UUID
    state: str
    state_name: str
    asked_by: Staff | None
    asked_at: datetime
    finished_at: datetime | None
    is_in_force: bool
    is_of_the_night: bool
    counts: Mapping[str, int]
    fields: tuple[FieldCard, ...]


def lessons(most: int = 6) -> list[LessonCard]:
    """The latest first."""
    return [
        card_of(row) for row in Lesson.objects.select_related("asked_by").defer("weights").order_by("-asked_at")[:most]
    ]


def corrections_since(lesson: LessonCard | None) -> int:
    """How many corrections that this reader may see were made after a lesson."""
    rows = Correction.objects.filter(what__in=FIELDS, taken_back_at__isnull=True)
    return rows.filter(at__gt=lesson.finished_at).count() if lesson and lesson.finished_at else rows.count()


def card_of(row: Lesson) -> LessonCard:
    """A row as it is shown."""
    fields = tuple(FieldCard(str(FIELDS[name]), row.figures[name]) for name in FIELDS if name in row.figures)
    counts = {name: int(row.counts.get(name, 0)) for name in COUNTED}
    return LessonCard(
        row.pk, row.state, str(Lesson.State(row.state).label), row.asked_by, row.asked_at, row.finished_at,
        row.is_in_force, row.night is not None, counts, fields,
    )  # fmt: skip
