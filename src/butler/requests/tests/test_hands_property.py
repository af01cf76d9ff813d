"""However work is handed about, answered and brought back: it has one owner who may open it, and no door stays open."""

from datetime import timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from butler.dossiers import access as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs
from butler.requests.actions import Thing
from butler.requests.models import AT_REST, ClientRequest, HandedItem, HandOver, Task

A_MINUTE = timedelta(minutes=1)
places = st.integers(0, 7)
hours = st.integers(5, 60 * 12).map(lambda minutes: timedelta(minutes=minutes))
ANSWERS = (
    actions.accept,
    lambda pk, *, by, now: actions.refuse(pk, "busy", by=by, now=now),
    actions.take_answer_back,
    actions.withdraw,
    actions.bring_back,
)


class Hands(RuleBasedStateMachine):
    """Anna leads, Ilya covers, Mark is closed out; Vera leads the team and may offer anything to anybody."""

    cast: dict = {}

    def __init__(self) -> None:
        super().__init__()
        self.__dict__.update(self.cast)
        self.now = clock.now()
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def act(self, by, act) -> None:
        """Somebody does it; what is refused changes nothing."""
        with clock.set_to(self.now), acting_as(by.pk):
            try:
                with transaction.atomic():
                    act(by=by, now=self.now)
            except (actions.Refused, NotHere):
                pass

    def all(self, model, **where):
        with acting_for("test"):
            return list(model.objects.filter(**where).order_by("pk"))

    @initialize()
    def begin(self):
        for _ in range(2):
            self.open()

    @rule()
    def open(self):
        with acting_for("test"):
            owner = access.heir(self.client, now=self.now)
        self.act(owner, lambda *, by, now: actions.open_request(
            self.client, title="Просьба", category="other", owner=by, now=now
        ))  # fmt: skip

    @rule(place=places, further=st.integers(1, 2), kind=st.sampled_from(["client", "request", "task"]),
          lasts=st.none() | hours, waits=st.none() | hours, answer=st.sampled_from((*ANSWERS[:2], None)))  # fmt: skip
    def offer(self, place, further, kind, lasts, waits, answer):
        """Vera offers what is anybody's to a colleague; often they answer at once."""
        rows = self.all(ClientRequest if kind != "task" else Task)
        chosen = rows[place % len(rows)]
        giver = chosen.owner if chosen.owner in self.people else self.anna
        taker = self.people[(self.people.index(giver) + further) % 3]
        thing = Thing(self.client.pk, **({} if kind == "client" else {f"{kind}_id": chosen.pk}))
        since = self.now + waits if waits else None
        until = (since or self.now) + lasts if lasts else None
        known = {item.pk for item in self.all(HandedItem)}
        self.act(self.vera, lambda *, by, now: actions.offer(
            [thing], giver=giver, taker=taker, why="cover", by=by, now=now, since=since, until=until
        ))  # fmt: skip
        for item in self.all(HandedItem) if answer else ():
            if item.pk not in known:
                self.act(taker, lambda *, by, now, pk=item.pk: answer(pk, by=by, now=now))

    @rule(place=places, answer=st.sampled_from(ANSWERS))
    @precondition(lambda self: self.all(HandedItem))
    def answer(self, place, answer):
        items = self.all(HandedItem)
        item = items[place % len(items)]
        with acting_for("test"):
            head = HandOver.objects.select_related("taker").get(pk=item.hand_over_id)
        by = self.vera if answer == actions.withdraw else head.taker
        self.act(by, lambda *, by, now: answer(item.pk, by=by, now=now))

    @rule(place=places)
    def settle(self, place):
        rows = [row for row in self.all(ClientRequest) if row.state not in AT_REST]
        if rows:
            chosen = rows[place % len(rows)]
            self.act(chosen.owner, lambda *, by, now: actions.close_request(chosen.pk, by=by, now=now))

    @rule(place=places)
    def somebody_goes_and_returns(self, place):
        person = self.people[1 + place % 2]  # Ilya or Mark
        with clock.set_to(self.now), acting_as(self.owner.pk):
            actions.let_go(person, now=self.now)
        with acting_for("test"):
            type(person).objects.filter(pk=person.pk).update(is_active=True)
            person.refresh_from_db()

    @rule(passed=hours)
    def time_passes(self, passed):
        """A ring before each end, as the minute's sweep has it, and one at the end of the wait."""
        ends = self.now + passed
        moments = [row.until - A_MINUTE for row in self.all(HandOver) if row.until and self.now < row.until <= ends]
        for moment in sorted({max(self.now, each) for each in moments} | {ends}):
            self.now = moment
            with clock.set_to(moment):
                jobs.ring(0)
            for later in (moment, moment + A_MINUTE):
                self.check_owners(later)

    def check_owners(self, moment) -> None:
        with clock.set_to(moment), acting_for("test"):
            assert access.orphans(now=moment) == []

    @invariant()
    def work_has_an_owner_who_may_open_it(self):
        self.check_owners(self.now)
        with clock.set_to(self.now), acting_for("test"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def the_door_is_open_to_mark_only_while_something_is_in_his_hands(self):
        with acting_for("test"):
            accepted = HandedItem.objects.filter(state="accepted", hand_over__taker=self.mark, moved_at__isnull=False)
            holds = accepted.exists()
        with clock.set_to(self.now), acting_as(self.mark.pk):
            assert holds or not dossiers.open_compartments(self.client.pk)


def test_work_is_never_without_an_owner_however_it_is_handed_about(olshanskaya, anna, ilya, mark, vera, owner):
    Hands.cast = {"client": olshanskaya, "anna": anna, "mark": mark, "vera": vera, "owner": owner,
                  "people": (anna, ilya, mark)}  # fmt: skip
    run_state_machine_as_test(
        Hands,
        settings=settings(
            max_examples=6,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
