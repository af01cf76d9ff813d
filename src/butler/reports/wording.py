"""A report in words: its name, its first sentence, its tables; in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

from butler.language import moments
from butler.language.phrasing import NBSP, bind, grouped
from butler.reports.access import About, Missed, Named, Report
from butler.reports.rules.figures import HOURS, Load
from butler.reports.rules.periods import Kind, Period
from butler.requests.models import Category, ClockKind, RequestState

SPANS = {
    Kind.WEEK: gettext_lazy("Week"),
    Kind.MONTH: gettext_lazy("Month"),
    Kind.QUARTER: gettext_lazy("Quarter"),
    Kind.DAYS: gettext_lazy("Own days"),
}
ROMAN = ("I", "II", "III", "IV")
Cell = str | int | None


@dataclass(frozen=True)
class Table:
    """A part of a report as a table: the first column says what a row is about."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def language() -> str:
    """The reader's, as the tables of words know it."""
    return "ru" if (get_language() or "ru").startswith("ru") else "en"


def title(report: Report) -> str:
    """Whom it is about."""
    if report.client is not None:
        return report.client.name
    if report.scope.person is not None:
        return str(report.scope.person)
    return gettext("The whole house") if report.scope.about == About.HOUSE else gettext("The team")


def name_of(period: Period) -> str:
    """ "November 2026", "Quarter IV of 2026", "23–29 November 2026\""""
    if period.kind == Kind.MONTH:
        return capital(date_format(period.first, "F Y"))
    if period.kind == Kind.QUARTER:
        number = ROMAN[(period.first.month - 1) // 3]
        return gettext("Quarter %(number)s of %(year)s") % {"number": number, "year": period.first.year}
    return days(period)


def days(period: Period) -> str:
    """Its first and last day, with the year of the last."""
    first, last, tongue = period.first, period.last, language()
    if first == last:
        return f"{moments.day(last, tongue)} {last.year}"
    if first.year != last.year:
        return f"{moments.day(first, tongue)} {first.year} – {moments.day(last, tongue)} {last.year}"
    return f"{moments.days_between(first, last, tongue)} {last.year}"


def lede(report: Report) -> str:
    """The first sentence: what came, what was settled, what was kept, what was given back."""
    found = report.now
    if found.is_empty:
        return gettext("Nothing happened in these days.")
    parts = [
        ngettext("%(n)s request", "%(n)s requests", found.volume.opened) % {"n": grouped(found.volume.opened)},
        pgettext("requests", "%(n)s settled") % {"n": grouped(found.volume.settled)},
    ]
    if found.clocks.per_cent is not None:
        parts.append(gettext("%(n)s %% of clocks kept") % {"n": found.clocks.per_cent})
    hours = ngettext("%(n)s hour returned to clients", "%(n)s hours returned to clients", found.returned.hours)
    parts.append(hours % {"n": grouped(found.returned.hours)})
    return capital(bind(", ".join(parts))) + "."


def compared_with(report: Report) -> str:
    """What stands beside every number."""
    return gettext("beside %(period)s") % {"period": name_of(report.compared)}


def category(code: str) -> str:
    return capital(str(Category(code).label)) if code in Category.values else code


def state(code: str) -> str:
    return capital(str(RequestState(code).label)) if code in RequestState.values else code


def clock(kind: str) -> str:
    return capital(str(ClockKind(kind).label))


def minutes(count: int) -> str:
    """ "1 h 20 min\""""
    return moments.length(timedelta(minutes=count), language())


def weekdays() -> tuple[str, ...]:
    return moments.SHORT_WEEKDAYS[language()]


def busiest(load: Load) -> str:
    """In words, for whoever does not see the plot."""
    if load.busiest is None:
        return gettext("Nothing came.")
    weekday, hour = load.busiest
    facts = {"day": moments.WEEKDAYS[language()][weekday], "from": f"{hour}:00", "to": f"{(hour + 1) % HOURS}:00"}
    return gettext("Most comes on %(day)s, %(from)s–%(to)s.") % (facts | {"day": on_weekday(weekday)})


def on_weekday(weekday: int) -> str:
    """ "Tuesday"; in Russian with its preposition."""
    return moments.ON_WEEKDAY[weekday] if language() == "ru" else moments.WEEKDAYS["en"][weekday]


def method() -> str:
    """How hours returned are counted, beside every such number."""
    return gettext(
        "For each matter that was settled: the time it usually takes somebody who does it alone, searching, calling, "
        "waiting and paying included, and never less than the house itself worked on it. What was called off counts "
        "nothing; hours are rounded down."
    )


def late_by(missed: Missed) -> str:
    """By how much a clock was missed; nothing while it still runs."""
    if missed.ran.stopped_at is None:
        return gettext("still open")
    return minutes(max(1, round((missed.ran.stopped_at - missed.ran.due_at).total_seconds() / 60)))


def tables(report: Report) -> list[Table]:
    """Everything that was counted, for paper and for a spreadsheet; empty parts are left out."""
    return [table for table in _tables(report) if table.rows]


def _tables(report: Report) -> Iterator[Table]:
    yield _summary(report)
    opened, settled, called_off = gettext("Opened"), pgettext("requests", "Settled"), gettext("Called off")
    yield Table(
        gettext("Volume by category"),
        (gettext("Category"), opened, settled, called_off),
        tuple(
            (category(line.category), line.opened, line.settled, line.called_off)
            for line in report.now.volume.categories
        ),
    )
    yield Table(
        gettext("Where they stand now"),
        (gettext("State"), gettext("Requests")),
        tuple((state(line.state), line.count) for line in report.now.volume.states),
    )
    yield Table(
        gettext("Clocks kept"),
        (gettext("Clock"), gettext("Ended"), gettext("In time"), gettext("Share in time")),
        tuple((clock(line.kind), line.ended, line.kept, line.per_cent) for line in report.now.clocks.kinds),
    )
    yield Table(
        gettext("Not in time"),
        (gettext("Request"), gettext("Client"), gettext("Owner"), gettext("Clock"), gettext("Due"), gettext("Late by")),
        tuple(_missed(one, report) for one in report.missed),
    )
    yield _returned(report)
    yield _named(gettext("By manager"), gettext("Manager"), report.managers)
    yield _named(gettext("By client"), gettext("Client"), report.clients)
    yield _load(report)


def _summary(report: Report) -> Table:
    now, before = report.now, report.before
    pairs: tuple[tuple[str, Cell, Cell], ...] = (
        (gettext("Requests opened"), now.volume.opened, before.volume.opened),
        (gettext("Requests settled"), now.volume.settled, before.volume.settled),
        (gettext("Requests called off"), now.volume.called_off, before.volume.called_off),
        (gettext("Clocks kept, %"), now.clocks.per_cent, before.clocks.per_cent),
        (gettext("Hours returned to clients"), now.returned.hours, before.returned.hours),
        (gettext("Messages from clients"), sum(now.load.came), sum(before.load.came)),
    )
    return Table(gettext("In short"), ("", name_of(report.period), name_of(report.compared)), pairs)


def _missed(one: Missed, report: Report) -> tuple[Cell, ...]:
    due = one.ran.due_at.astimezone(report.zone)
    due_text = f"{moments.day(due.date(), language())}, {moments.clock(due, report.zone)}"
    return (
        one.title, one.client.name if one.client else "", str(one.owner or ""), clock(one.ran.kind), due_text,
        late_by(one),
    )  # fmt: skip


def _returned(report: Report) -> Table:
    return Table(
        gettext("Hours returned to clients"),
        (gettext("Category"), gettext("Matters"), gettext("Each, min"), gettext("Together, min")),
        tuple((category(line.category), line.matters, line.each, line.minutes) for line in report.now.returned.lines),
        note=method(),
    )


def _named(heading: str, first: str, lines: Iterable[Named]) -> Table:
    header = (
        first, gettext("Opened"), pgettext("requests", "Settled"), gettext("Share in time"), gettext("Hours returned"),
    )  # fmt: skip
    rows: Iterator[tuple[Cell, ...]] = (
        (who_is(one), one.line.opened, one.line.settled, one.line.per_cent, one.line.returned_hours) for one in lines
    )
    return Table(heading, header, tuple(rows))


def who_is(one: Named) -> str:
    """A colleague's or a client's name."""
    return getattr(one.who, "name", "") or str(one.who)


def _load(report: Report) -> Table:
    load = report.now.load
    rows: Iterator[tuple[Cell, ...]] = (
        (f"{hour}:00–{(hour + 1) % HOURS}:00", load.came[hour], load.done[hour], *(day[hour] for day in load.week))
        for hour in range(HOURS)
        if load.came[hour] or load.done[hour]
    )
    header = (gettext("Hour"), gettext("Clients wrote"), gettext("We did"), *map(capital, weekdays()))
    return Table(gettext("Load by hour"), header, tuple(rows))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def percents(share: int | None) -> str:
    """ "91 %"; a dash while there is nothing to count."""
    return "–" if share is None else f"{share}{NBSP}%"
