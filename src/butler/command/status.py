"""Say what runs, and where."""

from __future__ import annotations

import argparse

from butler.command import home, processes, serving, supervise
from butler.command.database import embedded, is_external
from butler.command.home import Home


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="only the demo house")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when a house is open, 3 when none is."""
    houses = [house for house in dict.fromkeys([home.demo(), home.own()]) if house.path.exists()]
    if args.demo:
        houses = [home.demo()]
    for house in houses:
        print(f"{house.path}: {said(house)}")
    if not houses:
        print("there is no house yet: ./butler demo, or ./butler run")
    return 0 if any(serving.served_by(house) for house in houses) else 3


def said(house: Home) -> str:
    """What runs of one house, in one line."""
    now = serving.served_by(house)
    web = f"open at {now.address} (process {now.process.pid})" if now and now.address else "closed"
    if now and not now.address:
        web = f"being opened (process {now.process.pid})"
    left = len(processes.with_environment(f"{supervise.MARK}={house.path}")) if not now else 0
    database = "external" if is_external() else "runs" if embedded(house).running() else "stopped"
    return f"{web}; database {database}" + (f"; {left} processes of a crash left (./butler stop)" if left else "")
