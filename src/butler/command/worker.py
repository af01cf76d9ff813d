"""The worker's process: first it asks for what a worker before it may have left, then it waits for jobs.

Run as a child process: python -m butler.command.worker [options of procrastinate's worker]
"""

from __future__ import annotations

import sys
import time

import django
from django.core.management import execute_from_command_line

AT_START = ("ground.rescue", "correspondence.sweep")  # both ring every minute too


def ask_at_start() -> None:
    """Nobody waits a minute for what was on its way when the worker before this one died."""
    from butler.ground.later import later

    for job in AT_START:
        later(job, timestamp=int(time.time()))


def main() -> None:
    django.setup()
    ask_at_start()
    execute_from_command_line(["django", "procrastinate", "worker", *sys.argv[1:]])


if __name__ == "__main__":
    main()
