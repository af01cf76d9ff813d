"""Run your own house: the first start founds it, every start opens it and stays until Ctrl-C.

The data is in BUTLER_HOME (default ~/.butler). Without a terminal, give --name, --email and BUTLER_OWNER_PASSWORD."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from butler.command import home, preparing, serving
from butler.command.database import needed
from butler.command.home import Home
from butler.command.problems import Problem
from butler.command.steps import django, step

Founder = tuple[str, str, str]  # name of the house, the owner's e-mail and password


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: the first free one from 8000 on")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1; see BUTLER_HOSTS)"
    )
    parser.add_argument("--name", help="name of the house, on first run")
    parser.add_argument("--email", help="the owner's e-mail, on first run")
    parser.add_argument("--prepare-only", action="store_true", help="found and set up the house, and do not open it")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(args: argparse.Namespace) -> int:
    house = home.own()
    if house.is_demo:
        raise Problem(f"{house.path} is a demo house", next_step="set BUTLER_HOME to another folder")
    founder = None if house.is_founded else ask_founder(args)
    if args.prepare_only:
        house.open()
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
    """What the first run must know; asked at a terminal, else taken from options and environment."""
    name = args.name or os.environ.get("BUTLER_HOUSE_NAME")
    email = args.email or os.environ.get("BUTLER_OWNER_EMAIL")
    password = os.environ.get("BUTLER_OWNER_PASSWORD")
    if name and email and password:
        return name, email, password
    if not sys.stdin.isatty():
        raise Problem(
            "a new house needs a name and an owner",
            next_step="give --name NAME --email EMAIL and BUTLER_OWNER_PASSWORD, or start it at a terminal",
        )
    print("A new house. Three questions:")
    name = name or input("  Name of the house: ").strip()
    email = email or input("  Your e-mail (you sign in with it): ").strip()
    return name, email, password or getpass.getpass("  A password, 12 letters or more: ")


def prepare(house: Home, founder: Founder | None) -> None:
    """Set up, and found the house where there is none."""
    preparing.prepare(house)
    with preparing.alone(house):
        if founder and not house.is_founded:
            _found(house, *founder)
            (house.path / "founded").touch()


def _found(house: Home, name: str, email: str, password: str) -> None:
    with step("founding the house"):
        os.environ["BUTLER_OWNER_PASSWORD"] = password  # never an argument: those are seen by every user
        django(house, "worker", "found_house", "--name", name, "--email", email)
        del os.environ["BUTLER_OWNER_PASSWORD"]


def greet(address: str, args: argparse.Namespace) -> None:
    print(f"\nYour house is open: {address}\n\nCtrl-C closes it.", flush=True)
    if args.host != "127.0.0.1" and "BUTLER_HOSTS" not in os.environ:
        print("Set BUTLER_HOSTS to the names people reach it by, or they are turned away.", flush=True)
    if not args.no_browser:
        serving.open_browser(address)
