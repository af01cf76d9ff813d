"""Dates in clients' words: our reading beside dateparser's, what a user would pick instead.

    ./butler bench dates [--rounds 5]

Both read the tables of the tests (`language/dates/tests/*.txt`), which were written for ours: the share read right says
how far the peer goes with such words, not who is better; the seconds are those of the processor. dateparser is laid
into a folder of the bench at the first run and is no part of Butler. A benchmark never fails a build.
"""

import argparse
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

NOW = datetime.fromisoformat("2026-11-25T12:00")
TABLES = Path(__file__).parents[1] / "src/butler/language/dates/tests"
PEER = "dateparser==1.2.2"
Row = tuple[str, str, datetime | None]  # language, what is said, what is meant
Reading = Callable[[str, str], datetime | None]


def main(argv: list[str]) -> int:
    """Print what both make of the tables, how fast, and the ratio."""
    parser = argparse.ArgumentParser(prog="./butler bench dates", description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(argv).rounds
    readings = {"ours": ours()} | ({"dateparser": found} if (found := peer()) else {})
    seconds = {}
    for name, read in readings.items():
        right, seconds[name] = measured(read, rounds)
        shares = ", ".join(f"{lang} {share:.0%}" for lang, share in right.items())
        print(f"{name:10}  {1 / seconds[name]:7.0f} texts a second on one core; as the tables mean it: {shares}")
    if "dateparser" in seconds:
        print(f"ratio       {seconds['dateparser'] / seconds['ours']:.1f} times as fast")
    return 0


def measured(read: Reading, rounds: int) -> tuple[dict[str, float], float]:
    """The share read right by language, and the seconds for a text; a first round loads and counts."""
    rows = [row for lang, name in (("ru", "russian.txt"), ("en", "english.txt")) for row in table(lang, name)]
    met = [(lang, read(said, lang) == meant) for lang, said, meant in rows]
    began = time.process_time()
    for _ in range(rounds):
        for lang, said, _ in rows:
            read(said, lang)
    taken = (time.process_time() - began) / (rounds * len(rows))
    return {lang: share([is_right for one, is_right in met if one == lang]) for lang in ("ru", "en")}, taken


def share(met: list[bool]) -> float:
    return sum(met) / len(met)


def table(lang: str, name: str) -> list[Row]:
    lines = (TABLES / name).read_text("utf-8").splitlines()[1:]
    return [(lang, said, meaning(meant)) for said, meant in (line.split("|") for line in lines)]


def meaning(meant: str) -> datetime | None:
    if meant == "-":
        return None
    start = meant.partition("..")[0]
    return datetime.fromisoformat(start if start.startswith("20") else f"2026-{start}")


def ours() -> Reading:
    from butler.language.dates import find

    def read(text: str, lang: str) -> datetime | None:
        found = find(text, NOW, lang)
        return found[0].start if found else None

    return read


def peer() -> Reading | None:
    """The peer's search of dates in a text, or None where it cannot be had."""
    folder = Path(os.environ.get("BUTLER_HOME", ".butler")).resolve() / "peers"
    if not (folder / "dateparser").is_dir() and not laid(folder):
        print(f"{PEER} cannot be installed here: ours alone")
        return None
    sys.path.insert(0, str(folder))
    warnings.simplefilter("ignore")
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}

    def read(text: str, lang: str) -> datetime | None:
        found = search_dates(text, languages=[lang], settings=settings)
        if not found:
            return None
        when = found[0][1].replace(tzinfo=None)  # where no hour is said it gives that of now
        return when.replace(hour=0, minute=0) if (when.hour, when.minute) == (NOW.hour, NOW.minute) else when

    return read


def laid(folder: Path) -> bool:
    """Whether the peer could be installed, by pip or by uv, whichever this machine has."""
    ways = (
        ["python3", "-m", "pip", "--python", sys.executable, "install", "-q", "--target", str(folder), PEER],
        ["uv", "pip", "install", "-q", "--python", sys.executable, "--target", str(folder), PEER],
    )
    for way in ways:
        try:
            if subprocess.run(way, stderr=subprocess.DEVNULL, check=False, timeout=300).returncode == 0:
                return True
        except (OSError, subprocess.TimeoutExpired):
            continue
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
