"""Throw spoilt messages at what reads strangers' words, for a while: a reader may refuse as it says, nothing else.

With atheris (a requirement of the tests, where it exists) the spoiling follows the code's branches; without it, it is
random, and the number printed repeats it. Ends with 1 at the first reader that breaks, and prints what broke it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from butler.command.home import CLONE
from butler.command.spoiling import TARGETS, Target, spoilt
from butler.command.steps import follow, python

SECONDS = 30
SLOW = 5.0  # seconds for one message of a few kilobytes
GUIDED = """
import sys, atheris
with atheris.instrument_imports(include=["butler"]):
    from butler.command.spoiling import TARGETS
target = TARGETS[sys.argv.pop(1)]
target.warm_up()
atheris.Setup(sys.argv, lambda content: target.read(content))
atheris.Fuzz()
"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reader", nargs="?", choices=sorted(TARGETS), metavar="READER", help=", ".join(sorted(TARGETS)))
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, metavar="N", help=f"for each reader (default {SECONDS})"
    )
    parser.add_argument("--number", type=int, default=1, metavar="N", help="where the random spoiling starts")
    parser.add_argument("--random", action="store_true", help="random, also where atheris is installed")


def run(args: argparse.Namespace) -> int:
    names = [args.reader] if args.reader else sorted(TARGETS)
    guided = not args.random and find_spec("atheris") is not None
    held = [
        guide(name, seconds=args.seconds, number=args.number)
        if guided
        else throw(TARGETS[name], seconds=args.seconds, number=args.number)
        for name in names
    ]
    return 0 if all(held) else 1


def throw(target: Target, *, seconds: float, number: int, most: int | None = None) -> bool:
    """Random spoiling until the time or the count is over; whether the reader held."""
    target.warm_up()
    until = time.monotonic() + seconds
    thrown = 0
    while time.monotonic() < until and (most is None or thrown < most):
        content = spoilt(target.seeds, number + thrown)
        started = time.process_time()
        try:
            target.read(content)
        except Exception as error:
            print(f"{target.name}: {type(error).__name__}: {error}\n  --number {number + thrown}: {content!r}")
            return False
        if time.process_time() - started > SLOW:
            print(f"{target.name}: too slow\n  --number {number + thrown}: {content!r}")
            return False
        thrown += 1
    print(f"{target.name}: held against {thrown}")
    return True


def guide(name: str, *, seconds: int, number: int) -> bool:
    """Atheris in a process of its own: it takes the whole of it."""
    with tempfile.TemporaryDirectory() as folder:
        for at, seed in enumerate(TARGETS[name].seeds):
            (Path(folder) / str(at)).write_bytes(seed)
        limits = [
            f"-max_total_time={seconds}",
            f"-timeout={int(SLOW)}",
            "-max_len=4096",
            f"-artifact_prefix={folder}/",
            f"-seed={number}",
        ]
        print(f"{name}:", flush=True)
        return follow(python("-c", GUIDED, name, *limits, folder), {"PYTHONPATH": str(CLONE / "src")}, CLONE) == 0
