"""Play scripted days against the real system on a virtual clock, and score them.

Each FILE is a scenario, played in a house of its own that is thrown away afterwards. Ends with 0 when every expectation
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
AT_ONCE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="scenarios (YAML, format 1)")
    parser.add_argument("--json", metavar="OUT", type=Path, help="everything that was seen, for another judge")
    parser.add_argument("--seed", type=int, default=1, help="the same file and seed give the same scorecard")
    parser.add_argument("--crash", action="store_true", help="kill the worker at random points and start it again")


def run(args: argparse.Namespace) -> int:
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
        jobs = [pool.submit(_play, copies, number, file, seed, crash) for number, file in enumerate(files)]
        for file, job in zip(files, jobs, strict=True):
            told = job.result() | {"file": str(file)}
            if say is not None:
                say(page(told))
            yield told


def _play(copies: Copies, number: int, file: Path, seed: int, crash: bool) -> dict[str, Any]:
    import subprocess

    with tempfile.TemporaryDirectory() as folder, copies.copy(str(number)) as database:
        out = Path(folder) / "told.json"
        log = copies.home.log(f"play-{number}")
        command = python("-m", "butler.command.manage", str(log), "play_scenario", str(file.absolute()))
        command += ["--out", str(out), "--seed", str(seed), *(["--crash"] if crash else [])]
        env = copies.environment("worker", database, PYTHONHASHSEED=str(abs(seed) % 4_294_967_295))
        try:
            done = subprocess.run(
                command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, check=False, timeout=MOST_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Problem(f"{file.name} was not played in {MOST_SECONDS} s", next_step=f"read {log}") from None
        if not out.exists():
            raise Problem(f"{file.name} could not be played: {done.stdout.strip()[-600:]}", next_step=f"read {log}")
        told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


def _total(plays: list[dict[str, Any]]) -> dict[str, Any]:
    from butler.command.scorecards import totals

    return totals([play["scorecard"] for play in plays])
