"""The outbox: the one place from which anything leaves the house.

    new -> claimed -> sending -> sent | uncertain | failed

One letter at a time is claimed (a transaction), marked as being on the wire (a transaction), sent outside of any, and
marked by what became of it (a transaction), only where it still is what this run made it. Whatever stops in between is
known by its state: what was claimed has surely not gone and is new again; what was on the wire may have gone, is
`uncertain`, and waits for a person. Nothing is ever blindly repeated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import sleep
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Min, Q

from butler.channels.port import NotDelivered, Outgoing, Receipt, Unsure, Why, Wire
from butler.correspondence import composing, departing, guarding, holding
from butler.correspondence.faring import Accounts, note_trouble, note_worked, open_channels, rests_until
from butler.correspondence.models import Account, Letter
from butler.correspondence.rules.leaving import FEW, Setback, Step, after, pause, when_may_leave, when_slot_is_free
from butler.correspondence.rules.ways import Lack, Way, other_way, way_for
from butler.ground import clock, journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later, later_at

State = Letter.State
PURPOSE = "outbox"
AT_ONCE = 500  # letters of one run; what is left is asked for at once
LOOKED_AT = 50  # letters that one claim looks at before it gives the turn away
LACKING = timedelta(minutes=10)  # how soon a letter without a way is looked at again
LONGEST_ON_THE_WIRE = timedelta(minutes=15)  # no wire waits that long: whoever does is not at work any more
MENDING = 6  # times the database is asked to keep what became of a letter, half a minute in all
CRASHES = 20  # a letter on which so many runs have fallen is shown to a person
NAMES_SOMEBODY = "names_somebody"  # it would tell the network who our client is
WORDS_REFUSED = (Why.NOT_SENDABLE, Why.CONTENT_REFUSED)

Wires = Callable[[Account], Wire]


@dataclass(frozen=True)
class Claim:
    """A letter in the hands of one run."""

    letter_id: UUID
    token: str


@dataclass
class Tally:
    """What one run did."""

    sent: int = 0
    uncertain: int = 0
    failed: int = 0
    put_off: int = 0
    has_more: bool = False


@dataclass(frozen=True)
class Loaded:
    """What is handed to the wire, and the wire."""

    message: Outgoing
    wire: Wire


def leave(wires: Wires, *, at_once: int = AT_ONCE) -> Tally:
    """Send what is due, one letter after the other. Safe to run twice, and at the same time."""
    tally = Tally()
    with holding.seat() as token:
        if not token:
            return tally  # others are at it
        recover(now=clock.now())
        for _ in range(at_once):
            claim = claim_next(token, now=clock.now())
            if claim is None:
                ring_for_the_next(now=clock.now())
                return tally
            if not carry(claim, wires, tally):
                break  # the database was gone meanwhile, and our lock with it
        tally.has_more = True
    return tally


def ring_for_the_next(*, now: datetime) -> None:
    """Ask to be rung at the very moment at which the first of those that were put off may leave."""
    with acting_for(PURPOSE):
        waiting = Letter.objects.filter(state=State.NEW, send_after__lte=now, due_at__gt=now)
        if (moment := waiting.aggregate(first=Min("due_at"))["first"]) is not None:
            later_at(moment, "correspondence.send")


def recover(*, now: datetime) -> tuple[int, int]:
    """What dead runs left behind: claimed is new again, on the wire is uncertain. Returns how many of each."""
    with acting_for(PURPOSE):
        held = Letter.objects.filter(state__in=(State.CLAIMED, State.SENDING))
        dead = holding.left_behind(held.order_by().values_list("claimed_by", flat=True).distinct())
        stale = Q(state=State.SENDING, sending_at__lt=now - LONGEST_ON_THE_WIRE)
        stale |= Q(state=State.CLAIMED, claimed_at__lt=now - LONGEST_ON_THE_WIRE)
        found = held.filter(Q(claimed_by__in=dead) | stale).select_for_update(of=("self",), skip_locked=True)
        back = lost = 0
        for letter in found.order_by("pk"):
            if letter.state == State.SENDING:
                _mark(letter, State.UNCERTAIN, why="crashed")
                lost += 1
            else:
                letter.tries += 1
                letter.due_at = now + pause(letter.tries) if letter.tries > FEW else None  # others go before it
                has_failed = letter.tries >= CRASHES
                _mark(letter, State.FAILED if has_failed else State.NEW, why="crashed" if has_failed else None)
                back += 1
    return back, lost


def claim_next(token: str, *, now: datetime) -> Claim | None:
    """Claim the next letter that may leave now, and settle its way. Those that may not yet learn their hour."""
    for _ in range(AT_ONCE):
        with acting_for(PURPOSE):
            holding.one_claims_at_a_time()
            accounts, full = open_channels(), set[str]()
            looked_at = _due(now)
            for letter in looked_at:
                if letter.channel not in full and _claimed(letter, accounts, full, token, now):
                    return Claim(letter.pk, token)
        if len(looked_at) < LOOKED_AT:
            break
    return None


def carry(claim: Claim, wires: Wires, tally: Tally) -> bool:
    """Send one claimed letter and keep what became of it. False when the database had to be asked more than once."""
    loaded = load(claim, wires, now=clock.now())
    if loaded is None:
        return True  # it is not ours any more
    outcome: Receipt | NotDelivered | Unsure
    try:
        outcome = loaded.wire.send(loaded.message)
    except (NotDelivered, Unsure) as refusal:
        outcome = refusal
    asked = 0
    while True:
        try:
            _keep(claim, loaded.message, outcome, tally)
            return asked == 0
        except (OperationalError, InterfaceError):
            # We alone know what became of it. If this fails too, the letter is found on the wire and is uncertain.
            asked += 1
            if asked == MENDING:
                raise
            connection.close()
            sleep(0.5 * 2**asked / 2)


def load(claim: Claim, wires: Wires, *, now: datetime) -> Loaded | None:
    """Mark the letter as being on the wire, and give what is sent. None when this run does not hold it any more."""
    with acting_for(PURPOSE):
        letter = _held(claim, State.CLAIMED)
        if letter is None or letter.account is None:
            return None
        if not letter.account.is_on:
            _mark(letter, State.NEW, why=Lack.NO_ACCOUNT)
            return None
        letter.sending_at, letter.dated_at = now, letter.dated_at or now
        letter.mail_domain = letter.mail_domain or composing.domain_of(letter.account)
        loaded = Loaded(composing.outgoing(letter, letter.account), wires(letter.account))
        _mark(letter, State.SENDING, "sending_at", "dated_at", "mail_domain")
    return loaded


def _keep(claim: Claim, message: Outgoing, outcome: Receipt | NotDelivered | Unsure, tally: Tally) -> None:
    now = clock.now()
    with acting_for(PURPOSE):
        # A run that outlived its lock still knows better than whoever took it for dead.
        letter = _held(claim, State.SENDING, State.UNCERTAIN)
        if letter is None:
            return
        if isinstance(outcome, Receipt):
            departing.has_left(letter, message_id=outcome.external_id, at=composing.seen_at(outcome.at, now))
            note_worked(letter.account, now=now)
            done = "sent"
        elif isinstance(outcome, Unsure):
            if letter.state != State.UNCERTAIN:
                _mark(letter, State.UNCERTAIN, why="unsure")
            done = "uncertain"
        else:
            done = _did_not_go(letter, outcome, now)
    setattr(tally, done, getattr(tally, done) + 1)


def _did_not_go(letter: Letter, refusal: NotDelivered, now: datetime) -> str:
    """It surely did not go: again later, by another way, or not at all."""
    note_trouble(letter.account, refusal.why, now=now)
    way = _another_way(letter)
    setback = Setback(
        tries=letter.tries + 1,
        permanent=refusal.permanent,
        is_account_broken=refusal.why.needs_repair,
        may_go_elsewhere=refusal.why not in WORDS_REFUSED,
        has_other_way=way is not None,
        retry_after=refusal.retry_after,
    )
    step, wait = after(setback)
    letter.tries += step != Step.MEND_FIRST
    letter.dated_at, letter.due_at = None, now + wait
    if step in (Step.AGAIN, Step.MEND_FIRST):
        _mark(letter, State.NEW, "dated_at", why=refusal.why)
        return "put_off"
    _mark(letter, State.FAILED, "dated_at", why=refusal.why)
    if step == Step.ANOTHER_WAY and way is not None:
        departing.send_instead(letter, way, now=now)
        later("correspondence.send")
    return "failed"


def _due(now: datetime) -> list[Letter]:
    rows = Letter.objects.select_related("client", "conversation__merged_into", "account")
    rows = rows.filter(_is_due(now), state=State.NEW, send_after__lte=now)
    return list(
        rows.select_for_update(of=("self",), skip_locked=True).order_by("send_after", "drafted_at", "pk")[:LOOKED_AT]
    )


def _is_due(now: datetime) -> Q:
    return Q(due_at__isnull=True) | Q(due_at__lte=now)


def _claimed(letter: Letter, accounts: Accounts, full: set[str], token: str, now: datetime) -> bool:
    """Claim it, if it may leave; else write down when it is looked at again, and why."""
    facts = composing.facts_of(letter)
    hour = when_may_leave(facts.leaving, now)
    if hour > now:
        return _put_off(letter, hour, "quiet_hours")
    way = _way(letter, facts, accounts)
    if isinstance(way, Lack):
        return _put_off(letter, now + LACKING, way)
    account = _account(letter, accounts[way.channel])
    free_at, why = max((rests_until(account, is_leaving=True), account.why), (_slot(account, now), "many_at_once"))
    if free_at > now:
        full.add(way.channel)
        return _put_off_all(way.channel, free_at, why, now)
    if guarding.names_somebody(letter):
        _mark(letter, State.FAILED, why=NAMES_SOMEBODY)
        return False
    letter.channel, letter.address, letter.account = way.channel, way.address, account
    letter.claimed_by, letter.claimed_at, letter.due_at, letter.guarded = token, now, None, guarding.CLEAN
    _mark(letter, State.CLAIMED, "channel", "address", "account", "claimed_by", "claimed_at", "guarded", why="")
    return True


def _way(letter: Letter, facts: composing.Facts, accounts: Accounts) -> Way | Lack:
    """Its way; what may have gone once keeps its own, so that it stays the same letter."""
    if letter.dated_at is not None and letter.account is not None:
        kept = Way(letter.channel, composing.open_sealed(letter, "address"))
        return kept if kept.channel in accounts else Lack.NO_ACCOUNT
    return way_for(facts.wishes, facts.known, accounts)


def _another_way(letter: Letter) -> Way | None:
    facts, tried, before = composing.facts_of(letter), [letter.channel], letter.instead_of
    while before is not None:
        tried.append(before.channel)
        before = before.instead_of
    return other_way(facts.wishes, facts.known, open_channels(), tried)


def _account(letter: Letter, usable: list[Account]) -> Account:
    return next((account for account in usable if account == letter.account), usable[0])


def _slot(account: Account, now: datetime) -> datetime:
    """When this account may take the next letter. What is claimed and not yet on the wire counts too."""
    minute = now - timedelta(minutes=1)
    rows = Letter.objects.filter(account=account).filter(Q(sending_at__gt=minute) | Q(claimed_at__gt=minute))
    times = rows.values_list("sending_at", "claimed_at")
    left = [max(filter(None, pair)) for pair in times]
    return when_slot_is_free(left, account.per_minute, now)


def _put_off(letter: Letter, until: datetime, why: str) -> bool:
    letter.due_at, letter.why = until, str(why)
    letter.save(update_fields=["due_at", "why"])
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    return False


def _put_off_all(channel: str, until: datetime, why: str, now: datetime) -> bool:
    """Nothing leaves by this channel for a while: one statement, however many wait."""
    waiting = Letter.objects.filter(_is_due(now), state=State.NEW, send_after__lte=now, channel=channel)
    waiting.update(due_at=until, why=why)
    live.changed("letter")
    return False


def _held(claim: Claim, *states: str) -> Letter | None:
    rows = Letter.objects.select_related("client", "conversation__merged_into", "account", "answers", "instead_of")
    held = rows.filter(pk=claim.letter_id, claimed_by=claim.token, state__in=states)
    return held.select_for_update(of=("self",)).first()


def _mark(letter: Letter, state: str, *fields: str, why: str | None = None) -> None:
    before, letter.state = letter.state, state
    letter.why = letter.why if why is None else str(why)
    letter.save(update_fields=["state", "why", "tries", "due_at", *fields])
    if state in (State.UNCERTAIN, State.FAILED):
        journal.record(f"letter.{state}", about=letter, why=letter.why, before=str(before))
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
