"""The worker: one job at a time, in order, on the virtual clock; killed where the seed says so, and begun again.

It is the house's own jobs that run, as they were asked for. A killed worker leaves a transaction half done: it is
rolled back, its connection is gone, and its job is asked for again as `ground.rescue` would ask.
"""

import asyncio
import inspect
import json
import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from croniter import croniter
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from procrastinate.contrib.django import app

from butler.bookings.models import Booking
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.rehearsal.building import PURPOSE

MOST = 3_000  # jobs at one moment: more is a circle
RESCUED_AFTER = timedelta(minutes=1)  # a new worker asks at its start, and every minute
GRID = timedelta(minutes=30)  # no row says when the morning comes: at least so often everything is asked
BEFORE = tuple(timedelta(hours=hours) for hours in (72, 48, 24, 12, 6, 4, 3, 2, 1))  # and so long before what begins
EARLY = 12  # statements into a job at which the script's own crash comes: few jobs have less
LONGEST = 60  # statements into a job at which a worker may die
KILLS = 0.02  # of the jobs, where workers are killed at random
LEFT_OUT = ("ground.rescue", "correspondence.fetch")  # the first is played here, the second knocks at the world's doors
FAR = timedelta(days=400)
log = logging.getLogger(__name__)


class Killed(BaseException):
    """The worker is gone in the middle of a job."""


@dataclass(frozen=True)
class Failure:
    """A job that ended with an error of ours."""

    at: datetime
    job: str
    error: str


