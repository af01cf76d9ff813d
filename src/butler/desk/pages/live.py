"""GET /live/: what changed just now, as a stream of server-sent events (HTML Living Standard, section 9.2).

The stream carries topics and ids only, and only of clients whose dossier the reader may open; the page then asks for
the part that changed, in its reader's name. A stream holds a thread of the server, so there is a most of them for each
process; whoever comes later is told to ask every few seconds instead.
"""

import json
import time
from collections.abc import Iterator

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from butler.desk.shell import StaffRequest
from butler.ground.acting import acting_as
from butler.ground.listening import AGAIN, Told, hearing, open_pages
from butler.staff.models import Staff
from butler.staff.views import staff_view

MOST_STREAMS = 24  # half of a process's threads
LASTS = 300.0  # seconds; the browser comes again by itself, and is let in again or not
PING = 15.0
RIGHTS_KEPT = 20.0  # how long a grant given just now may take to be heard


@staff_view(roles=("concierge", "lead", "owner", "auditor"))
def live(request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
    """GET /live/: a stream; 204 when there are as many as this process can hold."""
    if open_pages() >= MOST_STREAMS:
        return HttpResponse(status=204)
    stream = StreamingHttpResponse(_events(request.user), content_type="text/event-stream")
    stream.headers["X-Accel-Buffering"] = "no"
    stream.headers["Cache-Control"] = "no-store"
    return stream


def _events(reader: Staff) -> Iterator[str]:
    ends = time.monotonic() + LASTS
    rights = Rights(reader)
    with hearing() as wait:
        yield "retry: 2000\n\n"
        while time.monotonic() < ends:
            told = wait(PING)
            if told is None:
                yield ": here\n\n"
                continue
            may_hear = told == AGAIN or rights.may_hear(told)
            connection.close()  # a stream lives long: it holds no connection while it waits
            if may_hear:
                yield f"event: {told.topic}\ndata: {json.dumps({'about': told.about})}\n\n"


class Rights:
    """Which clients the reader may hear about, asked anew when it may have changed."""

    def __init__(self, reader: Staff) -> None:
        self.reader, self.asked_at = reader, -RIGHTS_KEPT
        self.clients: frozenset[str] = frozenset()
        self.sorts_mail = False

    def may_hear(self, told: Told) -> bool:
        """Something of no client is for those who sort mail; the rest for those who hold a grant."""
        if time.monotonic() - self.asked_at >= RIGHTS_KEPT:
            self._ask()
        return told.client in self.clients if told.client else self.sorts_mail

    def _ask(self) -> None:
        with acting_as(self.reader.pk), connection.cursor() as cursor:
            cursor.execute("SELECT dossiers_open_clients('profile')")
            self.clients = frozenset(str(client_id) for (client_id,) in cursor.fetchall())
            cursor.execute("SELECT staff_sorts_mail()")
            (self.sorts_mail,) = cursor.fetchone()
        self.asked_at = time.monotonic()


urls = [path("live/", live, name="live")]
