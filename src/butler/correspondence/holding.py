"""Who is at work just now: a run of the outbox holds a lock of the database for as long as it lives.

No heartbeat and no clock: when a process is killed, or the database starts anew, the lock is gone with the session, and
what the run had in hand is known to be left behind.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, connection

SEATS_SPACE, CLAIMING = 7_405_101, 7_405_100
SEATS = 2  # runs at once in one house: others of the worker's hands stay free while a slow server keeps us waiting


@contextmanager
def seat() -> Iterator[str]:
    """The token of this run, or an empty one when enough runs are at work."""
    number = next((number for number in range(SEATS) if _ask("pg_try_advisory_lock", SEATS_SPACE, number)), None)
    if number is None:
        yield ""
        return
    token = str(secrets.randbits(62))
    try:
        _ask("pg_advisory_lock", int(token))
        yield token
    finally:
        _let_go(token, number)


def left_behind(tokens: Iterable[str]) -> set[str]:
    """Of these runs, those that are no more. Inside a transaction: until its end none of them can be told alive."""
    return {token for token in tokens if _ask("pg_try_advisory_xact_lock", int(token))}


def one_claims_at_a_time() -> None:
    """Until the end of the transaction. Claiming is short, and so counted rates and the order of letters are exact."""
    _ask("pg_advisory_xact_lock", CLAIMING)


def _ask(function: str, *numbers: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(numbers))})", numbers)
        return cursor.fetchone()[0] is True


def _let_go(token: str, number: int) -> None:
    try:
        _ask("pg_advisory_unlock", int(token))
        _ask("pg_advisory_unlock", SEATS_SPACE, number)
    except (InterfaceError, DatabaseError):
        connection.close()  # the session is gone, and the locks with it
