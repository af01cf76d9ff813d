"""Whatever colleagues do with requests, in whatever order, and however time passes: none is forgotten."""

from datetime import timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions, jobs
from butler.requests.models import AT_REST, ClientRequest, Merge, Pause, RequestState, Task

LONGEST_WAIT = 60 * 24 * 20  # minutes
places = st.integers(0, 7)
waits = st.integers(20, LONGEST_WAIT).map(lambda minutes: timedelta(minutes=minutes))


class Lives(RuleBasedStateMachine):
    """Anna, Ilya and Mark work for Olshanskaya; Vera and the owner say who may."""

    cast: dict = {}

    def __init__(self) -> None:
        super().__init__()
        self.__dict__.update(self.cast)
        self.now = clock.now()
        self.moves: list = []
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def act(self, verb, *arguments, **named) -> None:
        """Whoever may work today does it; what the life of a request does not know is refused and changes nothing."""
        by = self.anna if self.anna.is_active else self.ilya
        with clock.set_to(self.now), acting_as(by.pk):
            try:
                with transaction.atomic():
                    move = verb(*arguments, by=by, now=self.now, **named)
            except actions.Refused:
                return
        if move is not None and hasattr(move, "taken_back_at"):
            self.moves.append(move.pk)

    def one(self, place: int):
        with acting_for("test"):
            ids = list(ClientRequest.objects.order_by("opened_at", "pk").values_list("pk", flat=True))
        return ids[place % len(ids)] if ids else None

    @rule(ahead=st.none() | waits, with_task=st.booleans())
    def open(self, ahead, with_task):
        owner = self.anna if self.anna.is_active else self.ilya
        with clock.set_to(self.now), acting_as(owner.pk):
            actions.open_request(
                self.client, title="Просьба", category="other", owner=owner, now=self.now, with_task=with_task,
                happens_at=ahead and self.now + ahead,
            )  # fmt: skip

    @precondition(lambda self: self.one(0))
    @rule(place=places, state=st.sampled_from(RequestState.values))
    def go_on(self, place, state):
        self.act(actions.advance, self.one(place), state)

    @precondition(lambda self: self.one(0))
    @rule(place=places, ahead=waits)
    def pause(self, place, ahead):
        self.act(actions.pause_request, self.one(place), until=self.now + ahead, why="client")

    @precondition(lambda self: self.one(0))
    @rule(place=places, verb=st.sampled_from([actions.resume_request, actions.reopen_request, actions.close_request]))
    def resume_or_reopen_or_close(self, place, verb):
        self.act(verb, self.one(place))

    @precondition(lambda self: self.one(0))
    @rule(place=places)
    def cancel(self, place):
        self.act(actions.cancel_request, self.one(place), reason="передумали")

    @precondition(lambda self: self.one(0))
    @rule(place=places, other=places)
    def merge(self, place, other):
        self.act(actions.merge_requests, self.one(place), self.one(other))

    @precondition(lambda self: self.one(0))
    @rule(place=places)
    def take_apart(self, place):
        self.act(actions.take_requests_apart, self.one(place))

    @precondition(lambda self: self.one(0))
    @rule(place=places)
    def hand_over(self, place):
        chosen = self.one(place)
        with acting_for("test"):
            mine = ClientRequest.objects.get(pk=chosen).owner_id == self.anna.pk
        self.act(actions.hand_request_over, chosen, self.ilya if mine else self.anna)

    @precondition(lambda self: self.moves)
    @rule()
    def take_the_last_back(self):
        self.act(lambda move, *, by, now: actions.take_back(move, by=by, now=now) and None, self.moves.pop())

    @rule()
    def anna_goes_or_returns(self):
        with clock.set_to(self.now), acting_as(self.owner.pk):
            self.anna.refresh_from_db()
            if self.anna.is_active:
                actions.let_go(self.anna, now=self.now)
            else:
                type(self.anna).objects.filter(pk=self.anna.pk).update(is_active=True)
        self.anna.refresh_from_db()

    @rule(is_open=st.booleans())
    def ilya_is_let_in_or_out(self, is_open):
        if not self.anna.is_active:
            return  # somebody works for her
        chosen = {"profile", "identity", "family"} if is_open else set()
        with clock.set_to(self.now), acting_as(self.owner.pk):
            actions.set_grants(self.ilya, self.client.pk, chosen, until=None, reason="смена", now=self.now)

    @rule(passed=waits)
    def time_passes(self, passed):
        self.now += passed
        with clock.set_to(self.now):
            jobs.ring(0)

    @invariant()
    def nothing_is_forgotten(self):
        with clock.set_to(self.now), acting_for("test"):
            assert access.orphans(now=self.now) == []
            assert not ClientRequest.objects.filter(due_at__lte=self.now).exists()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def every_step_leads_to_the_next(self):
        with acting_for("test"):
            for row in ClientRequest.objects.prefetch_related("changes"):
                steps = sorted(row.changes.all(), key=lambda step: step.number)
                assert [step.before for step in steps] == ["", *(step.after for step in steps[:-1])]
                assert (steps[-1].after, steps[-1].number) == (row.state, row.state_number)

    @invariant()
    def what_waits_and_what_is_one_is_known_once(self):
        with acting_for("test"):
            paused = set(Pause.objects.filter(ended_at=None).values_list("client_request", flat=True))
            waits = set(ClientRequest.objects.filter(due_what="resume").values_list("pk", flat=True))
            assert paused == waits
            merged = Merge.objects.filter(apart_at=None)
            assert not merged.exclude(merged__state="closed").exists()
            assert not Task.objects.filter(client_request__state__in=AT_REST, done_at=None).exists()


def test_no_request_is_ever_forgotten(olshanskaya, anna, ilya, owner):
    Lives.cast = {"client": olshanskaya, "anna": anna, "ilya": ilya, "owner": owner}
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=8,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
