"""Who of the house must do something about a promise: the owner telephones, a lead hears of silence."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from butler.assurance import letters
from butler.bookings.models import Booking
from butler.ground.house import the_house
from butler.requests import access, actions
from butler.requests.models import Category, Means, Task
from butler.staff.models import Role, Staff


def owner_of(row: Booking, *, now: datetime) -> Staff:
    """Whoever owns the request it was made for, while they may open the dossier; else the client's heir or leader."""
    asked = row.client_request
    if asked is not None and access.may_own(row.client_id, now=now).filter(pk=asked.owner_id).exists():
        return asked.owner
    return access.heir(row.client, now=now) or row.client.led_by


def lead_of(row: Booking, *, now: datetime) -> Staff:
    """The lead of the owner's team, the owner of the house, or the owner of the booking where there is nobody else."""
    owner = owner_of(row, now=now)
    able = access.may_own(row.client_id, now=now)
    team_lead = owner.team.lead if owner.team is not None else None
    if team_lead is not None and able.filter(pk=team_lead.pk).exists():
        return team_lead
    return able.filter(role=Role.LEAD).order_by("pk").first() or owner


def call_task(row: Booking, *, until: datetime, now: datetime) -> Task:
    """Somebody telephones the supplier: whom, what to say, until when."""
    with translation.override(the_house().language):
        title = _("Call %(who)s: %(what)s") % {"who": row.organisation, "what": _what(row, now)}
    whom = {"organisation": row.organisation, "means": Means.CALL}
    return _add(row, title, _script(row, now), owner_of(row, now=now), until=until, now=now, **whom)


def alarm(row: Booking, spares: list[str], until: datetime, *, now: datetime) -> Task:
    """A lead hears: nobody has confirmed it, there is hardly time for another place; `spares` are of equal class."""
    with translation.override(the_house().language):
        title = _("Nobody confirms %(who)s: %(what)s. Another place is needed.") % {
            "who": row.organisation, "what": _what(row, now),
        }  # fmt: skip
        known = _("Of equal class: %(houses)s") % {"houses": ", ".join(spares)} if spares else ""
    detail = "\n".join(filter(None, [known, _script(row, now)]))
    return _add(row, title, detail, lead_of(row, now=now), until=until, now=now)


def _add(row: Booking, title: str, detail: str, owner: Staff, *, until: datetime, now: datetime, **more: Any) -> Task:
    category = row.kind if row.kind in Category.values else Category.OTHER
    return actions.add_task(
        row.client, title=title, category=category, owner=owner, now=now, detail=detail,
        client_request=row.client_request, due_at=max(until, now), no_return_at=row.starts_at, effort_minutes=5,
        cost_of_failure=min(row.importance, 3), is_promised=True, **more,
    )  # fmt: skip


def _what(row: Booking, now: datetime) -> str:
    return letters.goal_of(row, now, the_house().language)


def _script(row: Booking, now: datetime) -> str:
    """The telephone, then what to say."""
    house = the_house()
    with translation.override(house.language):
        number = letters.reference_of(row)
        said = _("%(house)s. We have a booking: %(what)s. Does it stand? Who says so?") % {
            "house": house.name, "what": _what(row, now),
        }  # fmt: skip
        lines = [row.organisation.phone if row.organisation else "", said]
        lines.append(_("Their number: %(number)s") % {"number": number} if number else "")
        lines.append(_("Ours: %(number)s") % {"number": letters.number_of(row.pk)})
        if wishes := letters.wishes_of(row):
            lines.append(_("Ask for: %(wishes)s") % {"wishes": "; ".join(wishes)})
    return "\n".join(filter(None, lines))