@dataclass
class Worker:
    """Takes what is due until nothing is."""

    chance: random.Random
    kills_at_random: bool = False
    to_die: int = 0  # so many of the next jobs are cut short
    crashes: int = 0
    done: int = 0
    failures: list[Failure] = field(default_factory=list)
    dead: list[tuple[int, datetime]] = field(default_factory=list)  # jobs of a killed worker, and when they are found

    def until_quiet(self) -> None:
        """Run every job that is due at the clock's moment, and those that they ask for."""
        for _ in range(MOST):
            self._rescue()
            taken = _next_job(clock.now())
            if taken is None:
                return
            self._run(*taken)
        raise RuntimeError(f"jobs ask for jobs without end at {clock.now():%F %T}: {_waiting()}")

    def ring(self, since: datetime) -> None:
        """Ask for the periodic jobs whose hour came after `since` and until now, each once."""
        for name, cron in periodic():
            if _rang(cron, since, clock.now()):
                later(name, timestamp=int(clock.now().timestamp()))

    def next_due(self, until: datetime) -> datetime:
        """The next moment at which a job, a row or the grid is due; `until` at the latest."""
        now = clock.now()
        grid = datetime.fromtimestamp((now.timestamp() // GRID.total_seconds() + 1) * GRID.total_seconds(), UTC)
        found = [until, grid, *_scheduled(now), *_before_what_begins(now), *(at for _, at in self.dead if at > now)]
        if (row := _row_due(now)) is not None:
            found.append(_whole_minute(row))
        return min(found)

    def _run(self, job: int, name: str, args: dict[str, Any], attempts: int) -> None:
        task = app.tasks[name]
        try:
            with self._perhaps_dying():
                done = task.func(**args)
                if inspect.iscoroutine(done):
                    asyncio.run(done)
        except Killed:
            connection.close()
            self.crashes += 1
            self.to_die = max(0, self.to_die - 1)
            self.dead.append((job, clock.now() + RESCUED_AFTER))
            return
        except Exception as error:
            log.debug("job failed", exc_info=True)
            self._failed(job, name, task, attempts, error)
            return
        self.done += 1
        _mark(job, "succeeded")

    def _failed(self, job: int, name: str, task: Any, attempts: int, error: Exception) -> None:
        if not connection.is_usable():
            connection.close()
        strategy = task.retry_strategy
        again = strategy.get_retry_decision(exception=error, job=_Tried(attempts)) if strategy else None
        if again is not None:
            wait = max(
                timedelta(0), (again.retry_at or datetime.now(UTC)) - datetime.now(UTC)
            )  # it counts in real time
            _mark(job, "todo", at=clock.now() + timedelta(seconds=round(wait.total_seconds())) if wait else None)
            return
        text = " ".join(str(error).split())[:300]
        self.failures.append(Failure(clock.now(), name, f"{type(error).__name__}: {text}"))
        _mark(job, "failed")

    @contextmanager
    def _perhaps_dying(self) -> Iterator[None]:
        """Within, the worker may be killed at one statement: before the database hears it, or after."""
        if not self.to_die and not (self.kills_at_random and self.chance.random() < KILLS):
            yield
            return
        longest = EARLY if self.to_die else LONGEST
        with connection.execute_wrapper(_deadly(self.chance.randint(1, longest), self.chance.random() < 0.5)):
            yield

    def _rescue(self) -> None:
        found = [job for job, at in self.dead if at <= clock.now()]
        self.dead = [(job, at) for job, at in self.dead if at > clock.now()]
        for job in found:
            _mark(job, "todo")


@dataclass(frozen=True)
class _Tried:
    """What the strategy of a task asks of a job."""

    attempts: int


def periodic() -> list[tuple[str, str]]:
    """The house's periodic jobs and when they ring, by name."""
    found = ((one.task.name, one.cron) for one in app.periodic_registry.periodic_tasks.values())
    return sorted(pair for pair in found if pair[0] not in LEFT_OUT)


def _deadly(statement: int, hears_it: bool) -> Callable[..., Any]:
    left = statement

    def wrapper(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not hears_it:
            raise Killed
        result = execute(sql, params, many, context)
        if left == 0:
            raise Killed
        return result

    return wrapper


def _next_job(now: datetime) -> tuple[int, str, dict[str, Any], int] | None:
    """The oldest job that is due, taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT id FROM procrastinate_jobs"
            " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)"
            " ORDER BY priority DESC, id LIMIT 1) RETURNING id, task_name, args, attempts",
            [now],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], row[2] if isinstance(row[2], dict) else json.loads(row[2]), row[3]


def _mark(job: int, status: str, *, at: datetime | None = None) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status, attempts = attempts + 1,"
                " scheduled_at = coalesce(%s, scheduled_at) WHERE id = %s",
                [status, at, job],
            )
    except IntegrityError:  # another of the same waits already: that one does the work
        _mark(job, "failed")


def _waiting() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'todo' GROUP BY 1")
        return list(cursor.fetchall())


def _scheduled(now: datetime) -> list[datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(scheduled_at) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at > %s", [now]
        )
        (found,) = cursor.fetchone()
    return [found] if found is not None else []


def _rang(cron: str, since: datetime, now: datetime) -> bool:
    return bool(croniter(cron, since).get_next(datetime) <= now)


def _before_what_begins(now: datetime) -> list[datetime]:
    """Hours before a booking at which a house may look at it, whatever the clock's minutes."""
    with acting_for(PURPOSE):
        starts = set(Booking.objects.filter(starts_at__gt=now).values_list("starts_at", flat=True))
    return [start - early for start in starts for early in BEFORE if start - early > now]


def _whole_minute(moment: datetime) -> datetime:
    """Sweeps ring at whole minutes."""
    rest = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment if not rest else moment - rest + timedelta(minutes=1)


def _row_due(now: datetime) -> datetime | None:
    """The next moment that any row of the house names."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('butler.purpose', 'rehearsal', true)")
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = 'next_moment'")
        if cursor.fetchone() is None:  # planned once: a hundred tables are more work to plan than to read
            cursor.execute(f"PREPARE next_moment (timestamptz, timestamptz) AS {_moments_sql()}")
        cursor.execute("EXECUTE next_moment (%s, %s)", [now, now + FAR])
        (found,) = cursor.fetchone()
    moment: datetime | None = found
    return moment


def _moments_sql() -> str:
    """The earliest moment ahead in any column of any table."""
    tables: dict[str, list[str]] = {}
    for table, column in _moments():
        tables.setdefault(table, []).append(f'min("{column}") FILTER (WHERE "{column}" > $1 AND "{column}" < $2)')
    parts = [f'SELECT least({", ".join(columns)}) AS at FROM "{table}"' for table, columns in tables.items()]  # noqa: S608
    return f"SELECT min(at) FROM ({' UNION ALL '.join(parts)}) AS moments"  # noqa: S608


def _moments() -> list[tuple[str, str]]:
    """Every moment of every table of the house: what is due is said by rows."""
    found = [
        (model._meta.db_table, str(column.column))
        for model in apps.get_models()
        if model.__module__.startswith("butler.")
        for column in model._meta.concrete_fields
        if isinstance(column, models.DateTimeField)
    ]
    return sorted(found)
