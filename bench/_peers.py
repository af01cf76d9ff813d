"""The programs that benchmarks compare Butler with, each version pinned, in an environment of their own."""

import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
LOCK = CLONE / "requirements" / "peers.txt"
PLACE = CLONE / ".butler" / "peers"


def python() -> str:
    """The interpreter that has the peers; made at the first need, and anew when the lock file changes."""
    stamp = PLACE / "lock.txt"
    found = PLACE / "bin" / "python"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        print("installing what Butler is compared with (once) ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        subprocess.run([found, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)], check=True)
        stamp.write_bytes(LOCK.read_bytes())
    return str(found)
