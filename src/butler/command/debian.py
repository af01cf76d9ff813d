"""What the tests need from Debian: a browser, and real mail servers. Installed when we may; else said clearly."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from butler.command import chromium
from butler.command.steps import last_words, step, tell

# Asked by every package before it starts its service: 101 is no. The tests start what they need by themselves.
POLICY = Path("/usr/sbin/policy-rc.d")
FORBID = "#!/bin/sh\nexit 101\n"
SYSTEMD = Path("/run/systemd/system")


@dataclass(frozen=True)
class Need:
    """One thing that some tests need; `marker` is how pytest leaves those out."""

    marker: str
    what: str
    is_here: Callable[[], bool]
    packages: tuple[str, ...]
    services: tuple[str, ...] = ()


def _are_on_the_path(*names: str) -> bool:
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return all(shutil.which(name, path=path) for name in names)


NEEDS = (
    Need("browser", "Chromium", lambda: chromium.find() is not None, ("chromium",)),
    Need(
        "servers",
        "mail servers (Dovecot, Exim)",
        lambda: _are_on_the_path("dovecot", "exim4") and Path("/usr/lib/dovecot/lmtp").exists(),
        ("dovecot-imapd", "dovecot-lmtpd", "exim4-daemon-light"),
        ("dovecot", "exim4"),
    ),
)


def provide(options: Sequence[str] = ()) -> None:
    """Install what the tests that pytest's `options` leave in need and this machine has not."""
    for need in wanted(options):
        if not need.is_here():
            _install(need)


def wanted(options: Sequence[str]) -> list[Need]:
    """`-m "not servers"` leaves the tests with servers out, and nothing is installed for them."""
    return [need for need in NEEDS if not any(f"not {need.marker}" in option for option in options)]


def _install(need: Need) -> None:
    packages = " ".join(need.packages)
    if os.geteuid() or not shutil.which("apt-get"):
        return _say_without(need, f"only root can install it: apt-get install {packages}")
    with step(f"installing for the tests: {need.what}"), _nothing_starts(need):
        _apt("update", "-qq")
        said = _apt("install", "-y", "-qq", "--no-install-recommends", *need.packages)
    if not need.is_here():
        _say_without(need, f"apt-get could not install it: {last_words(said)}")


@contextmanager
def _nothing_starts(need: Need) -> Iterator[None]:
    """Neither now nor when the machine starts the next time. A policy that stands there already stays."""
    is_ours = bool(need.services) and not POLICY.exists()
    if is_ours:
        POLICY.write_text(FORBID)
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if is_ours:
            POLICY.unlink(missing_ok=True)
        if need.services and SYSTEMD.is_dir():
            subprocess.run(["systemctl", "disable", "--now", "--quiet", *need.services], check=False)


def _apt(*command: str) -> str:
    done = subprocess.run(
        ["apt-get", *command],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def _say_without(need: Need, why: str) -> None:
    tell(f"No {need.what}: the tests that need it will fail ({why}; or leave them out: -m 'not {need.marker}').")
