"""Services as the client likes them: lines of a promise, told to the supplier, confirmed or refused one by one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from butler.bookings import actions
from butler.bookings.models import Booking, Instruction, State
from butler.bookings.rules.answers import heard_of_lines
from butler.correspondence import asking
from butler.correspondence.asking import Asks, NoWay, Question
from butler.correspondence.models import Message
from butler.correspondence.whose import Whose
from butler.dossiers.models import Preference
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import services
from butler.language.outreach import Sender
from butler.network.models import Contact
from butler.requests import actions as requests
from butler.requests.access.tastes import tastes_of, unspoken_tastes_of
from butler.requests.rules.services import Taste, fits, lines_for, says_the_same
from butler.staff.models import Staff

PURPOSE = "service"
SERVED_WITHIN = timedelta(hours=72)  # before it begins: earlier, kitchens and desks forget
LEAST, FOUND_BEFORE = timedelta(minutes=30), timedelta(hours=3)  # a must that they refuse is found elsewhere by then
MOST = 300
NOT_TOLD = ("transfer",)  # a ride's lines go to its driver
Line = Instruction.State


@transaction.atomic
def prepare(booking: Booking, *, by: Staff | None, now: datetime) -> list[Instruction]:
    """Keep the lines of a promise in step with the dossier; what a colleague wrote by hand stays. The new ones."""
    known = set(booking.instructions.exclude(preference=None).values_list("preference", flat=True))
    said = [open_sealed(line, "text") for line in booking.instructions.all()]
    found = []
    for line in lines_for(booking.kind, tastes_of(booking.client_id)):
        if line.taste not in known and not any(says_the_same(line.text, one) for one in said):
            taste = Preference.objects.get(pk=line.taste)
            found.append(
                actions.instruct(booking.pk, text=line.text, is_must=line.is_must, preference=taste, by=by, now=now)
            )
    return found


def lines_of(booking: Booking) -> list[str]:
    """What goes with a promise, hard lines first, as suppliers read it."""
    return [open_sealed(line, "text") for line in booking.instructions.order_by("-is_must", "pk")]


# The sweep


def serve(*, now: datetime) -> int:
    """Tell suppliers what goes with the promises that come, and hear their answers; how many were looked at."""
    with acting_for(PURPOSE):
        coming = _with_something_new(_coming(now))[:MOST]
        answered = list(_answered().values_list("pk", flat=True)[:MOST])
    for booking_id in dict.fromkeys([*answered, *coming]):
        with acting_for(PURPOSE):
            rows = Booking.objects.select_for_update(of=("self",), skip_locked=True)
            booking = rows.select_related("client__led_by", "organisation").filter(pk=booking_id).first()
            if booking is not None and not booking.cancelled_at:
                _hear(booking, now)
                if booking.state == State.CONFIRMED and booking.starts_at > now:
                    prepare(booking, by=None, now=now)
                    _tell(booking, now)
    return len(coming) + len(answered)


def _with_something_new(rows: QuerySet[Booking]) -> list[UUID]:
    """Those of which something is still to be told, or whose client has a taste that no line of theirs speaks of.

    Every minute all coming promises of the house are looked at: in three questions, and no row is locked in vain.
    """
    found = list(rows.prefetch_related("instructions"))
    tastes = unspoken_tastes_of(row.client_id for row in found)
    return [row.pk for row in found if _is_untold(row) or _lacks_a_taste(row, tastes.get(row.client_id, []))]


def _is_untold(row: Booking) -> bool:
    return any(line.told_at is None and line.state == Line.ASKED for line in row.instructions.all())


def _lacks_a_taste(row: Booking, tastes: list[Taste]) -> bool:
    known = {line.preference_id for line in row.instructions.all()}
    return any(taste.id not in known and fits(row.kind, taste) for taste in tastes)


def _coming(now: datetime) -> QuerySet[Booking]:
    """Proven promises of a house that we can write to, near enough to be spoken of."""
    near = Booking.objects.filter(state=State.CONFIRMED, starts_at__gt=now, starts_at__lte=now + SERVED_WITHIN)
    return near.exclude(organisation=None).exclude(kind__in=NOT_TOLD).order_by("starts_at", "pk")


def _answered():  # type: ignore[no-untyped-def]
    """Promises whose service letter was answered since it was read last."""
    said = Q(instructions__letter__message__answered_by__isnull=False, instructions__heard=None)
    said |= Q(instructions__letter__message__answered_by__sent_at__gt=F("instructions__heard__sent_at"))
    page = Q(instructions__letter__page__answers__taken_at=None, instructions__letter__page__answers__isnull=False)
    return Booking.objects.filter(said | page, cancelled_at=None).order_by("pk").distinct()


def _tell(booking: Booking, now: datetime) -> None:
    """One letter with every line that nobody has told them."""
    lines = list(booking.instructions.filter(told_at=None, state=Line.ASKED).order_by("-is_must", "pk"))
    if not lines or booking.organisation is None:
        return
    contact = (
        Contact.objects.filter(organisation=booking.organisation)
        .exclude(mail="", telegram="")
        .order_by("-warmth", "pk")
    ).first()
    desk = booking.organisation
    is_desk = bool(desk.mail or desk.telegram)
    whose = Whose(organisation_id=desk.pk) if is_desk or contact is None else Whose(contact_id=contact.pk)
    proof = booking.proven_by
    order = services.Order(
        kind=booking.kind, reference=open_sealed(proof, "reference") if proof else "", starts_at=booking.starts_at,
        party=booking.party_size, lines=tuple(open_sealed(line, "text") for line in lines), now=now,
        zone=the_house().tz, sender=Sender(str(booking.client.led_by), the_house().name),
    )  # fmt: skip
    words = services.order(order, language=the_house().language)
    shows = {
        "goal": words.subject,
        "lines": list(order.lines),
        "signed": order.sender.person,
        "house": order.sender.house,
    }
    question = Question(
        booking.client_id, whose, "service", words.body, words.subject, language=the_house().language,
        page=Asks("order", shows, booking.starts_at),
    )  # fmt: skip
    try:
        letter = asking.ask(question, now=now)
    except NoWay:
        return
    actions.told([line.pk for line in lines], letter, now=now)


def _hear(booking: Booking, now: datetime) -> None:
    """Each letter's answers, once: which lines they confirm, which they refuse."""
    lines = list(booking.instructions.exclude(letter=None).select_related("letter", "heard").order_by("pk"))
    for letter in dict.fromkeys(line.letter for line in lines):
        own = [line for line in lines if line.letter == letter]
        for answer in asking.pressed([letter.pk]) if letter and letter.purpose == "service" else []:
            asking.take_in(answer.id, became=answer.act, now=now)
            state = Line.CONFIRMED if answer.act == "confirm" else Line.REFUSED if answer.act == "decline" else None
            for line in own if state else []:
                _say(booking, line, str(state), now)
        for message in asking.replies([letter.pk] if letter else []):
            _read(booking, own, message, now)


