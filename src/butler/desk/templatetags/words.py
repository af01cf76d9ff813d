"""Moments, lengths and reasons in the reader's words, on the clock of the house. {% load words %}."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from butler.desk.letter_words import doubt_of, trouble_of, unread_of
from butler.desk.templatetags.house import nb
from butler.ground import clock
from butler.ground.house import the_house
from butler.language import moments
from butler.requests.models import ClockKind
from butler.requests.rules import URGENCY_CODES, Reason, Why
from butler.requests.rules.moved import Cause
from butler.requests.rules.planned import Because
from butler.requests.rules.planned import Reason as PlanReason
from butler.requests.rules.points import Point

register = template.Library()

COUNTED_DOWN = timedelta(hours=24)
COUNTED_IN_DAYS = timedelta(hours=48)


@register.filter
def spent(minutes: int | timedelta) -> str:
    """{{ 90|spent }}: 1 ч 30 мин."""
    return moments.length(minutes if isinstance(minutes, timedelta) else timedelta(minutes=minutes), _language())


@register.filter
def doubt(code: str) -> str:
    """Why a sender is not proven: {{ said.proof_why|doubt }}."""
    return nb(doubt_of(code))


@register.filter
def unread(code: str) -> str:
    """Why a message cannot be read: {{ one.why|unread }}."""
    return nb(unread_of(code))


@register.filter
def trouble(code: str) -> str:
    """Why a letter has not left: {{ letter.why|trouble }}."""
    return nb(trouble_of(code))


@register.filter(expects_localtime=True)
def short_date(when: date) -> str:
    """For tight cells: 28 ноя, 28 Nov."""
    said = date_format(when, "j b")
    return said if _language() == "ru" else said.title()


@register.filter
def clockwise(minutes: int) -> str:
    """{{ 90|clockwise }}: 1:30, for tight cells."""
    return f"{minutes // 60}:{minutes % 60:02}"


@register.simple_tag(takes_context=True)
def clock_of(context: dict, moment: datetime) -> str:
    """16:00 on the clock of the house."""
    return moments.clock(moment, _zone(context))


@register.simple_tag(takes_context=True)
def clock_there(context: dict, moment: datetime, place: tzinfo) -> str:
    """The time on the clock of a place, and at home where it differs: 9:50 (3:50 дома)."""
    return moments.clock_with_home(moment, place, _zone(context), _language())


@register.simple_tag(takes_context=True)
def day_there(context: dict, moment: datetime, place: tzinfo) -> str:
    """The day at a place, seen from the house's today: завтра, в субботу, 28 ноября."""
    today = _now(context).astimezone(_zone(context)).date()
    return moments.day_seen_from(moment.astimezone(place).date(), today, _language())


@register.simple_tag(takes_context=True)
def day_of(context: dict, moment: datetime) -> str:
    """сегодня, завтра, в субботу, 28 ноября."""
    return day_there(context, moment, _zone(context))


@register.simple_tag(takes_context=True)
def moment(context: dict, moment: datetime) -> str:
    """16:00 for today, else with a day that stands after any preposition: завтра, 16:00; 28 ноября, 16:00."""
    time, zone = clock_of(context, moment), _zone(context)
    day, today = moment.astimezone(zone).date(), _now(context).astimezone(zone).date()
    if day == today:
        return time
    if abs((day - today).days) == 1:
        return f"{day_of(context, moment)}, {time}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{moments.day(day, _language())}{year}, {time}"


@register.simple_tag
def clock_at(moment: datetime, place: tzinfo) -> str:
    """The time on the clock of a place."""
    return moments.clock(moment, place)


@register.simple_tag(takes_context=True)
def clock_at_home(context: dict, moment: datetime, place: tzinfo) -> str:
    """The time at home where it differs from that of the place: 3:50 дома, пн 19:18 дома; else nothing."""
    here, home = moment.astimezone(place), moment.astimezone(_zone(context))
    if here.utcoffset() == home.utcoffset():
        return ""
    time = moments.clock(moment, _zone(context))
    if here.date() != home.date():
        time = f"{moments.SHORT_WEEKDAYS[_language()][home.weekday()]} {time}"
    return _("%(time)s at home") % {"time": time}


@register.simple_tag(takes_context=True)
def soon(context: dict, moment: datetime) -> str:
    """For tags: 16:00 today, завтра 9:00, else чт 26."""
    zone = _zone(context)
    days = (moment.astimezone(zone).date() - _now(context).astimezone(zone).date()).days
    if days == 0:
        return clock_of(context, moment)
    if abs(days) == 1:
        return f"{day_of(context, moment)}, {clock_of(context, moment)}"
    local = moment.astimezone(zone).date()
    return moments.short_day(local, _language()) if 0 < days < 7 else moments.day(local, _language())


