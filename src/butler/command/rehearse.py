"""Play scripted days against the real system on a virtual clock, and score them.

Each FILE is a scenario, played in a house of its own that is thrown away afterwards; --generate makes up a whole day of
a house of any size instead, and tells what it took. Ends with 0 when every expectation
and every invariant holds, 1 when one does not, 2 when a file is no valid scenario: it says on which line, and why."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from butler.command.copies import Copies, opened
from butler.command.problems import Problem
from butler.command.scorecards import page, summary
from butler.command.steps import python

SCENARIOS = Path(__file__).resolve().parents[1] / "rehearsal" / "scenarios"
MOST_SECONDS = 900
MOST_SECONDS_OF_A_DAY = 6 * 3600
AT_ONCE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="scenarios (YAML, format 1)")
    parser.add_argument("--json", metavar="OUT", type=Path, help="everything that was seen, for another judge")
    parser.add_argument("--seed", type=int, default=1, help="the same file and seed give the same scorecard")
    parser.add_argument("--crash", action="store_true", help="kill the worker at random points and start it again")
    made = parser.add_argument_group("a generated day")
    made.add_argument("--generate", action="store_true", help="make up a whole day by the seed, and play it")
    made.add_argument("--managers", type=int, default=5, help="how many managers the house has (5)")
    made.add_argument("--clients", type=int, default=20, help="how many clients each of them has (20)")
    made.add_argument("--failure", type=float, default=0.05, help="which share of promises and answers fails (0.05)")
    made.add_argument("--keep", metavar="FILE", type=Path, help="write the generated day down as a scenario")


def run(args: argparse.Namespace) -> int:
    if bool(args.files) == args.generate:
        raise Problem("nothing to play" if args.generate is False else "a file or a generated day, not both",
                      next_step="name FILEs, or say --generate")  # fmt: skip
    if args.generate:
        return _run_generated(args)
    wrong = [line for file in args.files for line in complaints(file)]
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 2
    plays = list(played(args.files, seed=args.seed, crash=args.crash, say=print))
    if len(plays) > 1:
        print(summary([play["scorecard"] for play in plays]))
    if args.json:
        told = plays[0] if len(plays) == 1 else {"scorecard": _total(plays), "scenarios": plays}
        args.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(play["scorecard"]["holds"] for play in plays) else 1


def _run_generated(args: argparse.Namespace) -> int:
    from butler.rehearsal.generating import Size, as_yaml, generate

    if args.managers < 1 or args.clients < 1 or not 0 <= args.failure <= 1:
        raise Problem("a house has at least one manager and one client, and a share is between 0 and 1",
                      next_step="see ./butler rehearse --help")  # fmt: skip
    size = Size(args.managers, args.clients, args.failure)
    if args.keep:
        args.keep.write_text(as_yaml(generate(size, seed=args.seed)), encoding="utf-8")
    what = ["--generate", str(size.managers), str(size.clients_each), str(size.failure)]
    with opened() as copies:
        told = _play(copies, 0, what, "the day", args.seed, args.crash, most_seconds=MOST_SECONDS_OF_A_DAY)
    print(page(told | {"file": "generated"}, all_met=False))
    if args.json:
        args.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if told["scorecard"]["holds"] else 1


def complaints(file: Path) -> list[str]:
    """Everything wrong with a file, as `file:line: path: reason`."""
    from butler.rehearsal.scenario import NotAScenario, read_scenario

    try:
        read_scenario(file)
    except NotAScenario as refusal:
        return [wrong.told(str(file)) for wrong in refusal.wrong]
    return []


def played(files: list[Path], *, seed: int = 1, crash: bool = False, say: Any = None) -> Iterator[dict[str, Any]]:
    """Play each file; what was seen, in their order. `say` is told each scorecard as soon as it is there."""
    with opened() as copies, ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        jobs = [
            pool.submit(_play, copies, number, [str(file.absolute())], file.name, seed, crash)
            for number, file in enumerate(files)
        ]
        for file, job in zip(files, jobs, strict=True):
            told = job.result() | {"file": str(file)}
            if say is not None:
                say(page(told))
            yield told


def _play(
    copies: Copies, number: int, what: list[str], name: str, seed: int, crash: bool, most_seconds: int = MOST_SECONDS
) -> dict[str, Any]:
    import subprocess

    with tempfile.TemporaryDirectory() as folder, copies.copy(str(number)) as database:
        out = Path(folder) / "told.json"
        log = copies.home.log(f"play-{number}")
        command = python("-m", "butler.command.manage", str(log), "play_scenario", *what)
        command += ["--out", str(out), "--seed", str(seed), *(["--crash"] if crash else [])]
        env = copies.environment("worker", database, PYTHONHASHSEED=str(abs(seed) % 4_294_967_295))
        try:
            done = subprocess.run(
                command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, check=False, timeout=most_seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Problem(f"{name} was not played in {most_seconds} s", next_step=f"read {log}") from None
        if not out.exists():
            raise Problem(f"{name} could not be played: {done.stdout.strip()[-600:]}", next_step=f"read {log}")
        told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


def _total(plays: list[dict[str, Any]]) -> dict[str, Any]:
    from butler.command.scorecards import totals

    return totals([play["scorecard"] for play in plays])
