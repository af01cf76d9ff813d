"""The web server's process: everything is loaded once, before the workers are forked from it. Run as a child process.

Two workers then start at the price of one, and a worker that died is back at once.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys

from granian.cli import cli


def load() -> None:
    """Load the house and its addresses, and touch nothing that must not be shared: no connection, no thread."""
    from django.urls import get_resolver

    import config.wsgi  # noqa: F401 - loading it is the point

    assert get_resolver().url_patterns is not None  # noqa: S101 - reading them loads the views


def main() -> None:
    gc.disable()  # nothing of what is loaded becomes garbage: looking for it only takes time
    load()
    multiprocessing.set_start_method("fork")
    gc.freeze()  # what is loaded stays shared: the collector would touch, and so copy, every page of it
    gc.enable()
    sys.argv[0] = "granian"
    cli()


if __name__ == "__main__":
    main()
