"""Verbs of the monthly letter: who wants it, draft it, answer it. Nothing leaves here; that is the outbox's work."""

from datetime import date, datetime
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from butler.channels.port import File
from butler.correspondence import actions as correspondence
from butler.correspondence.actions import Draft
from butler.correspondence.models import Approval, Channel, Letter
from butler.dossiers.models import Client
from butler.ground import acting, journal
from butler.ground.acting import acting_for
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.reports import printing
from butler.reports.access import letters
from butler.reports.models import MonthLetter, Wish
from butler.reports.rules import letter as rules
from butler.reports.rules.letter import Composed
from butler.staff.models import Staff

PURPOSE = "month"
ONE_AT_A_TIME = 0x6D6F6E74  # an advisory lock: of two workers the second finds the work done
AT_ONCE = 50  # letters of one ring; the next one goes on


class NotYet(Exception):
    """The month is not over on the client's calendar, or nothing was settled in it."""


@transaction.atomic
def want(client_id: UUID, *, by: Staff, now: datetime) -> None:
    """The client wants the letter of each month."""
    row, is_new = Wish.objects.get_or_create(client=_client(client_id), defaults={"by": by, "at": now})
    if is_new:
        journal.record("month_letter.wanted", about=row)


@transaction.atomic
def want_no_more(client_id: UUID) -> None:
    """They do not want it any more; what waits for a yes waits on."""
    row = Wish.objects.filter(client=_client(client_id)).first()
    if row is not None:
        journal.record("month_letter.not_wanted", about=row)
        row.delete()


def prepare_due(*, now: datetime) -> int:
    """Draft the letters of the month that is over for whoever wants them; rung again it changes nothing.

    Returns how many are new. What waits untouched and counts otherwise now is written anew.
    """
    house = House.objects.first()
    if house is None or house.local(now).time() < house.morning_at:
        return 0
    with acting_for(PURPOSE):
        _one_at_a_time()
        wishes = Client.objects.filter(pk__in=Wish.objects.values("client"), left_on__isnull=True)
        clients = wishes.select_related("led_by").order_by("pk")
        fresh = (client for client in clients if _prepare(client, now))
        return sum(1 for _ in islice(fresh, AT_ONCE))


@transaction.atomic
def draft(client_id: UUID, month: date, *, now: datetime) -> MonthLetter:
    """The letter of one month, asked for by hand. Once there is one it is that; NotYet when there is nothing to say."""
    client = _client(client_id)
    _one_at_a_time()
    if row := MonthLetter.objects.filter(client=client, month=month).first():
        return row
    if not rules.is_over(month, now, ZoneInfo(client.zone)) or not _write(client, month, now):
        raise NotYet
    return MonthLetter.objects.get(client=client, month=month)


@transaction.atomic
def approve(row_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """A yes: it leaves at the client's hour."""
    return correspondence.approve(_locked(row_id).letter_id, by=by, now=now)


@transaction.atomic
def refuse(row_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """Not this month: it stays in the house."""
    return correspondence.refuse(_locked(row_id).letter_id, by=by, now=now)


@transaction.atomic
def take_back(row_id: UUID, *, by: Staff, now: datetime) -> Letter:
    """The answer was a slip: within ten seconds it waits again."""
    return correspondence.take_back(_locked(row_id).letter_id, by=by, now=now)


@transaction.atomic
def edit(row_id: UUID, text: str, *, by: Staff, now: datetime) -> MonthLetter:
    """Somebody's own words, on the paper too. They are kept from then on."""
    row = _locked(row_id)
    letter = correspondence.edit(row.letter_id, text, by=by, now=now)
    correspondence.carry(letter.pk, (_paper(row.month, text, row.minutes, letter.language),))
    row.edited_by = by
    row.save(update_fields=["edited_by"])
    return row


def _prepare(client: Client, now: datetime) -> bool:
    month = rules.month_due(now, ZoneInfo(client.zone))
    if month is None:
        return False
    row = MonthLetter.objects.select_related("letter").filter(client=client, month=month).first()
    if row is None:
        return _write(client, month, now)
    if row.letter.state == Letter.State.WAITING and row.edited_by_id is None:
        _put_right(row, client, now)
    return False


def _write(client: Client, month: date, now: datetime) -> bool:
    zone = ZoneInfo(client.zone)
    returned = letters.returned_in(client.pk, month, zone)
    leaves_at = rules.leaves_at(now, client.digest_at, zone)
    composed = letters.composed(client, month, returned, leaves_at=leaves_at) if returned.matters else None
    if composed is None:
        return False
    letter = correspondence.draft_letter(_draft(client, month, composed, leaves_at), now=now)
    row = MonthLetter.objects.create(
        client=client, month=month, letter=letter, minutes=composed.minutes, matters=composed.matters, compiled_at=now
    )
    journal.record("month_letter.drafted", about=row, minutes=row.minutes, matters=row.matters)
    return True


def _put_right(row: MonthLetter, client: Client, now: datetime) -> None:
    """What was settled counts otherwise now: two requests were one, something was settled after all."""
    returned = letters.returned_in(client.pk, row.month, ZoneInfo(client.zone))
    if (returned.minutes, returned.matters) == (row.minutes, row.matters):
        return
    composed = letters.composed(client, row.month, returned, leaves_at=row.letter.send_after)
    if composed is None:
        return  # a person says no to it
    correspondence.edit(row.letter_id, composed.body, by=None, now=now)
    correspondence.carry(row.letter_id, (_paper(row.month, composed.body, composed.minutes, client.language),))
    row.minutes, row.matters, row.compiled_at = composed.minutes, composed.matters, now
    row.save(update_fields=["minutes", "matters", "compiled_at"])
    journal.record("month_letter.rewritten", about=row, minutes=row.minutes, matters=row.matters)


def _draft(client: Client, month: date, composed: Composed, leaves_at: datetime) -> Draft:
    return Draft(
        client_id=client.pk,
        purpose=PURPOSE,
        subject=composed.subject,
        body=composed.body,
        send_after=leaves_at,
        channel=Channel.MAIL,  # a letter with a paper; where they have no mail it takes another way
        language=client.language,
        files=(_paper(month, composed.body, composed.minutes, client.language),),
    )


def _paper(month: date, body: str, minutes: int, language: str) -> File:
    return File(
        printing.name_of_letter(month, language), printing.PDF, printing.letter_as_pdf(month, body, minutes, language)
    )


def _client(client_id: UUID) -> Client:
    acting.check_may_open(client_id, "profile")
    client = Client.objects.select_related("led_by").filter(pk=client_id).first()
    if client is None:
        raise NotHere
    return client


def _locked(row_id: UUID) -> MonthLetter:
    row = MonthLetter.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    if row is None:
        raise NotHere
    return row


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
