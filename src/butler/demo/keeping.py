"""The diaries of the demo house as sources of its calendars, read by the house's own reader."""

from butler.calendars import actions
from butler.calendars.models import Source
from butler.demo import diaries
from butler.demo.fortune import row_id
from butler.demo.rows import Span
from butler.demo.seals import Known
from butler.ground.acting import acting_for
from butler.ground.sealing import open_bytes

WITH_HOLIDAYS = ("olshanskaya", "tarasov", "gurevich", "eristov")


def keep(one: Known, span: Span, purpose: str) -> None:
    """Write or prolong this client's diary, and read it; each in a transaction of its own."""
    if not diaries.keeps_a_diary(one):
        return
    files = {"Личный календарь": diaries.diary(one, span.seed, span.founded_on, span.today)}
    if one.guest.key in WITH_HOLIDAYS:
        files["Праздники"] = diaries.holidays(range(span.founded_on.year, span.today.year + 2))
    for name, text in files.items():
        with acting_for(purpose):
            source = _source(one, span, name, text.encode())
        if source is not None:
            actions.refresh(source.pk, span.now)


def _source(one: Known, span: Span, name: str, ics: bytes) -> Source | None:
    """The source with its newest text; none when it is the same, or when somebody of the house took it away."""
    pk = row_id(span.seed, "diary", one.guest.key, name)
    source = Source.objects.filter(pk=pk).first()
    if source is None:
        if not span.is_first:
            return None
        return Source.objects.create(id=pk, client_id=one.id, kind="file", name=name, ics=ics, due_at=span.now)
    if open_bytes(source, "ics") == ics:
        return None
    source.ics = ics
    source.save(update_fields=["ics"])
    return source
