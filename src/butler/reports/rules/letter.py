"""The monthly letter «hours returned to you»: whose month is over, what the letter says, when it would leave. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from butler.language import monthly, salutation
from butler.language.monthly import Given, Month
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.reports.rules.periods import months_on
from butler.requests.rules.returned import Returned

MOST_LINES = 8  # of one page
LAST_DAY = 5  # of the new month: later the letter of the old one is not begun any more
USUAL_HOUR = time(10)  # on the client's clock, where they have named none
MARK = "— "


@dataclass(frozen=True)
class Addressee:
    """Whom it is for, how they are spoken to, who signs."""

    name: Name
    voice: Voice
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Composed:
    """A letter before it is anywhere."""

    subject: str
    body: str
    minutes: int
    matters: int


@dataclass(frozen=True)
class Part:
    """A paragraph on paper: plain words, a list, or the note at the foot."""

    kind: str  # text, list, note
    lines: tuple[str, ...]


def month_due(now: datetime, zone: ZoneInfo) -> date | None:
    """The month whose letter may be begun by `now` on the client's own calendar; none once the new one is old."""
    today = now.astimezone(zone).date()
    return months_on(today.replace(day=1), -1) if today.day <= LAST_DAY else None


def is_over(month: date, now: datetime, zone: ZoneInfo) -> bool:
    """Has the month that begins on this day ended, on the client's calendar?"""
    return now.astimezone(zone).date() >= months_on(month, 1)


def leaves_at(now: datetime, hour: time | None, zone: ZoneInfo) -> datetime:
    """The client's next hour for letters."""
    today = now.astimezone(zone).date()
    moments = (
        datetime.combine(today + timedelta(days=day), hour or USUAL_HOUR, zone).astimezone(UTC) for day in (0, 1, 2)
    )
    return next(moment for moment in moments if moment > now)


def compose(to: Addressee, month: date, returned: Returned, *, hour: int) -> Composed | None:
    """The letter of that month, greeting by the `hour` at which it arrives; none when nothing was settled."""
    if not returned.matters:
        return None
    found = Month(month, tuple(Given(line.category, line.matters, line.each, line.minutes) for line in returned.lines))
    named = found.given if len(found.given) <= MOST_LINES else found.given[: MOST_LINES - 1]
    language = to.voice.language
    lines = [monthly.line(one, language) for one in named]
    if left := found.given[len(named) :]:
        lines.append(monthly.rest(sum(one.matters for one in left), sum(one.minutes for one in left), language))
    paragraphs = [
        salutation.greeting(to.name, to.voice, hour),
        monthly.opening(found, to.voice),
        "\n".join(MARK + line for line in lines),
        monthly.closing(to.voice),
        "\n".join(to.signed),
        monthly.method(named, language),
    ]
    body = "\n\n".join(filter(None, paragraphs))
    return Composed(monthly.subject(found, to.voice), body, found.minutes, found.matters)


def parts_of(body: str) -> list[Part]:
    """A letter's words as paper sets them, also when somebody has changed them."""
    found = []
    for paragraph in filter(None, (each.strip("\n") for each in body.split("\n\n"))):
        lines = tuple(paragraph.split("\n"))
        if all(line.startswith(MARK) for line in lines):
            found.append(Part("list", tuple(line.removeprefix(MARK) for line in lines)))
        else:
            found.append(Part("note" if monthly.is_method(paragraph) else "text", lines))
    return found
