"""Reconfirmation in words: to whom, about what, in whose name. Nobody's name of the client's side goes along."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.bookings.models import Booking
from butler.correspondence import asking
from butler.correspondence.asking import Asks, Question
from butler.correspondence.models import Letter
from butler.correspondence.whose import Whose
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import moments, outreach
from butler.language.promised import promised
from butler.staff.models import Staff

ALIASES = "АБВГДЕЖЗИКЛМНПРСТФХЭЮЯ"
HOME_NUMBERS = ("+7", "8 ", "8(", "88", "89", "84")  # of those who are written to in the language of a Russian house
MOST_WISHES = 6


def send_reconfirmation(row: Booking, signed_by: Staff, *, now: datetime) -> Letter:
    """Ask once more; with a page. Refuses with asking.NoWay who cannot be written to."""
    about, wishes = matter(row, signed_by, now), wishes_of(row)
    words = outreach.reconfirmation(
        about, reference=reference_of(row), wishes=wishes, is_promised=bool(list(row.evidence.all()))
    )
    page = Asks("reconfirmation", _shows(row, about, wishes), row.starts_at)
    question = Question(
        row.client_id, Whose(organisation_id=row.organisation_id), "reconfirmation", words.body, words.subject,
        language=about.language, page=page,
    )  # fmt: skip
    return asking.ask(question, now=now)


def matter(row: Booking, signed_by: Staff, now: datetime) -> outreach.Matter:
    """The promise as its supplier knows it."""
    house, language = the_house(), language_to(row)
    return outreach.Matter(
        goal=goal_of(row, now, language), number=number_of(row.pk), sender=outreach.Sender(str(signed_by), house.name),
        now=now, zone=house.tz, language=language,
    )  # fmt: skip


def goal_of(row: Booking, now: datetime, language: str) -> str:
    """«стол на двоих, сегодня, 18 декабря, в 20:30», on the clock of the place."""
    there = ZoneInfo(row.zone)
    return promised(
        row.kind, at=row.starts_at.astimezone(there), party=row.party_size, today=now.astimezone(there).date(),
        language=language,
    )  # fmt: skip


def number_of(booking_id: UUID) -> str:
    """Our own number of a booking, the same in every letter: «Ф-4821»."""
    return f"{ALIASES[booking_id.int % len(ALIASES)]}-{booking_id.int // 97 % 9000 + 1000}"


def reference_of(row: Booking) -> str:
    """Their number, as they told it last; empty when they told none."""
    told = sorted(row.evidence.all(), key=lambda each: (each.received_at, each.pk), reverse=True)
    return next((number for each in told if (number := open_sealed(each, "reference"))), "")


def wishes_of(row: Booking) -> list[str]:
    """How it is wanted, the musts first."""
    lines = row.instructions.exclude(state="refused").order_by("-is_must", "pk")[:MOST_WISHES]
    return [open_sealed(line, "text") for line in lines]


def language_to(row: Booking) -> str:
    """In which language its supplier is written to: of the house, but for a telephone number abroad."""
    phone = row.organisation.phone if row.organisation else ""
    home = the_house().language
    return "en" if home == "ru" and phone and not phone.startswith(HOME_NUMBERS) else home


def _shows(row: Booking, about: outreach.Matter, wishes: list[str]) -> Mapping[str, Any]:
    return {
        "greeting": "", "goal": about.goal, "lines": wishes, "alias": about.number,
        "answer_by": moments.clock(row.starts_at, ZoneInfo(row.zone)), "signed": about.sender.person,
        "house": about.sender.house, "party": row.party_size,
    }  # fmt: skip
