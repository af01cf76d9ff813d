"""Write requirements/*.txt anew from requirements/*.in, with hashes and without addresses. Needs uv."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

from butler.command.home import CLONE
from butler.command.problems import Problem
from butler.command.steps import step

FOLDER = CLONE / "requirements"
SOURCES = {"base": ["base.in"], "dev": ["base.in", "dev.in"]}
# natasha is here for the model files it carries; what only its code would import stays away.
LEFT_OUT = ("pymorphy2", "pymorphy2-dicts-ru", "dawg-python", "docopt", "yargy", "ipymarkup", "intervaltree")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")


def run(args: argparse.Namespace) -> int:
    uv = find_uv()
    for name, sources in SOURCES.items():
        with step(f"writing requirements/{name}.txt"):
            compile_lock(uv, name, sources, upgrade=args.upgrade)
    return 0


def find_uv() -> str:
    private = CLONE / ".butler" / "uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(private) if private.exists() else None)
    if found is None:
        raise Problem("uv is not installed", next_step=f"python3 -m pip install --target {private.parents[1]} uv")
    return found


def compile_lock(uv: str, name: str, sources: list[str], *, upgrade: bool) -> None:
    command = [
        uv, "pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-header", *(f"--no-emit-package={package}" for package in LEFT_OUT),
        *(["--upgrade"] if upgrade else []), *(str(Path("requirements") / source) for source in sources),
        "-o", f"requirements/{name}.txt",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=CLONE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Problem(f"uv pip compile failed: {done.stderr.strip()[-400:]}", next_step="mend requirements/*.in")
