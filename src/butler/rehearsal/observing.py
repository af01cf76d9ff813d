"""How the rows of the house stand just now, in the words of a scenario."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils import translation

from butler.bookings.models import Booking
from butler.briefs import access as briefs
from butler.briefs.access import BriefRead
from butler.briefs.models import Brief
from butler.correspondence.models import Letter
from butler.dossiers.models import Preference
from butler.foresight.models import Anticipation, Idea
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.rehearsal import words
from butler.rehearsal.building import PURPOSE
from butler.rehearsal.cast import Cast
from butler.rehearsal.people import is_to_network
from butler.rehearsal.record import Fields, Record
from butler.requests import access as requests
from butler.requests.models import ClientRequest, Merge, Task
from butler.sourcing import access as sourcing
from butler.sourcing.models import Offer
from butler.travel.models import Ride

Rows = dict[str, Fields]


def observe(cast: Cast, record: Record, *, now: datetime) -> None:
    """Lay down how everything stands."""
    with acting_for(PURPOSE):
        changed = 0
        for kind, look in LOOKS.items():
            changed += record.timeline.lay_down(kind, look(cast, now), at=now)
        if changed:
            _read_briefs(cast, record, now)


def read_briefs(cast: Cast, record: Record, *, now: datetime) -> None:
    """Read the page of each manager, whether or not a row has changed: time changes it too."""
    with acting_for(PURPOSE):
        _read_briefs(cast, record, now)


def _bookings(cast: Cast, now: datetime) -> Rows:
    given = {pk: name for name, pk in cast.bookings.items()}
    found = {}
    successors = _successors()
    for row in Booking.objects.select_related("organisation").order_by("asked_at", "pk"):
        if row.pk in cast.legs:
            continue
        after = successors.get(row.pk)
        found[str(row.pk)] = {
            "id": str(row.pk), "given": given.get(row.pk, ""), "client": cast.id_of_client(row.client_id),
            "kind": words.category(row.kind), "at": cast.id_of_house(row.organisation_id), "starts": row.starts_at,
            "ends": row.ends_at, "party": row.party_size,
            "state": "replaced" if after is not None else words.BOOKING_STATES[row.state],
            "by": cast.id_of_house(after.organisation_id) if after is not None else "",
            "is_proven": row.proven_by_id is not None,
            "is_due_proof": row.state == "confirmed" and not row.proven_by_id,
            "successor": str(after.pk) if after is not None else "", "fell_at": row.cancelled_at,
            "price": row.price and str(row.price), "currency": row.currency,
            "title": open_sealed(row, "title"),
        }  # fmt: skip
    return found


def _successors() -> dict[UUID, Booking]:
    """What stands in the place of a booking that fell: proven, for a spare that is only kept replaces nothing."""
    rows = Booking.objects.filter(replaces__isnull=False, state__in=("confirmed", "done")).select_related(
        "organisation"
    )
    return {row.replaces_id: row for row in rows.order_by("asked_at", "pk") if row.replaces_id is not None}


def _rides(cast: Cast, now: datetime) -> Rows:
    served = _served(cast)
    found = {}
    rows = Ride.objects.select_related("organisation", "contact", "from_house", "to_house")
    for row in rows.order_by("pick_up_at", "pk"):
        driver = row.organisation_id or (row.contact.organisation_id if row.contact else None)
        found[str(row.pk)] = {
            "booking": served.get(row.booking_id, ""), "driver": cast.id_of_house(driver), "at": row.pick_up_at,
            "from": "home" if row.from_home else cast.id_of_house(row.from_house_id),
            "to": cast.id_of_house(row.to_house_id), "ends": row.free_at,
            "state": RIDE_STATES.get(row.state, "requested"),
        }  # fmt: skip
    return found


def _served(cast: Cast) -> dict[UUID | None, str]:
    """Which booking of the file a ride to this one serves: a ride follows its booking to whatever replaces it."""
    found: dict[UUID | None, str] = {pk: name for name, pk in cast.bookings.items()}
    for pk, before in Booking.objects.filter(replaces__isnull=False).order_by("asked_at").values_list("pk", "replaces"):
        if before in found:
            found[pk] = found[before]
    return found


RIDE_STATES = {"confirmed": "confirmed", "cancelled": "cancelled", "declined": "cancelled"}


def _requests(cast: Cast, now: datetime) -> Rows:
    """What clients asked: what the house asks of itself (a recovery) has no message of theirs."""
    merged = set(Merge.objects.filter(apart_at__isnull=True).values_list("merged_id", flat=True))
    found = {}
    rows = ClientRequest.objects.exclude(pk__in=merged).order_by("opened_at", "pk")
    for row in rows:
        known = requests.details(row.pk)
        party = known.get("party", "")
        found[str(row.pk)] = {
            "client": cast.id_of_client(row.client_id), "category": words.category(row.category),
            "party": int(party) if party.isdecimal() else None, "when": row.happens_at, "state": row.state,
            "owner": cast.id_of_staff(row.owner_id), "due_at": row.due_at, "due_what": row.due_what,
            "is_asked": row.message_id is not None, "title": open_sealed(row, "title"),
        }  # fmt: skip
    return found


def _tasks(cast: Cast, now: datetime) -> Rows:
    given = {pk: name for name, pk in cast.tasks.items()}
    found = {}
    for row in Task.objects.order_by("asked_at", "pk"):
        stands = row.moved_to is not None and (row.moved_until is None or now < row.moved_until)
        quadrant = row.moved_to if stands else row.quadrant
        found[str(row.pk)] = {
            "given": given.get(row.pk, ""), "client": cast.id_of_client(row.client_id),
            "owner": cast.id_of_staff(row.owner_id), "title": open_sealed(row, "title"),
            "quadrant": words.QUADRANTS.get(quadrant or 0, ""), "due_at": row.due_at, "done_at": row.done_at,
        }  # fmt: skip
    return found


def _preferences(cast: Cast, now: datetime) -> Rows:
    found = {}
    for row in Preference.objects.order_by("noted_on", "pk"):
        found[str(row.pk)] = {
            "client": cast.id_of_client(row.client_id), "topic": cast.topics.get(row.pk, words.topic_path(row.topic)),
            "polarity": row.polarity, "scope": row.scope, "text": open_sealed(row, "value"),
            "confidence": row.confidence,
        }  # fmt: skip
    return found


def _anticipations(cast: Cast, now: datetime) -> Rows:
    found = {}
    ideas: dict[UUID, list[str]] = {}
    for idea in Idea.objects.select_related("organisation").order_by("anticipation", "rank", "pk"):
        house = f" ({idea.organisation.name})" if idea.organisation else ""
        ideas.setdefault(idea.anticipation_id, []).append(open_sealed(idea, "title") + house)
    for row in Anticipation.objects.select_related("occasion__person", "document").order_by("falls_on", "pk"):
        person = row.occasion.person if row.occasion else None
        found[str(row.pk)] = {
            "client": cast.id_of_client(row.client_id), "occasion": _occasion(row),
            "with": " ".join(filter(None, (open_sealed(person, "given_name"), open_sealed(person, "surname"))))
            if person
            else "",
            "ideas": ideas.get(row.pk, []), "falls_on": row.falls_on, "start_by": row.start_by, "state": row.state,
            "noticed_at": row.noticed_at,
        }  # fmt: skip
    return found


def _occasion(row: Anticipation) -> str:
    if row.document is not None:
        return words.PAPER_OCCASIONS.get(row.document.kind, "other")
    kinds = {ours: theirs for theirs, ours in reversed(words.OCCASIONS.items())}
    kind = row.occasion.kind if row.occasion else ""
    if kind == "other" and row.occasion:
        titles = {title: theirs for theirs, title in words.OCCASION_TITLES.items()}
        return titles.get(open_sealed(row.occasion, "title"), "other")
    return kinds.get(kind, "other")


def _approvals(cast: Cast, now: datetime) -> Rows:
    found = {}
    rows = Letter.objects.select_related("conversation").prefetch_related("approvals").order_by("drafted_at", "pk")
    for row in rows:
        answers = [one for one in row.approvals.all() if one.taken_back_at is None]
        kind = words.approval(row.purpose, is_network=is_to_network(row))
        if not kind or (not answers and row.state != Letter.State.WAITING):
            continue
        given = answers[0] if answers else None
        found[str(row.pk)] = {
            "kind": kind, "purpose": row.purpose, "client": cast.id_of_client(row.client_id),
            "asked_at": row.drafted_at,
            "given_at": given.given_at if given else None, "by": cast.id_of_staff(given.given_by_id) if given else "",
            "is_yes": given.is_yes if given else None, "state": row.state,
        }  # fmt: skip
    return found


def _spends(cast: Cast, now: datetime) -> Rows:
    """Offers that were taken, against what the client lets the house spend."""
    found = {}
    taken = Offer.objects.filter(accepted_at__isnull=False).select_related("operation").order_by("accepted_at", "pk")
    for row in taken:
        mandate = sourcing.mandate_for(row.operation, row.accepted_at or now)
        limit = mandate.limit if mandate is not None and mandate.currency == row.currency else None
        is_above = row.price is not None and (limit is None or row.price > limit)
        found[str(row.pk)] = {
            "client": cast.id_of_client(row.client_id), "price": row.price and str(row.price), "currency": row.currency,
            "limit": limit and str(limit), "under": row.accepted_under, "at": row.accepted_at, "is_above": is_above,
            "is_approved": row.yeses.exists() or row.accepted_under in ("client", "approval"), "state": row.state,
        }  # fmt: skip
    return found


LOOKS: dict[str, Callable[[Cast, datetime], Rows]] = {
    "bookings": _bookings, "rides": _rides, "requests": _requests, "tasks": _tasks, "preferences": _preferences,
    "anticipations": _anticipations, "approvals": _approvals, "spends": _spends,
}  # fmt: skip


def _read_briefs(cast: Cast, record: Record, now: datetime) -> None:
    """The morning page of each manager for this day, as it reads."""
    house = the_house()
    day = house.local(now).date()
    written = set(Brief.objects.filter(day=day).values_list("staff", flat=True))
    for who, person in cast.staff.items():
        if person.pk not in written:
            continue
        with translation.override(house.language):
            read = briefs.read_brief(person.pk, day, now=now)
            text = _page(read)
        known = [told for at, name, told in record.briefs if name == who]
        if not known or known[-1] != text:
            record.briefs.append((now, who, text))


def _page(brief: BriefRead) -> str:
    """The visible words of a brief."""
    lines = [brief.lede]
    for section in brief.sections:
        lines += [section.title] if section.lines else []
        for line in section.lines:
            lines.append(" ".join(filter(None, (line.time, line.text, line.detail, f"({line.client.name})"))))
    return "\n".join(lines)
