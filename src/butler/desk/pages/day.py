"""The day: where can it break, who needs me first, what can we offer before being asked?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from butler.bookings.access import BookingCard, bookings_between
from butler.bookings.models import State
from butler.briefs import access as briefs
from butler.briefs.models import BriefLine
from butler.calendars import access as calendars
from butler.desk import toasts
from butler.desk.addresses import address_of
from butler.desk.dates import day_asked
from butler.desk.lanes import Happening, lanes, now_at
from butler.desk.needs import mine_of, of_brief
from butler.desk.pages import needs, plan
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.foresight import access as foresight
from butler.foresight import actions as foreseen
from butler.foresight.models import Anticipation
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.requests import access as requests
from butler.staff.models import Staff
from butler.staff.views import staff_view

SHOWN_LANES, SHOWN, SHOWN_DIGESTS = 12, 6, 6
DAWN, NOON, DUSK = time(4), time(12), time(17)
MEANINGS = {State.CONFIRMED: "ok", State.UNPROVEN: "warn", State.HELD: "wait", State.WANTED: "wait", State.DONE: "off"}
Section = BriefLine.Section
READ = (Section.OVERNIGHT, Section.DECIDE, Section.RISK)  # today and what is ahead are drawn from the rows themselves


@dataclass(frozen=True)
class Night:
    """A line of "overnight": what, about whom, when, and where it is seen."""

    line: briefs.Line
    url: str


@dataclass(frozen=True)
class Mate:
    """A colleague of the shift and how full their day is."""

    staff: Staff
    is_me: bool
    minutes: int
    of: int
    is_known: bool  # all of their work is seen by whoever reads: a sum over some of it would mislead

    @property
    def load(self) -> int:
        return min(100, self.minutes * 100 // self.of) if self.of else 0

    @property
    def meaning(self) -> str:
        return "risk" if self.load >= 95 else "warn" if self.load >= 75 else "ok"

    @property
    def hours(self) -> str:
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


@staff_view
def day(request: StaffRequest) -> HttpResponse:
    """GET /: the morning page of the one who reads; ?day=2026-11-25 shows another day."""
    house, now = the_house(), clock.now()
    today = now.astimezone(house.tz).date()
    shown = day_asked(request.GET.get("day", "")) or today
    clients = cards()
    brief = briefs.read_brief(request.user.pk, shown, now=now, sections=READ, clients=clients)
    mine = mine_of(request.user, clients, needs.handed_of(request).covered)
    happenings = _happenings(mine, shown, house, now)
    placed = lanes(happenings, list(mine), shown, house.tz)
    is_today = shown == today
    tasks = requests.open_tasks(now=now, owners=[request.user.pk]) if is_today else []
    waits = needs.queue(request, clients=clients, brief=brief, tasks=tasks) if is_today else _as_it_was(brief)
    overnight = [_need(line) for line in brief.section(Section.OVERNIGHT).lines]
    ahead = _foreseen(mine, shown)
    digests = briefs.digests_for(request.user.pk, shown, clients=clients)
    context = {
        "house": house,
        "now": now,
        "shown": shown,
        "is_today": is_today,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "greeting": _greeting(now.astimezone(house.tz).time()),
        "brief": brief,
        "lanes": [(mine[lane.client_id], lane) for lane in placed[:SHOWN_LANES]],
        "more_lanes": max(0, len(placed) - SHOWN_LANES),
        "hours": range(8, 22),
        "now_at": now_at(now, house.tz) if is_today else "",
        "counts": {
            "clients": len(placed),
            "events": len(happenings),
            "overnight": len(overnight),
            "foreseen": len(ahead),
        },
        "overnight": overnight[:SHOWN],
        "more_overnight": overnight[SHOWN:],
        "foreseen": ahead[:SHOWN],
        "more_foreseen": ahead[SHOWN:],
        "leads_clients": any(card.led_by_id == request.user.pk for card in clients.values()),
        "digests": digests,
        "waiting": [digest for digest in digests if digest.is_waiting][:SHOWN_DIGESTS],
        "team": _team(request.user, now, house),
    }
    ahead_of_me = plan.my_day(request, clients=clients, tasks=tasks) if is_today else {}
    return render(request, "desk/day.html", waits | context | ahead_of_me)


@require_POST
@staff_view
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /ahead/<id>/take/: somebody takes it on, with the idea that was chosen (if any)."""
    chosen = request.POST.get("idea", "")
    try:
        idea = UUID(chosen) if chosen else None
    except ValueError:
        raise NotHere from None
    task = foreseen.take(pk, by=request.user, now=clock.now(), idea_id=idea)
    toasts.said(request, _("Taken on: it is a task in the matrix now."))
    return redirect("desk:task", task.pk)


