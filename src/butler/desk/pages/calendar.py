"""The calendar: two weeks of the house, of a client, with what clashes in sight."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from butler.bookings.access import bookings_between
from butler.bookings.models import State
from butler.calendars import access
from butler.desk.dates import day_asked, id_asked
from butler.desk.pages.day import MEANINGS
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.staff.views import staff_view

SPANS = {"day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True)
class Entry:
    """A line of a day."""

    client: Card
    title: str
    place: str
    starts: datetime
    ends: datetime | None
    is_all_day: bool
    meaning: str
    url: str
    there: datetime | None  # on the wall clock of the place, without a zone: templates would move it to the house's
    goes_on: bool  # began on an earlier day


@staff_view
def calendar(request: StaffRequest) -> HttpResponse:
    """GET /calendar/?day=&span=day|week|fortnight&client=: everybody's time, day by day."""
    house, now = the_house(), clock.now()
    today = now.astimezone(house.tz).date()
    first = day_asked(request.GET.get("day", "")) or today
    span = request.GET.get("span", "week")
    span = span if span in SPANS else "week"
    clients = cards()
    chosen = id_asked(request.GET.get("client", ""))
    shown = [chosen] if chosen in clients else list(clients)
    days = [first + timedelta(days=number) for number in range(SPANS[span])]
    entries = _entries(days, shown, clients, house.tz, now)
    sources = access.sources(client_id=chosen) if chosen in clients else access.sources()
    context = {
        "days": [(day, entries[day]) for day in days],
        "count": sum(not entry.goes_on for day in days for entry in entries[day]),
        "today": today,
        "first": first,
        "span": span,
        "spans": SPANS,
        "before": first - timedelta(days=SPANS[span]),
        "after": first + timedelta(days=SPANS[span]),
        "clients": clients,
        "chosen": clients.get(chosen) if chosen else None,
        "failing": [(clients.get(source.client_id), source) for source in sources if source.failed_at],
        "sources": sources,
    }
    return render(request, "desk/calendar.html", context)


def _entries(
    days: list[date], shown: Iterable[UUID], clients: dict[UUID, Card], home: ZoneInfo, now: datetime
) -> dict[date, list[Entry]]:
    start = datetime.combine(days[0], time.min, home)
    end = datetime.combine(days[-1] + timedelta(days=1), time.min, home)
    shown = list(shown)
    found: list[tuple[Any, str, str]] = [
        (card, MEANINGS.get(State(card.state), "wait"), reverse("desk:booking", args=[card.id]))
        for card in bookings_between(start, end, now=now, client_ids=shown)
    ]
    found += [(card, "off", "") for card in access.occurrences_between(start, end, client_ids=shown)]
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for card, meaning, url in found:
        if card.client_id in clients:
            _place(by_day, card, clients[card.client_id], meaning, url, days, home)
    for entries in by_day.values():
        entries.sort(key=lambda entry: (not entry.is_all_day, not entry.goes_on, entry.starts))
    return by_day


def _place(
    by_day: dict[date, list[Entry]],
    card: Any,
    client: Card,
    meaning: str,
    url: str,
    days: list[date],
    home: ZoneInfo,
) -> None:
    """Put a happening on every shown day that it touches."""
    is_all_day = getattr(card, "is_all_day", False)
    zone = ZoneInfo(card.zone)
    # A day without hours is the same day everywhere: it is not moved to another zone.
    starts = card.starts_at.astimezone(zone if is_all_day else home)
    ends = card.ends_at.astimezone(zone if is_all_day else home) if card.ends_at else None
    there = card.starts_at.astimezone(zone)
    differs = not is_all_day and there.utcoffset() != starts.utcoffset()
    last = (ends - timedelta(microseconds=1)).date() if ends and ends > starts else starts.date()
    for day in days:
        if starts.date() <= day <= last:
            by_day[day].append(
                Entry(
                    client=client,
                    title=card.title,
                    place=getattr(card, "where", None) or card.place,
                    starts=starts,
                    ends=ends,
                    is_all_day=is_all_day,
                    meaning=meaning,
                    url=url,
                    there=there.replace(tzinfo=None) if differs else None,
                    goes_on=day > starts.date(),
                )
            )


urls = [path("calendar/", calendar, name="calendar")]
