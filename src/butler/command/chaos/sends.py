"""Letters leave while the worker is killed with -9 at random moments: what was lost, doubled, or not told?"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import psycopg

from butler.command import supervise
from butler.command.chaos.sink import Sink
from butler.command.home import Home
from butler.command.postgres import Embedded
from butler.command.problems import Problem
from butler.command.steps import python
from butler.command.supervise import Child

PATIENCE = 60  # seconds in which a living worker sends its next letter
SETTLING = 240  # and until after the storm everything has found its state
LAST_MOMENT = 0.04  # seconds between the letter that was waited for and the kill
BLIND = 0.1  # of the kills come whatever the worker does just then, while it starts too
SILENT = 0.005  # of the letters are taken without an answer
GOING = ("new", "claimed", "sending")


@dataclass(frozen=True)
class Plan:
    letters: int
    kills: int
    seed: int
    restarts: int = 0  # of the database
    workers: int = 1  # one is killed, the others go on sending beside it


@dataclass(frozen=True)
class Stage:
    """Where the storm rages: the house, how its database is asked from outside, and what its worker is started with."""

    home: Home
    dsn: str
    environment: Mapping[str, str]
    server: Embedded | None = None  # which may be stopped and started; else every connection to the house is cut


@dataclass(frozen=True)
class Report:
    """Lost: nowhere, and no person is told. Doubled: more than once on the wire. Unflagged: its state is not true."""

    letters: int
    kills: int
    restarts: int
    seconds: float
    arrived: int
    sent: int
    uncertain: int
    lost: int
    doubled: int
    unflagged: int

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.unflagged)

    def figures(self) -> dict[str, float]:
        return asdict(self)


def storm(plan: Plan, stage: Stage, *, say: Callable[[str], None] = lambda _: None) -> Report:
    """Furnish, kill, let it settle, count."""
    started = time.monotonic()
    with Sink(plan.seed, silent=SILENT) as sink:
        _furnish(plan, stage, sink.port)
        killed, restarted = _rage(plan, stage, sink, say)
        states, said = _rows(stage)
        arrived = Counter(sink.arrived)
    return judge(plan, states, said, arrived, killed, restarted, time.monotonic() - started)


def judge(
    plan: Plan,
    states: dict[str, str],
    said: set[str],
    arrived: Counter[str],
    kills: int,
    restarts: int,
    seconds: float,
) -> Report:
    """Hold the rows against the wire. `states` by letter; `said`: letters with a message in their conversation."""
    lost = [one for one in states if not arrived[one] and states[one] not in ("uncertain", "failed")]
    doubled = [one for one, times in arrived.items() if times > 1]
    untrue = [one for one in arrived if states.get(one) not in ("sent", "uncertain")]
    untold = [one for one, state in states.items() if (state == "sent") != (one in said)]
    tally = Counter(states.values())
    return Report(
        letters=len(states),
        kills=kills,
        restarts=restarts,
        seconds=round(seconds, 1),
        arrived=len(arrived),
        sent=tally["sent"],
        uncertain=tally["uncertain"],
        lost=len(lost) + plan.letters - len(states),
        doubled=len(doubled),
        unflagged=len(untrue) + len(untold),
    )


def _furnish(plan: Plan, stage: Stage, port: int) -> None:
    command = python("-m", "butler.command.chaos.furnish", str(plan.letters), str(port))
    subprocess.run(command, env=dict(stage.environment), check=True)


def _rage(plan: Plan, stage: Stage, sink: Sink, say: Callable[[str], None]) -> tuple[int, int]:
    chance = random.Random(plan.seed)  # noqa: S311 - a repeatable storm, no secret
    blows = ["kill"] * plan.kills + ["restart"] * plan.restarts
    chance.shuffle(blows)
    workers = [_worker(stage, number) for number in range(plan.workers)]
    for worker in workers:
        worker.start()
    try:
        for number, blow in enumerate(blows):
            _wait_for_the_moment(workers, sink, chance, (plan.letters - sink.total) // (len(blows) - number + 1))
            if blow == "restart":
                _shake(stage)
            else:
                _kill(workers[0])
                workers[0].start()
            say(f"{blow} {number + 1} of {len(blows)}: {sink.total} letters have arrived")
        _until_settled(stage, workers)
    finally:
        for worker in workers:
            _kill(worker)
    return blows.count("kill"), blows.count("restart")


def _shake(stage: Stage) -> None:
    """The database is gone for a moment, for everybody."""
    if stage.server is not None:
        stage.server.stop()
        stage.server.ensure()
        return
    with psycopg.connect(stage.dsn, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _wait_for_the_moment(workers: list[Child], sink: Sink, chance: random.Random, on_average: int) -> None:
    """Until some more letters have arrived, and a blink longer; now and then blindly."""
    if chance.random() < BLIND:
        time.sleep(chance.random() * 3)
        return
    enough = sink.total + chance.randint(1, max(1, 2 * on_average - 1))
    until = time.monotonic() + PATIENCE
    while sink.total < enough:
        _keep_alive(workers)
        if time.monotonic() > until:
            raise Problem("the workers send nothing any more", next_step=f"read {workers[0].log}")
        time.sleep(0.001)
    time.sleep(chance.random() * LAST_MOMENT)


def _until_settled(stage: Stage, workers: list[Child]) -> None:
    until = time.monotonic() + SETTLING
    while time.monotonic() < until:
        _keep_alive(workers)
        states, _ = _rows(stage)
        if not any(state in GOING for state in states.values()):
            return
        time.sleep(0.2)


def _rows(stage: Stage) -> tuple[dict[str, str], set[str]]:
    with psycopg.connect(stage.dsn) as admin:
        rows = admin.execute("SELECT replace(id::text, '-', ''), state FROM correspondence_letter").fetchall()
        said = admin.execute("SELECT replace(letter_id::text, '-', '') FROM correspondence_message").fetchall()
    return dict(rows), {one for (one,) in said}


def _keep_alive(workers: list[Child]) -> None:
    """What fell by itself, without its database, is started again, as the supervisor of every house does."""
    for worker in workers:
        if worker.is_down:
            worker.start()


def _worker(stage: Stage, number: int) -> Child:
    """The worker of every house, on this stage."""
    child = supervise.worker(stage.home)
    child.name = f"worker {number}"
    child.env = {**stage.environment, supervise.MARK: str(stage.home.path)}
    return child


def _kill(worker: Child) -> None:
    if worker.process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
