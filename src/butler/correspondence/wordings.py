"""The house's own words for its letters: which stand, how they are changed, and how to go back.

A wording is never overwritten: a newer one replaces it, so that what was said a month ago can still be seen. Where
nobody has written one, the words in `language.drafting.DEFAULTS` serve.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from butler.correspondence.models import Template
from butler.ground import journal
from butler.language.drafting import DEFAULTS, Purpose, check
from butler.staff.models import Staff

LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Wording:
    """The words for one purpose in one language; `by` and `at` are None for the words of the code."""

    purpose: Purpose
    language: str
    text: str
    by: Staff | None = None
    at: datetime | None = None

    @property
    def is_own(self) -> bool:
        return self.by is not None


def wordings() -> list[Wording]:
    """Every purpose in every language, as it stands now; one query."""
    rows = Template.objects.filter(replaced_at__isnull=True, name="").select_related("by")
    own = {(row.purpose, row.language): row for row in rows}
    return [_wording(purpose, language, own) for purpose in Purpose for language in LANGUAGES]


def text_for(purpose: Purpose, language: str) -> str:
    """The house's own words; empty where those of the code serve."""
    row = Template.objects.filter(purpose=purpose, language=language, name="", replaced_at__isnull=True).first()
    return row.text if row else ""


@transaction.atomic
def change(purpose: Purpose, language: str, text: str, *, by: Staff, now: datetime) -> Template | None:
    """Other words from now on. Refuses with drafting.Mistake what cannot be used; None when nothing is changed."""
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    check(text)
    before = _standing(purpose, language)
    if text == (before.text if before else DEFAULTS[purpose, language]):
        return None
    _replace(before, now)
    row = Template.objects.create(purpose=purpose, language=language, text=text, by=by, at=now)
    journal.record("wording.changed", about=row, purpose=str(purpose), language=language)
    return row


@transaction.atomic
def back_to_the_first(purpose: Purpose, language: str, *, now: datetime) -> bool:
    """The words of the code serve again. False when they do already."""
    before = _standing(purpose, language)
    if before is None:
        return False
    _replace(before, now)
    journal.record("wording.left", about=before, purpose=str(purpose), language=language)
    return True


def _standing(purpose: Purpose, language: str) -> Template | None:
    rows = Template.objects.select_for_update().filter(purpose=purpose, language=language, name="")
    return rows.filter(replaced_at__isnull=True).first()


def _replace(row: Template | None, now: datetime) -> None:
    if row is not None:
        row.replaced_at = now
        row.save(update_fields=["replaced_at"])


def _wording(purpose: Purpose, language: str, own: dict[tuple[str, str], Template]) -> Wording:
    row = own.get((purpose, language))
    if row is None:
        return Wording(purpose, language, DEFAULTS[purpose, language])
    return Wording(purpose, language, row.text, row.by, row.at)
