"""How many clients' messages one core reads in a second, how long the slowest take, and what memory it costs.

Seconds are those of the processor, so that what else runs on the machine counts little.

./butler bench read

The messages are the written lines that the small models are trained from, both languages, joined to longer ones too.
The goals: 300 a second, 99 of 100 under 50 ms, 500 MB; the first two without the second opinion, which takes some
thirty milliseconds for each part of a message that its words leave in doubt.
"""

import argparse
import resource
import time
from datetime import datetime
from unittest import mock

ROUNDS = 2_000
A_NAME = "Отвезите Катю в Мариинку в пятницу"  # the model of names is loaded where one may stand
NOW = datetime.fromisoformat("2026-11-25T12:00")


def main() -> None:
    """Read ROUNDS messages after the first ones have loaded everything, and print the figures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    from butler.language import second
    from butler.language.message import read
    from butler.language.training import lines

    written = [line.text for line in lines()]
    started = time.perf_counter()
    for first in (written[0], A_NAME):
        read(first, ref=NOW)
    print(f"loading (and training, the first time): {time.perf_counter() - started:.1f} s")
    step = len(written) // ROUNDS
    texts = [". ".join(written[at * step : at * step + 1 + at % 3]) for at in range(ROUNDS)]
    with mock.patch.object(second, "shares", lambda field, text: {}):
        tell("by words alone", [seconds(read, text) for text in texts])
    tell("with the second opinion", [seconds(read, text) for text in texts])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {memory:.0f} MB")


def tell(how: str, taken: list[float]) -> None:
    """Print how many a second, and how long the middle one and the slow ones took."""
    taken = sorted(taken)
    median, slow = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    print(f"{how}: {len(taken) / sum(taken):.0f} messages a second on one core, ", end="")
    print(f"median {1000 * median:.1f} ms, 99 of 100 under {1000 * slow:.1f} ms")


def seconds(read: object, text: str) -> float:
    start = time.process_time()
    read(text, ref=NOW)  # type: ignore[operator]
    return time.process_time() - start


if __name__ == "__main__":
    main()
