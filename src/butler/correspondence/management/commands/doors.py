"""Keep the house's doors open until told to stop: its mail server, its bots, its mailboxes."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from butler.correspondence.keeping import keep


class Command(BaseCommand):
    help = "Keep the doors through which messages come."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: stop.set())
        keep(stop)
