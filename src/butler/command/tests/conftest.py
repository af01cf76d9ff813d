"""Homes that are thrown away, with whatever still runs in them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from butler.command import processes
from butler.command.postgres import Embedded


@pytest.fixture
def home() -> Iterator[Path]:
    """A short folder that PostgreSQL's own user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="bt-"))
    folder.chmod(0o711)
    yield folder
    for home in {folder, *(entry.parent for entry in folder.glob("**/postgres.lock"))}:
        Embedded(home).clear_away()
    for left in processes.with_environment(f"BUTLER_SERVES={folder}"):
        left.end(patience=1)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def furnished() -> Iterator[Path]:
    """A home whose database is made and stopped, to be copied: making one takes a second, copying a tenth."""
    with tempfile.TemporaryDirectory(prefix="bt-") as folder:
        Path(folder).chmod(0o711)
        server = Embedded(Path(folder), durable=False).ensure()
        server.stop()
        yield Path(folder)


@pytest.fixture
def furnished_home(home, furnished) -> Path:
    subprocess.run(["cp", "-a", f"{furnished}/.", str(home)], check=True)
    return home


@pytest.fixture
def as_root():
    if os.geteuid():
        pytest.skip("only root can become another user")
