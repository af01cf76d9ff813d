"""Install what the tests need and run them. Everything after the verb goes to pytest:

./butler test                         all
./butler test src/butler/requests -x  one room, until the first failure
./butler test -m "not browser and not servers and not long"   without Chromium and the mail servers"""

from __future__ import annotations

import argparse
import os

from butler.command import debian, translations
from butler.command.home import CLONE, Home
from butler.command.postgres import Embedded
from butler.command.steps import follow, python, tell

PASSES_ON = True
NOT_FOR_TESTS = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "BUTLER_PG_SOCKET", "BUTLER_STATIC")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./butler test [pytest's options]"


def run(args: argparse.Namespace) -> int:
    debian.provide(args.rest)
    return run_pytest(args.rest)


def run_pytest(options: list[str]) -> int:
    """Run pytest in the tests' own home; stop the PostgreSQL that it started."""
    house = Home(CLONE / ".butler" / "test").open()
    translations.compile_catalogues()
    server = Embedded(house.path, durable=False, tell=tell)
    was_running = server.running()
    try:
        return follow(python("-m", "pytest", *options), environment(house), CLONE)
    finally:
        if not was_running:
            server.stop()


def environment(house: Home) -> dict[str, str]:
    """The tests' environment: nothing of a real house may reach them."""
    ours = house.environment("test")
    return {name: value for name, value in ours.items() if name not in NOT_FOR_TESTS or name not in os.environ}
