"""./butler itself: from anywhere, through a link, with blanks in the path, with and without uv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from butler.command.home import CLONE

PRETEND_COMMAND = """
import os, sys
print(os.getcwd(), *sys.argv[1:], sep="|")
"""


@pytest.fixture
def clone(tmp_path) -> Path:
    """A clone with blanks in its path, without requirements, and with a command that says how it was called."""
    clone = tmp_path / "my clone"
    (clone / "requirements").mkdir(parents=True)
    package = clone / "src" / "butler" / "command"
    package.mkdir(parents=True)
    for empty in (clone / "requirements/base.txt", clone / "requirements/dev.txt", package / "__init__.py"):
        empty.touch()
    (package / "__main__.py").write_text(PRETEND_COMMAND)
    shutil.copy(CLONE / "butler", clone / "butler")
    return clone


def call(program: Path, *arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess:
    clean = {"PATH": os.environ["PATH"], "HOME": str(cwd), "BUTLER_PYTHON": sys._base_executable}
    return subprocess.run([program, *arguments], cwd=cwd, env=clean | env, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("uv", ["uv", "no"])
def test_it_makes_its_environment_once_and_then_hands_over_at_once(clone, tmp_path, uv):
    if uv == "uv" and not shutil.which("uv"):
        pytest.skip("no uv here; ./butler would install its own")
    first = call(clone / "butler", "status", "a b", cwd=tmp_path, BUTLER_UV=uv)
    second = call(clone / "butler", "status", cwd=tmp_path, BUTLER_UV="/nowhere", PATH="/usr/bin:/bin")

    assert first.stdout == f"{tmp_path}|status|a b\n", first.stderr
    assert "installing" in first.stderr
    assert second.stdout == f"{tmp_path}|status\n"
    assert second.stderr == ""


def test_it_works_through_a_link_and_with_an_empty_home(clone, tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "butler").symlink_to("../my clone/butler")

    done = call(folder / "butler", "status", cwd=tmp_path, BUTLER_UV="no", HOME="")

    assert done.stdout == f"{tmp_path}|status\n", done.stderr


def test_a_changed_lock_file_is_installed_again_and_tools_only_for_the_verbs_that_need_them(clone, tmp_path):
    def installs(verb: str) -> bool:
        return "installing" in call(clone / "butler", verb, cwd=tmp_path, BUTLER_UV="no").stderr

    assert installs("status")
    assert installs("check")
    assert not installs("test")
    assert not installs("status")  # the tools' environment holds all that the house runs on
    (clone / "requirements" / "base.txt").write_text("# newer\n")
    assert installs("status")
    assert not installs("status")


def test_without_python_it_says_what_to_install(clone, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink", "cksum", "mkdir", "rm", "sed", "flock", "cat"):
        (tools / name).symlink_to(shutil.which(name) or "/bin/false")
    done = call(clone / "butler", "status", cwd=tmp_path, PATH=str(tools), BUTLER_PYTHON="nothing", BUTLER_UV="no")

    if done.returncode:  # a Python in a well-known place is found all the same
        assert "next: install" in done.stderr


def test_modules_beside_the_caller_are_not_taken_for_ours(clone, tmp_path):
    (tmp_path / "argparse.py").write_text("raise SystemExit('not ours')")
    (tmp_path / "os.py").write_text("raise SystemExit('not ours')")

    assert call(clone / "butler", "status", cwd=tmp_path, BUTLER_UV="no").returncode == 0
