"""The one command: `python -m butler.command VERB`. Each verb is a module with configure() and run()."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from importlib import import_module

from butler.command.problems import Problem

VERBS = {
    "demo": ("demo", "set up the demo house and open it on today's morning"),
    "run": ("own", "run your own house"),
    "stop": ("stop", "stop web, worker and PostgreSQL"),
    "status": ("status", "say what runs, and where"),
    "import": ("importing", "take in vCards, calendars, mail and CSV files"),
    "learn": ("learn", "learn from what colleagues put right in readings of messages"),
    "morning": ("morning", "prepare the morning: the team's brief and the clients' digests"),
    "read": ("read", "answer JSON lines of cases: vcard, mail-reply, supplier-reply, dates, ..."),
    "test": ("testing", "install what the tests need and run them all"),
    "check": ("checking", "everything that must be green: style, floors, types, migrations, translations, tests"),
    "fuzz": ("fuzz", "throw spoilt messages at the readers of strangers' words, for a while"),
    "bench": ("bench", "run a benchmark"),
    "chaos": ("chaos", "kill the worker while it sends, and count what was lost, doubled or not told"),
    "rehearse": ("rehearse", "play scripted days against the real system on a virtual clock, and score them"),
    "shell": ("shell", "a Python shell in the house"),
    "translations": ("translations", "merge and compile the translations"),
    "lock": ("lock", "write requirements/*.txt anew from requirements/*.in"),
}
OVERVIEW = """\
usage: ./butler VERB [options]       ./butler VERB --help tells more

{verbs}

BUTLER_HOME   where a house keeps its data (default ~/.butler; the demo and the tests have their own)
DATABASE_URL  an external PostgreSQL 17 or newer, with DATABASE_WORKER_URL and DATABASE_OWNER_URL
BUTLER_PG_BIN other PostgreSQL programs for the embedded server
BUTLER_DEBUG  1 shows tracebacks"""


def main(argv: list[str]) -> int:
    """Find the verb, load only its module, run it, and turn problems into one line each."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    verb, rest = argv[0], argv[1:]
    if verb not in VERBS:
        print(f"butler: there is no verb {verb!r}\n\n{overview()}", file=sys.stderr)
        return 2
    # Being told to end is like Ctrl-C: what was started is stopped on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return call(verb, rest)
    except KeyboardInterrupt:
        print("\nbutler: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read us has gone; the interpreter must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception as error:
        if os.environ.get("BUTLER_DEBUG") == "1":
            raise
        print(f"butler: {in_words(error)}", file=sys.stderr)
        return 1


def in_words(error: Exception) -> str:
    """One line for what failed and one for what to do next."""
    if isinstance(error, Problem):
        return str(error)
    return f"{type(error).__name__}: {error}\n  next: BUTLER_DEBUG=1 ./butler ... shows where; please report it"


def call(verb: str, argv: list[str]) -> int:
    """Load a verb's module, parse its options, run it."""
    name, summary = VERBS[verb]
    module = import_module(f"butler.command.{name}")
    parser = argparse.ArgumentParser(prog=f"./butler {verb}", description=module.__doc__ or summary, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    module.configure(parser)
    passes_on = getattr(module, "PASSES_ON", False)
    args, rest = parser.parse_known_args(argv) if passes_on else (parser.parse_args(argv), [])
    args.rest = rest
    done: int = module.run(args)
    return done


def overview() -> str:
    """All verbs, one line each."""
    return OVERVIEW.format(verbs="\n".join(f"  {verb:13} {summary}" for verb, (_, summary) in VERBS.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