@require_POST
@staff_view
def dismiss(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /ahead/<id>/dismiss/: not this time."""
    foreseen.dismiss(pk, by=request.user, now=clock.now())
    toasts.said(request, _("Put aside: it will not be proposed again for this date."))
    return redirect(reverse("desk:day") + "#ideas")


def _greeting(at: time) -> Any:
    if at < DAWN:
        return gettext_lazy("Good night")
    if at < NOON:
        return gettext_lazy("Good morning")
    if at < DUSK:
        return gettext_lazy("Good afternoon")
    return gettext_lazy("Good evening")


def _happenings(mine: dict[UUID, Card], shown: date, house: House, now: datetime) -> list[Happening]:
    start = datetime.combine(shown, time.min, house.tz)
    end = datetime.combine(shown + timedelta(days=1), time.min, house.tz)
    booked = [_of_booking(card) for card in bookings_between(start, end, now=now, client_ids=list(mine), wishes=False)]
    noted = [_of_occurrence(found) for found in calendars.occurrences_between(start, end, client_ids=list(mine))]
    return [*booked, *noted]


def _of_booking(card: BookingCard) -> Happening:
    meaning = MEANINGS.get(State(card.state), "wait")
    url = reverse("desk:booking", args=[card.id])
    return Happening(card.client_id, card.title, card.starts_at, card.ends_at, card.zone, meaning, url)


def _of_occurrence(found: Any) -> Happening:
    url = f"{reverse('desk:calendar')}?day={found.starts_at:%Y-%m-%d}"
    return Happening(
        found.client_id, found.title, found.starts_at, found.ends_at, found.zone, "off", url, found.is_all_day
    )


def _as_it_was(brief: briefs.BriefRead) -> dict[str, Any]:
    """The queue of another day: what its morning found, without acts."""
    found = list(of_brief(brief))
    return {"needs": found[:SHOWN], "more_needs": found[SHOWN:], "count_needs": len(found)}


def _need(line: briefs.Line) -> Night:
    return Night(line, address_of(line.about, line.about_id, line.client.id))


def _foreseen(mine: dict[UUID, Card], shown: date) -> list[tuple[Card, foresight.AnticipationCard, int]]:
    """What is proposed for these clients, the soonest first, with the days that are left from the day shown."""
    proposed = foresight.anticipations(state=Anticipation.State.PROPOSED, until=shown + timedelta(days=14))
    own = [card for card in proposed if card.client_id in mine and card.falls_on >= shown]
    return [
        (mine[card.client_id], card, (card.falls_on - shown).days)
        for card in sorted(own, key=lambda card: card.falls_on)
    ]


def _team(me: Staff, now: datetime, house: House) -> list[Mate]:
    """The colleagues of one's team with the work that is open for today."""
    midnight = datetime.combine(now.astimezone(house.tz).date() + timedelta(days=1), time.min, house.tz)
    open_today = Q(tasks__done_at__isnull=True) & (Q(tasks__quadrant=1) | Q(tasks__due_at__lt=midnight))
    people = Staff.objects.filter(is_active=True).filter(Q(pk=me.pk) | Q(team__isnull=False, team=me.team_id))
    people = people.filter(role__in=("concierge", "lead")) | Staff.objects.filter(pk=me.pk)
    loads = people.distinct().annotate(work=Sum("tasks__effort_minutes", filter=open_today)).order_by("surname", "pk")
    mates = [
        Mate(person, person.pk == me.pk, person.work or 0, _shift(person), is_known=me.is_lead or person.pk == me.pk)
        for person in loads
    ]
    return sorted(mates, key=lambda mate: not mate.is_me)


def _shift(person: Staff) -> int:
    start, end = (at.hour * 60 + at.minute for at in (person.shift_from, person.shift_to))
    return (end - start) % (24 * 60) or 24 * 60


urls = [
    path("", day, name="day"),
    path("ahead/<uuid:pk>/take/", take, name="ahead_take"),
    path("ahead/<uuid:pk>/dismiss/", dismiss, name="ahead_dismiss"),
]
