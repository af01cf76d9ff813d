"""How soon somebody must move, and after what moment it is too late."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from butler.language.dates import Moment
from butler.language.dates.piece import COLOURED
from butler.language.message.values import Act, Guess, Span, Urgency
from butler.language.tokens import lowered

AT_ONCE = timedelta(hours=2)
SOON = timedelta(days=7)
EARLY = 10  # before this hour tomorrow is as good as today
SAID, RECKONED, SILENT = 0.9, 0.8, 0.6

_NOW = re.compile(
    r"\b(?:срочн\w*|немедленно|прямо сейчас|сию минуту|сейчас же|как можно скорее|бегом|горит|скорую|помогите|спасайте"
    r"|тонем|заливает|залили|затопил\w*|потоп|льет|хлещет|застрял\w*|захлопнул\w*"
    r"|asap|urgent\w*|right (?:now|away)|immediately|at once|emergency|flooding|stuck|locked out"
    r"|через (?:полчаса|час|\d+ минут)|сколько можно|ну сколько|пропустили"
    r"|in (?:half an hour|an hour|\d+ minutes)"
    r"|(?:жду|ждем|стою|стоим|мерзнем|сидим) (?:уже|тут|здесь|на|второй|третий|час|полчаса)"
    r"|(?:still|been) waiting|is killing me|плохо с сердцем|задыха\w+|не дышит|без сознания|кровь)\b"
)
_TODAY = re.compile(r"\b(?:сегодня\w*|вечером|к вечеру|до вечера|today|tonight|this (?:evening|afternoon))\b")
_ANSWER_BY = re.compile(
    r"\b(?:ответ\w*|реш\w+|подтверд\w+|скажите|дайте знать|жду|крайний срок|дедлайн|не позже|не позднее|успеть"
    r"|answer|confirm|let me know|deadline|decide|reply|no later)\b"
)


def urgency_of(text: str, moments: list[Moment], acts: set[Act], ref: datetime) -> Guess:
    """The urgency of a whole message with the words that tell it."""
    lower = lowered(text)
    if not acts & {Act.THANKS, Act.NONE} and (met := _NOW.search(lower)):
        return Guess(Urgency.NOW, SAID, (met.span(),))
    if Act.COMPLAINT in acts:
        return Guess(Urgency.TODAY, RECKONED)
    if acts <= {Act.THANKS, Act.NONE, Act.INFORM}:
        return Guess(Urgency.WHENEVER, RECKONED)
    moments = _on_their_day(moments)
    ahead = sorted((moment.start, moment.span) for moment in moments if _last(moment) >= ref and not _colours(moment))
    if ahead:
        start, span = ahead[0]
        return Guess(_by(start, ref, is_exact=_is_exact(moments, span)), SAID, (span,))
    if met := _TODAY.search(lower):
        return Guess(Urgency.TODAY, RECKONED, (met.span(),))
    return Guess(Urgency.WHENEVER, SILENT)


def too_late_after(text: str, moments: list[Moment], acts: set[Act], ref: datetime) -> datetime | None:
    """A deadline that was said for our answer, else when the first thing that is asked begins; nothing without one."""
    lower = lowered(text)
    if met := _ANSWER_BY.search(lower):
        bounds = [moment.start for moment in moments if moment.is_bound and _is_near(moment.span, met.span())]
        if bounds and min(bounds) >= ref:
            return min(bounds)
    if not acts & {Act.BOOK, Act.OPTIONS, Act.CHANGE, Act.CANCEL, Act.CONFIRM}:
        return None
    return min((moment.start for moment in moments if moment.start >= ref and moment.has_time), default=None)


def _on_their_day(moments: list[Moment]) -> list[Moment]:
    """«на завтра, вылет в 6:40»: where one day is named, the hours beside it are of that day."""
    if any(one.has_day for one in moments):
        moments = [one for one in moments if one.has_day or one.has_time]  # «вечером» beside it only colours that day
    days = [one for one in moments if one.has_day and not one.has_time]
    hours = [one for one in moments if one.has_time and not one.has_day]
    if not hours or len({one.start.date() for one in moments if one.has_day}) != 1 or not days:
        return moments
    day = days[0].start.date()
    dated = [replace(one, start=datetime.combine(day, one.start.time()), end=None, has_day=True) for one in hours]
    return [one for one in moments if one not in hours and one not in days] + dated


def _by(start: datetime, ref: datetime, *, is_exact: bool) -> Urgency:
    if is_exact and ref <= start <= ref + AT_ONCE:
        return Urgency.NOW
    if start.date() <= ref.date():
        return Urgency.TODAY
    if is_exact and start.date() == ref.date() + timedelta(days=1) and start.hour < EARLY:
        return Urgency.TODAY
    return Urgency.SOON if start.date() <= (ref + SOON).date() else Urgency.WHENEVER


def _colours(moment: Moment) -> bool:
    """«утренний рейс» tells no day."""
    return not (moment.has_day or moment.has_time) and moment.confidence <= COLOURED


def _last(moment: Moment) -> datetime:
    end = moment.end or moment.start
    return end if moment.has_time else end + timedelta(days=1)


def _is_exact(moments: list[Moment], span: Span) -> bool:
    return any(moment.has_time for moment in moments if moment.span == span)


def _is_near(one: Span, other: Span) -> bool:
    return abs(one[0] - other[1]) < 40 or abs(other[0] - one[1]) < 40