def _read(booking: Booking, lines: list[Instruction], message: Message, now: datetime) -> None:
    fresh = [line for line in lines if line.heard is None or message.sent_at > line.heard.sent_at]
    if not fresh:
        return
    said = heard_of_lines(open_sealed(message, "body"), [open_sealed(line, "text") for line in fresh])
    for line, is_met in zip(fresh, said, strict=True):
        line.heard = message
        line.save(update_fields=["heard"])
        if is_met is not None:
            _say(booking, line, Line.CONFIRMED if is_met else Line.REFUSED, now)


def _say(booking: Booking, line: Instruction, state: str, now: datetime) -> None:
    if line.state == state:
        return
    actions.answer_instruction(line.pk, state, by=None, now=now)
    if state == Line.REFUSED and line.is_must:
        _task(booking, open_sealed(line, "text"), now)


def _task(booking: Booking, words: str, now: datetime) -> None:
    """What must be and is not to be had there: somebody finds it elsewhere, or tells the client in time."""
    house = str(booking.organisation or "")
    with translation.override(the_house().language):
        title = _("%(house)s has no %(what)s: find it elsewhere") % {"house": house, "what": words}
    requests.add_task(
        booking.client, title=title, category=booking.kind, owner=booking.client.led_by, now=now,
        client_request=booking.client_request, due_at=max(now + LEAST, booking.starts_at - FOUND_BEFORE),
        no_return_at=booking.starts_at, cost_of_failure=2,
    )  # fmt: skip
    journal.record("booking.must_refused", about=booking)
