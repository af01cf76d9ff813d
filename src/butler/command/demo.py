"""Set up the demo house, open it on today's morning, and stay until Ctrl-C.

The house is fictional. Its data is in .butler/demo of the clone, unless BUTLER_HOME names another folder."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from butler.command import home, preparing, serving
from butler.command.database import embedded, is_external, needed
from butler.command.home import SRC, Home, mark_of
from butler.command.problems import Problem
from butler.command.steps import step, tell

ZONE = ZoneInfo("Europe/Moscow")
WIDTHS = {"role": 10, "email": 26, "name": 22, "password": 0}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="prepare it, print its morning, stop what was started")
    parser.add_argument("--port", type=int, help="default: the first free one from 8000 on")
    parser.add_argument("--reset", action="store_true", help="throw the demo house away and make it anew")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(args: argparse.Namespace) -> int:
    house = home.demo()
    house.open("demo")
    if args.reset:
        reset(house)
    if args.once:
        return once(house)
    if (other := serving.served_by(house)) and other.address:
        door = serving.Door("127.0.0.1", 0)  # not used: serve() says who serves
    else:
        door = serving.choose_door("127.0.0.1", args.port)
    return serving.serve(
        house,
        door,
        greet=lambda address: greet(house, address, browser=not args.no_browser),
        prepare=lambda: prepare_morning(house),
    )


def reset(house: Home) -> None:
    """Throw the data away, keep the folder and its keys."""
    if is_external():
        raise Problem("--reset would empty the database at DATABASE_URL", next_step="empty it yourself, or unset it")
    with step("throwing the demo house away"):
        serving.stop(house)
        embedded(house).clear_away()
        for stamp in [*(house.path / "done").glob("*"), house.path / "founded", _sign_ins(house)]:
            stamp.unlink(missing_ok=True)


def once(house: Home) -> int:
    """The same without serving: print the team's brief and the digests."""
    with needed(house):
        prepare(house)
        return preparing.aloud(house, "worker", "morning")


def prepare(house: Home) -> str:
    """The house as of today; what was made today already is not made again. The mark of this day's house."""
    preparing.prepare(house)
    mark = _todays_mark()
    with preparing.alone(house):
        if not house.has_done("demo", mark) or is_external():
            tell("the demo house, up to today:")
            sign_ins = preparing.inside(house, "demo-house", "the demo house")
            _sign_ins(house).write_text(json.dumps(sign_ins, ensure_ascii=False))
            house.note_done("demo", mark)
    (house.path / "founded").touch()
    return mark


def prepare_morning(house: Home) -> None:
    """The house and its morning, once a day; later in the day the worker takes care of it."""
    mark = prepare(house)
    if house.has_done("morning", mark):
        return
    tell("today's morning:")
    if preparing.aloud(house, "worker", "morning", "--quiet"):
        raise Problem("the morning could not be prepared", next_step="read the lines above")
    house.note_done("morning", mark)


def _todays_mark() -> str:
    makers = (path for path in SRC.glob("butler/demo/**/*.py") if "tests" not in path.parts)
    return f"{datetime.now(ZONE).date()} {mark_of(makers, content=True)}"


def greet(house: Home, address: str, *, browser: bool) -> None:
    """The address, who may sign in, and how to end."""
    print(f"\nButler is ready: {address}\n")
    for line in sign_in_lines(_sign_ins(house)):
        print(f"  {line}")
    print("\nCtrl-C closes the house.", flush=True)
    if browser:
        serving.open_browser(address)


def sign_in_lines(path: Path) -> list[str]:
    """One line for each person who may sign in, and the password once when it is everyone's."""
    try:
        people: list[dict[str, str]] = json.loads(path.read_text())
    except (OSError, ValueError):
        return []
    passwords = {person["password"] for person in people}
    columns = ["role", "email", "name"] + (["password"] if len(passwords) > 1 else [])
    lines = ["   ".join(person[column].ljust(WIDTHS[column]) for column in columns).rstrip() for person in people]
    return lines if len(passwords) > 1 else [*lines, "", f"the password of all: {passwords.pop()}"]


def _sign_ins(house: Home) -> Path:
    return house.path / "sign-ins.json"
