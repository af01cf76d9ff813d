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
from butler.command.preparing import has_command
from butler.command.problems import Problem
from butler.command.steps import django, follow, python, step, tell

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
        prepare=lambda: prepare(house),
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
        if not has_command("morning"):
            tell("this house has no morning yet")
            return 0
        return follow(python("-m", "django", "morning"), house.environment("worker"))


def prepare(house: Home) -> None:
    """Everything up to today's morning; what was done today already is not done again."""
    preparing.prepare(house)
    today = datetime.now(ZONE).date().isoformat()
    makers = (path for path in SRC.glob("butler/demo/**/*.py") if "tests" not in path.parts)
    mark = f"{today} {mark_of(makers, content=True)}"
    with preparing.alone(house):
        if not house.has_done("demo", mark) or is_external():
            _build(house)
            house.note_done("demo", mark)
    (house.path / "founded").touch()


def _build(house: Home) -> None:
    if not (SRC / "butler" / "demo" / "build.py").exists():
        return
    tell("the demo house, up to today:")
    sign_ins = preparing.inside(house, "demo-house", "the demo house")
    _sign_ins(house).write_text(json.dumps(sign_ins, ensure_ascii=False))
    if has_command("morning"):
        with step("preparing its morning"):
            django(house, "worker", "morning")


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
