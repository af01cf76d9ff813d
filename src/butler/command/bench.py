"""Run a benchmark of the folder bench/ with the tools the tests use. Without a name: say which there are."""

from __future__ import annotations

import argparse

from butler.command.home import CLONE, Home
from butler.command.problems import Problem
from butler.command.steps import follow, python

FOLDER = CLONE / "bench"
PASSES_ON = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help=", ".join(names()) or "none yet")


def run(args: argparse.Namespace) -> int:
    if args.name is None:
        print("\n".join(names()))
        return 0
    if args.name not in names():
        raise Problem(f"there is no benchmark {args.name!r}", next_step=f"one of: {', '.join(names())}")
    house = Home(CLONE / ".butler" / "bench").open()
    command = python(str(FOLDER / f"{args.name}.py"), *args.rest)
    return follow(command, house.environment("worker"))


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
