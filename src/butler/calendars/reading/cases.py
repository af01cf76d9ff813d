"""The functions behind `./butler read recurrence` and `./butler read calendar`: one case in, one answer out."""

from datetime import datetime
from pathlib import Path

from butler.calendars.reading import events
from butler.calendars.reading.events import ended
from butler.calendars.reading.expand import first_walls
from butler.calendars.reading.occurrences import EVER, Occurrence, occurrences
from butler.calendars.reading.refusals import Refused
from butler.calendars.reading.rule import insist, rule_of

LIMIT = 1_000


def read_recurrence(case: dict, root: Path) -> dict:
    """The first occurrences of a rule, in the form of its DTSTART; `error` for a rule that must be refused."""
    text = str(case["dtstart"]).replace("-", "").replace(":", "")
    start = datetime.fromisoformat(text.removesuffix("Z"))
    try:
        rule = ended(insist(rule_of(str(case["rrule"]))), None, "T" not in text)
        found = first_walls(rule, start, min(int(case.get("limit") or LIMIT), LIMIT))
    except Refused as refused:
        return {"id": case.get("id"), "error": str(refused)}
    form = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
    mark = "Z" if text.endswith("Z") else ""
    return {"id": case.get("id"), "occurrences": [moment.strftime(form) + mark for moment in found]}


def read_calendar(case: dict, root: Path) -> dict:
    """What a calendar file holds from one day up to another; without days, from 1970 to 2038."""
    path = (root / str(case["file"])).resolve()
    if not path.is_relative_to(root.resolve()):
        return {"id": case.get("id"), "error": "the file lies outside the folder"}
    since = datetime.fromisoformat(case["from"]).replace(tzinfo=None) if case.get("from") else EVER[0]
    until = datetime.fromisoformat(case["to"]).replace(tzinfo=None) if case.get("to") else EVER[1]
    try:
        calendar = events.read_calendar(path.read_bytes())
        found = occurrences(calendar, since, until)
    except (Refused, OSError) as refused:
        return {"id": case.get("id"), "error": str(refused)}
    problems = [{"line": problem.line, "why": problem.why} for problem in calendar.problems]
    return {
        "id": case.get("id"),
        "events": [_told(each) for each in found],
        **({"problems": problems} if problems else {}),
    }


def _told(each: Occurrence) -> dict[str, str]:
    """An occurrence on the clock it is announced on; a day as a day."""
    start, end = ((at.astimezone(each.zone) if each.zone else at.replace(tzinfo=None)) for at in (each.start, each.end))
    if each.event.is_day:
        return {"start": str(start.date()), "end": str(end.date()), "summary": each.event.summary}
    told = {"start": start.isoformat(), "end": end.isoformat(), "summary": each.event.summary}
    return told | ({"status": each.event.status.lower()} if each.event.status else {})
