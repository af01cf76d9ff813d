"""The few things that need Django started and are not a management command of a room. Run as a child process."""

from __future__ import annotations

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.conf import settings


def demo_house() -> object:
    """Make the demo house, or bring it to today; its sign-ins."""
    from butler.ground import clock

    build = import_module("butler.demo.build")

    return build.ensure(clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date(), loud=True)


def is_founded() -> bool:
    """Is there a house in this database?"""
    from butler.ground.models import House

    return House.objects.exists()


VERBS = {"demo-house": demo_house, "is-founded": is_founded}


def main(verb: str, log: str) -> dict[str, object]:
    """The verb's answer; of a failure one line, and the whole story in the log."""
    try:
        django.setup()
        return {"given": VERBS[verb]()}
    except Exception as error:
        Path(log).write_text(traceback.format_exc())
        print(file=sys.stderr)  # the line of progress that it broke off
        return {"failed": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:]), ensure_ascii=False, default=str))
