"""Run your own house: the first start founds it, every start opens it and stays until Ctrl-C.

The data is in BUTLER_HOME (default ~/.butler). Without a terminal, give --name, --email and BUTLER_OWNER_PASSWORD."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from dataclasses import dataclass

from butler.command import home, preparing, serving
from butler.command.database import needed
from butler.command.home import Home
from butler.command.problems import Problem
from butler.command.steps import django, step

ALSO_TOLD = ("city", "zone", "given_name", "surname", "language")


@dataclass(frozen=True)
class Founder:
    """What the first run must know."""

    options: tuple[str, ...]
    password: str


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: the first free one from 8000 on")
    parser.add_argument("--host", default="127.0.0.1", help="listen on this address (default 127.0.0.1)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--prepare-only", action="store_true", help="set up and found the house, and do not open it")
    founding = parser.add_argument_group("on the first run")
    founding.add_argument("--name", help="name of the house (or BUTLER_HOUSE_NAME)")
    founding.add_argument("--email", help="the owner's e-mail (or BUTLER_OWNER_EMAIL)")
    founding.add_argument("--given-name", help="how the owner is called")
    founding.add_argument("--surname", help="the owner's surname")
    founding.add_argument("--city", help="where the house works")
    founding.add_argument("--zone", help="its time zone (default Europe/Moscow)")
    founding.add_argument("--language", choices=["ru", "en"], help="the owner's language (default ru)")


def run(args: argparse.Namespace) -> int:
    house = home.own()
    founder = None if house.is_founded else ask_founder(args)
    house.open("own")
    if args.prepare_only:
        with needed(house):
            prepare(house, founder)
        return 0
    if (other := serving.served_by(house)) and other.address:
        door = serving.Door(args.host, 0)  # not used: serve() says who serves
    else:
        door = serving.choose_door(args.host, args.port)
    return serving.serve(
        house, door, greet=lambda address: greet(address, args), prepare=lambda: prepare(house, founder)
    )


def ask_founder(args: argparse.Namespace) -> Founder:
    """What the first run must know: from options and environment; what is missing is asked at a terminal."""
    name = getattr(args, "name", None) or os.environ.get("BUTLER_HOUSE_NAME")
    email = getattr(args, "email", None) or os.environ.get("BUTLER_OWNER_EMAIL")
    password = os.environ.get("BUTLER_OWNER_PASSWORD")
    if not (name and email and password) and not sys.stdin.isatty():
        raise Problem(
            "there is no house here yet, and a new one needs a name and an owner",
            next_step="./butler run --name NAME --email EMAIL with BUTLER_OWNER_PASSWORD set, or at a terminal",
        )
    name = name or input("A new house. What is its name? ").strip()
    email = email or input("Your e-mail (you sign in with it): ").strip()
    password = password or getpass.getpass("A password, 12 letters or more: ")
    given = {field: getattr(args, field, None) for field in ALSO_TOLD} | {"name": name, "email": email}
    options = (f"--{field.replace('_', '-')}={value}" for field, value in given.items() if value)
    return Founder(tuple(options), password)


def prepare(house: Home, founder: Founder | None) -> None:
    """Set up, and found the house where there is none."""
    preparing.prepare(house)
    with preparing.alone(house):
        if founder and not house.is_founded:
            _found(house, founder)
            (house.path / "founded").touch()


def _found(house: Home, founder: Founder) -> None:
    if preparing.inside(house, "is-founded", "looking for the house"):
        return  # founded by a start that did not come to its end
    with step("founding the house"):
        told = f"{founder.password}\n"
        again = "start again with other answers"
        django(house, "worker", "found_house", "--password-stdin", *founder.options, told=told, next_step=again)


def greet(address: str, args: argparse.Namespace) -> None:
    print(f"\nYour house is open: {address}\n\nCtrl-C closes it.", flush=True)
    if args.host != "127.0.0.1" and "BUTLER_HOSTS" not in os.environ:
        print("Set BUTLER_HOSTS to the names people reach it by, or they are turned away.", flush=True)
    if not args.no_browser:
        serving.open_browser(address)
