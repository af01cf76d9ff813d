"""The morning on paper: plain text for a terminal, or everything as JSON with its sources."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from butler.briefs.access import BriefRead, DigestRead, Line, SectionRead
from butler.briefs.wording import language
from butler.ground.models import House
from butler.language import moments

WIDTH = 96
MARKS = {"risk": "!", "warn": "·", "wait": "·", "idea": "+", "ok": "✓", "off": "–"}


@dataclass(frozen=True)
class Printed:
    """A morning, read: every brief and every digest of one day."""

    house: House
    day: date
    briefs: list[BriefRead]
    digests: list[DigestRead]


def text(morning: Printed) -> str:
    """The whole morning, readable in a terminal."""
    return "\n".join([*_briefs(morning), *_digests(morning), ""])


def as_json(morning: Printed) -> dict[str, Any]:
    """Everything with its sources: rows by name and id, evidence, moments in ISO 8601."""
    return {
        "house": morning.house.name,
        "day": morning.day.isoformat(),
        "language": language(),
        "briefs": [_brief_json(brief) for brief in morning.briefs],
        "digests": [_digest_json(digest) for digest in morning.digests],
    }


def _briefs(morning: Printed) -> Iterator[str]:
    heading = f"{morning.house.name} — {moments.full_day(morning.day, language())}"
    yield from (heading, "=" * len(heading))
    for brief in morning.briefs:
        yield from ("", f"{brief.staff}", "-" * len(str(brief.staff)), *_wrapped(brief.lede, ""))
        for section in brief.sections:
            yield from _section(section)


def _section(section: SectionRead) -> Iterator[str]:
    if not section.lines:
        return
    yield from ("", f"  {section.title.upper()}")
    if section.code == "today":
        for client, lines in section.by_client:
            yield f"    {client.name}"
            for line in lines:
                yield from _wrapped(_line(line), "      ")
        return
    for line in section.lines:
        of_whom = f" ({line.client.name})" if line.is_of_one_client else ""
        yield from _wrapped(_line(line) + of_whom, "    ")


def _line(line: Line) -> str:
    time = f"{line.time} " if line.time and line.section in ("today", "risk") else ""
    detail = f" — {line.detail}" if line.detail else ""
    return f"{MARKS.get(line.severity, ' ')} {time}{line.text}{detail}"


def _digests(morning: Printed) -> Iterator[str]:
    count = len(morning.digests)
    heading = ngettext("%(count)s digest", "%(count)s digests", count) % {"count": count}
    yield from ("", heading, "=" * len(heading))
    for digest in morning.digests:
        yield from ("", f"{digest.client.name} · {_hour(digest)} · {digest.letter.state_name}")
        for paragraph in digest.text.split("\n"):
            yield from _wrapped(paragraph, "  | ", first="  | ") if paragraph else ["  |"]


def _hour(digest: DigestRead) -> str:
    """When it leaves, on the client's own clock."""
    return f"{moments.short_day(digest.day, language())}, {moments.clock(digest.sends_at, digest.client.tz)}"


def _wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    more = indent if first is not None else indent + ("  " if indent else "")
    return textwrap.wrap(
        text, WIDTH, initial_indent=first or indent, subsequent_indent=more, break_long_words=False
    ) or [indent.rstrip()]


def _brief_json(brief: BriefRead) -> dict[str, Any]:
    return {
        "staff": {"id": brief.staff.pk, "name": str(brief.staff), "email": brief.staff.email},
        "compiled_at": _iso(brief.compiled_at),
        "lede": brief.lede,
        "sections": {section.code: [_line_json(line) for line in section.lines] for section in brief.sections},
    }


def _line_json(line: Line) -> dict[str, Any]:
    sources = [{"about": line.about, "id": str(line.about_id)}]
    if line.other_id:
        sources.append({"about": line.other_about, "id": str(line.other_id)})
    return {
        "code": line.code,
        "client": {"id": str(line.client.id), "name": line.client.name},
        "text": line.text,
        "detail": line.detail,
        "time": line.time,
        "at": _iso(line.at),
        "severity": line.severity,
        "settled": line.is_settled,
        "sources": sources,
    }


def _digest_json(digest: DigestRead) -> dict[str, Any]:
    return {
        "id": str(digest.id),
        "client": {"id": str(digest.client.id), "name": digest.client.name},
        "day": digest.day.isoformat(),
        "language": digest.letter.language,
        "state": digest.letter.state,
        "sends_at": _iso(digest.sends_at),
        "subject": digest.letter.subject,
        "text": digest.text,
        "edited_by": str(digest.edited_by) if digest.edited_by else None,
        "lines": [
            {
                "rank": line.rank,
                "code": line.code,
                "booking": _text(line.booking_id),
                "evidence": _text(line.evidence_id),
                "occasion": _text(line.occasion_id),
            }
            for line in digest.lines
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _text(value: object) -> str | None:
    return str(value) if value else None


def steps() -> dict[str, str]:
    """What the steps of a morning are called while they run."""
    return {
        "calendars": gettext("reading calendars"),
        "foresight": gettext("looking ahead"),
        "bookings": gettext("checking what is proven"),
        "requests": gettext("placing tasks"),
        "digests": gettext("writing digests"),
        "briefs": gettext("compiling briefs"),
    }
