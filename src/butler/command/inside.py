"""The few things that need Django started and are not a management command of a room. Run as a child process."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from zoneinfo import ZoneInfo

import django
from django.conf import settings


def demo_house() -> object:
    """Make the demo house, or bring it to today; its sign-ins."""
    from butler.ground import clock

    build = import_module("butler.demo.build")

    return build.ensure(clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date())


def is_founded() -> bool:
    """Is there a house in this database?"""
    from butler.ground.models import House

    return House.objects.exists()


VERBS = {"demo-house": demo_house, "is-founded": is_founded}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(VERBS[sys.argv[1]](), ensure_ascii=False, default=str))
