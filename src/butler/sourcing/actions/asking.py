"""Questions are put: wave after wave, once more to who is silent, and a kind word to those who are not needed."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from butler.correspondence.asking import NoWay, close_page
from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import outreach
from butler.network.models import Contact
from butler.requests import actions as requests
from butler.requests.models import Means, Task
from butler.sourcing import letters
from butler.sourcing.models import Approach, Operation
from butler.sourcing.rules import answer_by, chase_at

State = Approach.State
WAITING = (State.ASKED, State.PERHAPS, State.CALL)
LONG_ENOUGH_TO_CHASE = timedelta(hours=3)  # who was given less is not pressed
TO_RELEASE = (State.ASKED, State.OFFERED, State.PERHAPS, State.CALL)


def open_waves(operation: Operation, *, now: datetime) -> int:
    """Put the questions of every wave whose moment has come; how many. In the sweep's transaction."""
    asked = 0
    for wave in operation.waves.filter(opened_at__isnull=True, opens_at__lte=now).order_by("number"):
        for approach in wave.approaches.select_related("contact", "organisation").order_by("-chance", "pk"):
            if approach.state == State.PLANNED:
                _ask(operation, approach, now)
                asked += 1
        wave.opened_at = now
        wave.save(update_fields=["opened_at"])
    return asked


def _ask(operation: Operation, approach: Approach, now: datetime) -> None:
    by = answer_by(now, operation.answer_by)
    words = outreach.approach(letters.matter(operation, approach, now), terms=letters.terms(operation), answer_by=by)
    approach.asked_at, approach.answer_by, approach.state = now, by, State.ASKED
    try:
        approach.letter = letters.send(
            operation, approach, "approach", words, now=now, page="approach", lines=letters.terms(operation)
        )
        approach.channel = approach.letter.channel
    except NoWay:
        approach.channel, approach.state = "phone", State.CALL
        approach.task = call_task(operation, approach, now)
    approach.save(update_fields=["asked_at", "answer_by", "state", "letter", "channel", "task"])
    if approach.contact_id:
        today = now.astimezone(the_house().tz).date()
        Contact.objects.filter(pk=approach.contact_id).update(asked=F("asked") + 1, last_asked_on=today)
    journal.record("approach.asked", about=approach, channel=approach.channel)


def chase(operation: Operation, *, now: datetime) -> None:
    """Who is silent hears from us once more; who is silent after that is counted as silent."""
    for approach in operation.approaches.filter(state=State.ASKED).select_related("contact", "organisation"):
        if approach.answer_by is not None and approach.answer_by <= now:
            approach.state = State.SILENT
            approach.save(update_fields=["state"])
            journal.record("approach.silent", about=approach)
        elif _is_to_be_chased(approach, now) and approach.answer_by is not None:
            about = letters.matter(operation, approach, now)
            words = outreach.chase(about, answer_by=approach.answer_by)
            approach.chase, approach.chased_at = letters.send(operation, approach, "chase", words, now=now), now
            approach.save(update_fields=["chase", "chased_at"])


def _is_to_be_chased(approach: Approach, now: datetime) -> bool:
    if approach.letter_id is None or approach.chased_at is not None or not (approach.asked_at and approach.answer_by):
        return False
    given = approach.answer_by - approach.asked_at
    return given >= LONG_ENOUGH_TO_CHASE and chase_at(approach.asked_at, approach.answer_by) <= now


def release(operation: Operation, *, winner: Approach | None, now: datetime) -> None:
    """Those who were asked and are not needed hear it kindly; what was only planned is dropped."""
    operation.approaches.filter(state=State.PLANNED).update(state=State.STOPPED)
    for approach in operation.approaches.filter(state__in=TO_RELEASE).select_related("contact", "organisation"):
        close_page(approach.letter, why="taken", now=now)
        if winner is not None and approach.pk == winner.pk:
            continue
        say_goodbye(operation, approach, now=now)


def say_goodbye(operation: Operation, approach: Approach, *, now: datetime, goal: str = "") -> None:
    """It is not needed of them any more: thanks. `goal`: what they were asked, where something else is sought now."""
    approach.state, approach.goodbye_said_at = State.STOPPED, now
    if approach.letter_id is not None:
        about = letters.matter(operation, approach, now)
        words = outreach.release(replace(about, goal=goal) if goal else about)
        approach.goodbye = letters.send(operation, approach, "release", words, now=now)
    approach.save(update_fields=["state", "goodbye", "goodbye_said_at"])


def thank(operation: Operation, winner: Approach, *, now: datetime) -> None:
    """Whoever opened the door is thanked at once, and the network learns that it opened."""
    if winner.goodbye_said_at is None:
        winner.goodbye_said_at = now
        try:
            words = outreach.thanks(letters.matter(operation, winner, now))
            winner.goodbye = letters.send(operation, winner, "thanks", words, now=now)
        except NoWay:
            winner.task = call_task(operation, winner, now)
    winner.noted_at = now
    winner.save(update_fields=["goodbye", "goodbye_said_at", "task", "noted_at"])
    if winner.contact_id:
        Contact.objects.filter(pk=winner.contact_id, opened__lt=F("asked")).update(opened=F("opened") + 1)


def call_task(operation: Operation, approach: Approach, now: datetime, *, what: str = "") -> Task:
    """Somebody telephones: whom, about what, by when."""
    who = str(approach.contact or approach.organisation)
    phone = (approach.contact.phone if approach.contact else "") or (
        approach.organisation.phone if approach.organisation else ""
    )
    with translation.override(the_house().language):
        title = _("Call %(who)s: %(goal)s") % {"who": who, "goal": what or open_sealed(operation, "goal")}
        detail = f"{phone}\n{operation.alias}".strip()
    return requests.add_task(
        operation.client, title=title, category=operation.category, owner=operation.owner, now=now, detail=detail,
        client_request=operation.client_request, due_at=approach.answer_by or operation.answer_by,
        organisation=approach.organisation, contact=approach.contact, means=Means.CALL,
    )  # fmt: skip
