"""Verbs that work in a house and then leave: start the database, run one Django command, stop what was started."""

from __future__ import annotations

import argparse

from butler.command import demo, home, own, preparing
from butler.command.database import needed
from butler.command.problems import Problem


def run_in_house(args: argparse.Namespace, role: str, *command: str) -> int:
    """Run one Django command in the chosen house; its words go straight to the person."""
    house = home.chosen(args)
    if command[0] != "shell" and not preparing.has_command(command[0]):
        raise Problem(f"this Butler has no {command[0]} yet", next_step="take a newer one")
    is_demo = args.demo or house.is_demo
    founder = None if is_demo or house.is_founded else own.ask_founder(args)
    house.open("demo" if is_demo else "own")
    with needed(house):
        if is_demo:
            demo.prepare(house)
        else:
            own.prepare(house, founder)
        return preparing.aloud(house, role, *command, *args.rest)