@register.simple_tag(takes_context=True)
def by(context: dict, moment: datetime) -> str:
    """A date in a tag: до 16:00 today, else завтра, 9:00, or чт 26."""
    when = soon(context, moment)
    return _("by %(when)s") % {"when": when} if _is_today(context, moment) else when


@register.simple_tag(takes_context=True)
def left_to(context: dict, moment: datetime) -> str:
    """How long it is until then on the wall: 3 ч 20 мин, beyond two days in days; nothing once it has come."""
    left = max(moment - _now(context), timedelta(0))
    if left >= COUNTED_IN_DAYS:
        days = left.days
        return nb(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    return moments.length(left, _language())


@register.simple_tag(takes_context=True)
def urgent_from(context: dict, moment: datetime) -> str:
    """срочно с 13:40 today, else срочно станет: чт 26."""
    time = clock_of(context, moment)
    if _is_today(context, moment):
        return _("urgent from %(when)s") % {"when": time}
    local, today = moment.astimezone(_zone(context)).date(), _now(context).astimezone(_zone(context)).date()
    is_near = 0 < (local - today).days < 7
    day = moments.short_day(local, _language()) if is_near else moments.day(local, _language())
    return _("will be urgent: %(when)s") % {"when": f"{day}, {time}"}


@register.simple_tag(takes_context=True)
def say(context: dict, reason: Reason) -> str:
    """One reason of a score, in words."""
    return nb(_say(context, reason))


@register.simple_tag(takes_context=True)
def why_urgent(context: dict, reasons: tuple[Reason, ...]) -> str:
    """The reasons for the urgency, in one line."""
    return ", ".join(say(context, reason) for reason in reasons if reason.code in URGENCY_CODES)


@register.simple_tag(takes_context=True)
def why_important(context: dict, reasons: tuple[Reason, ...]) -> str:
    """The reasons for the importance, in one line."""
    return ", ".join(say(context, reason) for reason in reasons if reason.code not in URGENCY_CODES)


@register.simple_tag(takes_context=True)
def why_first(context: dict, reasons: tuple[Reason, ...]) -> str:
    """The first reason of each kind: what the tray says."""
    urgent = [reason for reason in reasons if reason.code in URGENCY_CODES][:1]
    important = [reason for reason in reasons if reason.code not in URGENCY_CODES][:1]
    return ", ".join(say(context, reason) for reason in (*urgent, *important))


@register.simple_tag(takes_context=True)
def say_plan(context: dict, reason: PlanReason) -> str:
    """Why work stands in the plan of the day where it stands, or does not fit."""
    numbers = {
        "at": moment(context, reason.at) if reason.at else "",
        "length": spent(reason.minutes) if reason.minutes else "",
    }
    return nb(PLANNED()[reason.code] % numbers)


def PLANNED() -> dict[str, str]:
    return {
        Because.MUST_START: _("begins at %(at)s"),
        Because.UNDER_WAY: _("under way since %(at)s"),
        Because.NO_RETURN: _("must be over before %(at)s"),
        Because.PROMISED: _("promised by %(at)s"),
        Because.LATE: _("later than promised: %(at)s"),
        Because.BY_PHONE: _("they answer from %(at)s"),
        Because.IN_HOURS: _("open from %(at)s"),
        Because.ON_THE_WAY: _("%(length)s on the way"),
        Because.A_PART: _("a part of %(length)s"),
        Because.WEIGHT: _("in its place by weight"),
        Because.GONE: _("the point of no return passed: %(at)s"),
        Because.TAKEN: _("its hour is taken: %(at)s"),
        Because.NO_CALL: _("nobody answers there while we work"),
        Because.CLOSED: _("closed while we work"),
        Because.NO_STRETCH: _("no free stretch long enough"),
        Because.FULL: _("the day is full: %(length)s are missing"),
        Because.NO_SHIFT: _("the shift is over"),
        Because.ANOTHER_DAY: _("begins after the shift: %(at)s"),
    }


@register.simple_tag(takes_context=True)
def say_moved(context: dict, change: Any) -> str:
    """Where a task of the day moved and why: сдвинуто на 15:20 (было 14:30): в 14:30 добавилась встреча."""
    words = {
        "at": clock_of(context, change.at) if change.at else "",
        "length": spent(change.minutes) if change.minutes else "",
        "what": f"«{change.because_of.title}»" if change.because_of else _("another task"),
        "was": clock_of(context, change.was),
        "to": clock_of(context, change.to) if change.to else "",
    }
    where = _("moved to %(to)s (it was %(was)s)") if change.to else _("fits today no more (it was %(was)s)")
    why = MOVED()[change.cause]
    return nb(f"{where % words}: {why % words}")


def MOVED() -> dict[str, str]:
    return {
        Cause.MEETING: _("a meeting at %(at)s"),
        Cause.BREAK: _("a break at %(at)s"),
        Cause.AWAY: _("you are away from %(at)s"),
        Cause.HOURS: _("the hours of work are others"),
        Cause.NEW: _("new at %(at)s is %(what)s"),
        Cause.SOONER: _("%(what)s is done sooner, at %(at)s"),
        Cause.NOT_DONE: _("%(what)s is not done yet and takes its time from %(at)s"),
        Cause.PASSED: _("its hour has passed"),
        Cause.PHONE: _("they answer at other hours"),
        Cause.OWN_HOUR: _("it begins exactly at %(at)s"),
        Cause.DEADLINE: _("it must be ready by %(at)s"),
        Cause.WEIGHT: _("it weighs more now than what stood before it"),
        Cause.LONGER: _("it takes %(length)s now"),
        Cause.WAY: _("the way takes %(length)s"),
        Cause.NO_ROOM: _("there is no room at its hour"),
    }


def _say(context: dict, reason: Reason) -> str:
    if reason.code == Why.COST:
        return COSTS()[reason.number or 0]
    if reason.at is None:
        return PLAIN()[reason.code]
    words = {"time": clock_of(context, reason.at), "effort": spent(reason.number or 0), "clock": _clock(reason)}
    left = reason.at - _now(context)
    if reason.code == Why.NO_RETURN and left < COUNTED_DOWN:
        said = LEFT_TO().get(reason.kind) or _("%(left)s to the point of no return")
        return said % {"left": moments.length(left, _language())}
    if reason.code == Why.NO_RETURN and reason.kind in POINTS():
        words |= {"point": POINTS()[reason.kind], "day": day_of(context, reason.at)}
        return (
            _("%(point)s at %(time)s") if _is_today(context, reason.at) else _("%(point)s %(day)s at %(time)s")
        ) % words
    if _is_today(context, reason.at):
        return TODAY()[reason.code] % words
    return ANOTHER_DAY()[reason.code] % (words | {"day": day_of(context, reason.at)})


def _clock(reason: Reason) -> str:
    return str(ClockKind(reason.kind).label) if reason.code in (Why.CLOCK, Why.RAN_OUT) else ""


def LEFT_TO() -> dict[str, str]:
    return {
        Point.CURTAIN: _("%(left)s to the curtain"),
        Point.DEPARTURE: _("%(left)s to departure"),
        Point.SHOP: _("the shop closes in %(left)s"),
        Point.FREE: _("free cancellation ends in %(left)s"),
    }


def POINTS() -> dict[str, str]:
    return {
        Point.CURTAIN: _("the curtain rises"),
        Point.DEPARTURE: _("it departs"),
        Point.SHOP: _("the shop closes"),
        Point.FREE: _("free cancellation ends"),
    }


def PLAIN() -> dict[str, str]:
    return {
        Why.NO_DATE: _("no date"),
        Why.KEY_CLIENT: _("key client"),
        Why.OCCASION: _("for a great day"),
        Why.PROMISE: _("a promise was given"),
    }


def COSTS() -> list[str]:
    return [
        _("nothing is lost"),
        _("easily made good"),
        _("a slip costs dearly"),
        _("cannot be made good"),
    ]


def TODAY() -> dict[str, str]:
    return {
        Why.NO_RETURN: _("point of no return at %(time)s"),
        Why.GONE: _("the point of no return passed at %(time)s"),
        Why.PROMISED: _("an answer is promised by %(time)s"),
        Why.DUE: _("due at %(time)s"),
        Why.OVERDUE: _("was due at %(time)s"),
        Why.CLOCK: _("%(clock)s by %(time)s"),
        Why.RAN_OUT: _("%(clock)s: the time ran out at %(time)s"),
        Why.START_BY: _("%(effort)s of work: begin by %(time)s"),
    }


def ANOTHER_DAY() -> dict[str, str]:
    return {
        Why.NO_RETURN: _("point of no return %(day)s at %(time)s"),
        Why.GONE: _("the point of no return passed %(day)s at %(time)s"),
        Why.PROMISED: _("an answer is promised %(day)s by %(time)s"),
        Why.DUE: _("due %(day)s at %(time)s"),
        Why.OVERDUE: _("was due %(day)s at %(time)s"),
        Why.CLOCK: _("%(clock)s %(day)s by %(time)s"),
        Why.RAN_OUT: _("%(clock)s: the time ran out %(day)s at %(time)s"),
        Why.START_BY: _("%(effort)s of work: begin %(day)s by %(time)s"),
    }


def _is_today(context: dict, moment: datetime) -> bool:
    zone = _zone(context)
    return moment.astimezone(zone).date() == _now(context).astimezone(zone).date()


def _now(context: dict) -> datetime:
    return context.get("now") or clock.now()


def _zone(context: dict) -> Any:
    return the_house().tz  # known to whoever acts; the shell's would ask what waits in every place


def _language() -> str:
    return "en" if (get_language() or "ru").startswith("en") else "ru"
