"""What clients ask for day by day: the message, the answer, the request, the booking, and what needs doing today."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from butler.demo import episodes, journeys, lives, scenes, talk
from butler.demo.fortune import rng, row_id
from butler.demo.promises import Wish, promise, zoned
from butler.demo.rows import Rows, Span, address, at, called, filled, fits, minutes_after, slots
from butler.demo.scenes import Scene
from butler.demo.seals import Known
from butler.demo.words import capital, gendered, small, tidy
from butler.requests.models import ClientRequest, Task

FATES = ("proven",) * 12 + ("late",) * 4 + ("held",) * 3 + ("word", "off")
TIMES = (
    "7:05",
    "7:20",
    "7:35",
    "7:50",
    "9:40",
    "11:10",
    "12:25",
    "14:05",
    "15:40",
    "17:15",
    "18:50",
    "21:20",
    "22:05",
    "22:40",
)
REGULAR = ("training", "massage", "tutor", "lesson", "cleaning", "pool", "golf", "fencing", "en_training", "kid_ride")


def tell(one: Known, day: date, span: Span, rows: Rows) -> None:
    """What was asked on `day`, up to where it has come today, and the standing appointments of that day."""
    if episodes.is_written(one, day, span):
        return
    _regular(one, day, span, rows)
    if day > span.today or episodes.writes(one, day, span):
        return
    chance = rng(span.seed, "wish", one.guest.key, day)
    share = 0.72 if one.guest.is_key else 0.58
    if chance.random() > share:
        return
    moment = at(day, chance.choice(TIMES))
    if moment > span.now:
        return
    first = _pick(one, span, day, 0)
    second = _pick(one, span, day, 1) if chance.random() < 0.27 else None
    parts = [first] + ([second] if second and second.category != first.category else [])
    _ask(one, span, rows, chance, day, moment, parts)


def _pick(one: Known, span: Span, day: date, turn: int) -> Scene:
    """A deck shuffled once a month and dealt day by day, so that nobody asks for the same thing twice running."""
    month, number = divmod(day.toordinal() + turn * 14, 28)
    chance = rng(span.seed, "deck", one.guest.key, month)
    pool = scenes.ENGLISH if one.guest.language == "en" else scenes.SCENES
    fitting = [scene for scene in pool if fits(scene.needs, one, day)]
    first = sorted(fitting, key=lambda scene: chance.random() ** (1 / scene.weight), reverse=True)
    again = [scene for scene in first if scene.weight > 4]
    deck = (first + again * 4)[:28]
    deck = deck[::2] + deck[1::2]
    return deck[number % len(deck)]


def _ask(one: Known, span: Span, rows: Rows, chance: Random, day: date, moment: datetime, parts: list[Scene]) -> None:
    plans = [_plan(one, span, chance, day, moment, scene) for scene in parts]
    plans = [plan for plan in plans if not journeys.is_away(one, plan["day"], span)]
    if not plans:
        return
    said = talk.hear(one, span, rows, ("ask", day), moment, _letter(one, chance, day, plans))
    answered = _answered_at(moment, chance)
    requests = [_request(one, span, rows, plan, day, said, moment, answered) for plan in plans]
    if chance.random() < 0.22:
        talk.note(one, span, rows, ("note", day), minutes_after(moment, 9), chance.choice(scenes.NOTES))
    replies = " ".join(plan["answer"] if number else plan["answer_small"] for number, plan in enumerate(plans))
    talk.answer(one, span, rows, ("answer", day), answered, f"{address(one)}, {replies}")
    for plan, request in zip(plans, requests, strict=True):
        wish = _wish(one, plan, answered, chance, request)
        booking = promise(one, span, rows, wish, chance)
        _chase(one, span, rows, wish, booking, plan)
    _thank(one, span, rows, chance, day, answered)


def _starts_with_a_name(template: str) -> bool:
    return template.startswith(("{place}", "{driver}", "{kid_name}", "«", "{Place}", "{Tickets}"))


def _turned(words: tuple[str, ...], day: date, one: Known) -> str:
    """One of several ways to say it, in turn, so that none comes twice running."""
    return words[(day.toordinal() * 5 + one.id.int) % len(words)]


def _plan(one: Known, span: Span, chance: Random, day: date, moment: datetime, scene: Scene) -> dict[str, Any]:
    when = _fitting_day(day + timedelta(days=chance.choice(scene.leads)), scene.days)
    hhmm = chance.choice(scene.hours)
    venue = span.venue(one, scene.venue, chance, scene.names)
    if episodes.is_written(one, when, span):
        when += timedelta(days=1)
    if at(when, hhmm, zoned(venue)) < moment + timedelta(hours=3):
        when = _fitting_day(when + timedelta(days=1), scene.days)
    size = chance.choice(scene.party)
    words = slots(one, chance, when, hhmm, size, day) | {"place": called(venue)}
    gender, language = one.guest.gender, one.guest.language

    def said(text: str, on: date) -> str:
        return filled(text, words, gender, on, when, language)

    starts_at = at(when, hhmm, zoned(venue))
    ask, template = _turned(scene.asks, day, one), _turned(scene.answers, day, one)
    asked, answer = said(ask, day), said(template, _answered_at(moment, Random(0)).date())
    return {
        "scene": scene,
        "day": when,
        "starts_at": starts_at,
        "venue": venue,
        "size": size,
        "asked_on": day,
        "title": capital(said(scene.title, day)),
        "ask": asked,
        "answer": answer,
        "answer_small": answer if _starts_with_a_name(template) else small(answer),
        "follows": asked if asked[:1] in "«" or _starts_with_a_name(ask) else small(asked),
        "price": chance.randint(*scene.price) if scene.price[1] else 0,
        "fate": chance.choice(FATES),
        "words": words,
    }


def _fitting_day(day: date, days: str) -> date:
    while (days == "work" and day.weekday() > 4) or (days == "rest" and day.weekday() < 5):
        day += timedelta(days=1)
    return day


def _letter(one: Known, chance: Random, day: date, plans: list[dict[str, Any]]) -> str:
    guest, english = one.guest, one.guest.language == "en"
    words = plans[0]["words"]
    opener = _turned(scenes.OPENERS[guest.temper], day, one).format(**words) if chance.random() < 0.55 else ""
    opener = f"{words['staff']}," if english else opener
    mood = chance.choice(scenes.MOODS) if not english and chance.random() < 0.16 else ""
    also = ""
    if len(plans) > 1:
        lead = _turned(scenes.AND_ALSO_EN if english else scenes.AND_ALSO, day, one)
        also = f"{lead} {plans[1]['follows' if lead.endswith((':', ',')) else 'ask']}"
    closer = _turned(scenes.CLOSERS[guest.temper], day, one) if not english and chance.random() < 0.5 else ""
    gap = "\n\n" if guest.channel == "mail" else " "
    body = tidy(" ".join(filter(None, (mood, plans[0]["ask"], also))))
    text = gap.join(filter(None, (opener, body, closer)))
    if guest.channel == "mail":
        text += f"\n\n{guest.given} {one.surname}"
    return gendered(text, guest.gender)


def _answered_at(moment: datetime, chance: Random) -> datetime:
    """Within the hour by day; what came at night is answered after nine."""
    local = moment.astimezone(moment.tzinfo)
    minutes = chance.choice((12, 18, 25, 34))
    if local.hour >= 21:
        return at(local.date() + timedelta(days=1), "9:10") + timedelta(minutes=minutes)
    if local.hour < 9:
        return at(local.date(), "9:05") + timedelta(minutes=minutes)
    return moment + timedelta(minutes=minutes)


def _wish(one: Known, plan: dict[str, Any], answered: datetime, chance: Random, request: ClientRequest) -> Wish:
    scene, starts_at = plan["scene"], plan["starts_at"]
    fate = (
        plan["fate"] if scene.kind not in ("courier", "transfer", "household") or plan["fate"] != "held" else "proven"
    )
    noon = at(plan["day"], "12:00")
    reply_by = noon if starts_at > noon + timedelta(hours=1) else at(plan["day"] - timedelta(days=1), "18:00")
    if reply_by <= answered + timedelta(hours=1):
        fate, reply_by = ("proven" if fate == "held" else fate), starts_at
    return Wish(
        key=f"{plan['asked_on']}-{scene.key}",
        kind=scene.kind if scene.kind != "gift" else "gift",
        title=plan["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=scene.lasts),
        asked_at=answered,
        venue=plan["venue"],
        fate=fate,
        party=plan["size"],
        price=plan["price"],
        scope=scene.scope,
        reply_by=reply_by if fate == "held" else None,
        importance=min(3, (2 if one.guest.is_key else 1) + (scene.key in ("theatre", "party", "chef"))),
        request=request,
    )


def _request(
    one: Known, span: Span, rows: Rows, plan: dict[str, Any], day: date, said: Any, moment: datetime, answered: datetime
) -> ClientRequest:
    scene: Scene = plan["scene"]
    over = plan["starts_at"] + timedelta(minutes=scene.lasts)
    new = answered > span.now
    is_proven = plan["fate"] == "proven"
    now_at = "confirmed" if is_proven else "booked"
    way = lives.WAYS["new" if new else now_at] if new or over > span.now else lives.PROVEN if is_proven else lives.HELD
    row = ClientRequest(
        id=row_id(span.seed, "request", one.guest.key, day, scene.key),
        client_id=one.id,
        message=said,
        title=plan["title"],
        category=scene.category,
        owner=one.led_by,
        opened_at=span.said(moment),
        promised_at=at(span.today, "10:30") if new else None,
        happens_at=plan["starts_at"],
    )
    moments = {"accepted": answered, "booked": minutes_after(answered, 12), "delivered": over}
    lives.lives(row, way, moments, span, rows)
    soon = plan["day"] == span.today
    rows.add(
        Task(
            id=row_id(span.seed, "task", one.guest.key, day, scene.key),
            client_id=one.id,
            client_request=row,
            title=plan["title"],
            detail=f"{plan['venue'].name}, {plan['words']['at']}",
            category=scene.category,
            owner=one.led_by,
            asked_at=span.said(moment),
            due_at=at(span.today, "11:00") if new and soon else answered + timedelta(hours=2),
            no_return_at=plan["starts_at"],
            effort_minutes=25,
            cost_of_failure=2 if scene.weight > 3 else 1,
            is_promised=new,
            done_at=None if new else answered,
            done_by=None if new else one.led_by,
            is_seen=not new,
        )
    )
    return row


def _chase(one: Known, span: Span, rows: Rows, wish: Wish, booking: Any, plan: dict[str, Any]) -> None:
    """What is still not proven on its own day needs a call."""
    if booking is None or wish.fate not in ("late", "held", "word") or plan["day"] > span.today + timedelta(days=1):
        return
    what = wish.title if one.guest.language == "en" else small(wish.title).replace(": ", ", ")
    title = f"Решить до полудня: {what}" if wish.fate == "held" else f"Дозвониться: {what}"
    done = wish.starts_at <= span.now or booking.state == "confirmed"
    rows.add(
        Task(
            id=row_id(span.seed, "task", one.guest.key, wish.key, "chase"),
            client_id=one.id,
            client_request=wish.request,
            title=title,
            detail=f"{plan['venue'].name}, {plan['words']['at']}",
            category=plan["scene"].category,
            owner=one.led_by,
            asked_at=wish.asked_at,
            due_at=wish.reply_by or wish.starts_at - timedelta(hours=4),
            no_return_at=wish.starts_at,
            effort_minutes=15,
            cost_of_failure=2,
            is_promised=True,
            is_seen=True,
            done_at=min(span.now, wish.starts_at) if done else None,
            done_by=one.led_by if done else None,
        )
    )


def _thank(one: Known, span: Span, rows: Rows, chance: Random, day: date, answered: datetime) -> None:
    if chance.random() < 0.55:
        words = scenes.THANKS_EN if one.guest.language == "en" else scenes.THANKS[one.guest.temper]
        text = gendered(_turned(words, day, one), one.guest.gender)
        talk.hear(
            one, span, rows, ("thanks", day), minutes_after(answered, chance.choice((3, 11, 40))), text, asks=False
        )


def _regular(one: Known, day: date, span: Span, rows: Rows) -> None:
    """One or two appointments that stand every week, booked for weeks ahead."""
    chance = rng(span.seed, "regular", one.guest.key)
    pool = scenes.ENGLISH if one.guest.language == "en" else scenes.SCENES
    fitting = [scene for scene in pool if scene.key in REGULAR and fits(scene.needs, one, span.founded_on)]
    for scene in chance.sample(fitting, min(len(fitting), chance.choice((1, 2, 2)))):
        weekday, hhmm, venue = (
            chance.randrange(7),
            chance.choice(scene.hours),
            span.venue(one, scene.venue, chance, scene.names),
        )
        words = slots(one, chance, day, hhmm, 1, span.founded_on) | {"place": called(venue)}
        if weekday != day.weekday() or journeys.is_away(one, day, span):
            continue
        starts_at = at(day, hhmm, zoned(venue))
        title = capital(filled(scene.title, words, one.guest.gender, day, day, one.guest.language))
        today = rng(span.seed, "regular", one.guest.key, day, scene.key)
        wish = Wish(
            key=f"{day}-every-{scene.key}",
            kind=scene.kind,
            title=title,
            starts_at=starts_at,
            venue=venue,
            scope=scene.scope,
            ends_at=starts_at + timedelta(minutes=scene.lasts),
            asked_at=starts_at - timedelta(days=40),
            price=scene.price[0],
            fate=today.choice(("proven",) * 7 + ("late",)),
            proven_at=starts_at - timedelta(days=30),
            proof=today.choice(("mail", "call", "answer_page")),
        )
        promise(one, span, rows, wish, today)
