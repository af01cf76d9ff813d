"""Everything that must be green: style, floors, types, migrations, translations, tests.

All steps run, whatever fails; at the end each one's time and whether it held. Exit code 0 only when all did."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from butler.command import debian, rehearse, scorecards, testing, wording
from butler.command.home import CLONE, Home
from butler.command.steps import python

EVALS = CLONE.parent / "shared" / "evals"
# set: its cases, and the figures worth a line.
FIGURES = {
    "vcards": ("vcards/dev.jsonl", ()),
    "recurrence": ("recurrence/dev.jsonl", ("standard_share",)),
    "calendars": ("recurrence/calendars.jsonl", ()),
    "dates": ("dates/dev.jsonl", ("core_ru", "core_en", "none")),
    "concierge_ru": ("concierge_ru/dev.jsonl", ("category_and_act", "slots", "false_bookings", "mood_negative")),
    "emotions_ru": ("emotions_ru/dev.jsonl", ("any_negative",)),
    "dialogues_en": ("dialogues_en/dev.jsonl", ("domain_acc_standalone", "slots_standalone")),
    "intents_ru_home": ("intents_ru_home/dev.jsonl", ("not_a_booking", "timers")),
    "supplier_replies": ("supplier_replies/dev.jsonl", ("kind_acc", "all_right", "false_confirms")),
    "duplicates": ("duplicates/dev.jsonl", ("p", "f1", "seconds")),
    "reservations": ("reservations/dev.jsonl", ("tier_A", "tier_B", "tier_C_invented", "bcbp", "pkpass", "merge")),
    "email_replies": ("email_replies/dev.jsonl", ("ru_uk_passed",)),
}
# Played here: a table lost and made good, a search against the clock, a journey that breaks, a foreseen gift, a night
# with a dying worker, suppliers by telephone, an English client who moves a dinner. All days are played by command:
# `./butler rehearse src/butler/rehearsal/scenarios/*.yaml`.
PLAYED = (
    "dinner-is-off", "english-evening", "istanbul-connection", "morning-anniversary", "night-and-tomorrow",
    "telephone-only", "theatre-at-sixteen",
)  # fmt: skip
# A file shares its living house; the files come in the order of src/conftest.py.
TWO_AT_ONCE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
IMPORT_LINTER = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Step:
    """One thing that must hold."""

    name: str
    holds: Callable[[], bool]


def configure(parser: argparse.ArgumentParser) -> None:
    names = [step.name for step in STEPS]
    parser.add_argument(
        "--only", action="append", choices=names, metavar="STEP", help=f"only this one: {', '.join(names)}"
    )
    parser.add_argument("--without", action="append", choices=names, default=[], metavar="STEP", help="not this one")


def run(args: argparse.Namespace) -> int:
    chosen = [step for step in STEPS if (not args.only or step.name in args.only) and step.name not in args.without]
    results = [take(step) for step in chosen]
    print("\nsummary")
    for step, (held, seconds) in zip(chosen, results, strict=True):
        print(f"  {'ok    ' if held else 'FAILED'}  {step.name:14} {seconds:6.1f} s")
    return 0 if results and all(held for held, _ in results) else 1


def take(step: Step) -> tuple[bool, float]:
    """Do one step; whether it held, and how long it took."""
    print(f"== {step.name}", flush=True)
    started = time.monotonic()
    held = step.holds()
    seconds = time.monotonic() - started
    print(f"   {'ok' if held else 'FAILED'} after {seconds:.1f} s", flush=True)
    return held, seconds


def tool(*command: str) -> bool:
    """Run a tool; its words are shown only when it complains."""
    house = Home(CLONE / ".butler" / "test").open()
    done = subprocess.run(
        python(*command),
        cwd=CLONE,
        env=testing.environment(house) | {"BUTLER_ROLE": "owner"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout.rstrip())
    return done.returncode == 0


def style() -> bool:
    formatted = tool("-m", "ruff", "format", "--check", "--output-format", "concise", "src")
    if not formatted:
        print("   next: .venv/bin/python -m ruff format src")
    return tool("-m", "ruff", "check", "--quiet", "--output-format", "concise", "src") and formatted


def floors() -> bool:
    return tool("-c", IMPORT_LINTER)


def types() -> bool:
    return tool("-m", "mypy", "--no-error-summary")


def migrations() -> bool:
    # The database need not run for this; that it does not is no complaint of ours.
    return tool("-W", "ignore::RuntimeWarning", "-m", "django", "makemigrations", "--check", "--dry-run")


def translations_complete() -> bool:
    complaints = wording.complaints()
    print("\n".join(complaints), end="\n" if complaints else "")
    if complaints:
        print("   next: add them to src/butler/locale/parts/<room>.ru.po, then ./butler translations")
    return not complaints


def figures() -> bool:
    """How well we read the development cases, where they lie beside the clone; a floor is another's business."""
    if not (EVALS / "score.py").exists():
        print("   no development cases beside this clone: nothing to measure")
        return True
    return sum([measure(name, cases, wanted) for name, (cases, wanted) in FIGURES.items()]) == len(FIGURES)


def measure(name: str, cases: str, wanted: tuple[str, ...]) -> bool:
    """Score one set and print its line; false only when it could not be measured."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        command = [sys.executable, str(EVALS / "score.py"), "run", name, str(EVALS / cases), str(out), "--"]
        env = dict(os.environ) | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""}
        done = subprocess.run(
            [*command, str(CLONE / "butler"), "read"], capture_output=True, text=True, check=False, env=env
        )
    try:
        found = json.loads(done.stdout.splitlines()[0])
    except (IndexError, ValueError):
        print(f"   {name}: could not be measured: {done.stderr.strip()[-300:]}")
        return False
    more = "".join(f", {figure} {found[figure]}" for figure in wanted if figure in found)
    passed = f"{found['passed']} of " if "passed" in found else ""
    print(f"   {name}: {passed}{found['cases']}{more}, {found['ms_per_case']} ms each")
    return True


def rehearsal() -> bool:
    """The written days, played: false when one cannot be, or when the house did not do what it expects."""
    plays = list(rehearse.played([rehearse.SCENARIOS / f"{name}.yaml" for name in PLAYED]))
    for play in plays:
        card = play["scorecard"]
        met, wanted = card["expectations_met"]
        print(f"   {card['scenario']}: {met} of {wanted} met, {card['invariants_broken']} invariants broken")
        for unmet in (one for one in play["expectations"] if not one["met"]):
            print(f"     expect[{unmet['index']}]: {unmet['why']}")
    total = scorecards.totals([play["scorecard"] for play in plays])
    met, wanted = total["expectations_met"]
    print(f"   all: {met} of {wanted} met, {total['invariants_broken']} invariants broken")
    return all(play["scorecard"]["holds"] for play in plays)


def tests() -> bool:
    debian.provide()
    return testing.run_pytest(TWO_AT_ONCE) == 0


STEPS = (
    Step("style", style),
    Step("floors", floors),
    Step("types", types),
    Step("migrations", migrations),
    Step("translations", translations_complete),
    Step("figures", figures),
    Step("rehearsal", rehearsal),
    Step("tests", tests),
)
