"""A Django command of the house whose words go straight to a person: a crash is one line, its story is in the log.

Run as a child process: python -m butler.command.manage LOG COMMAND ...
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from django.core.management import execute_from_command_line


def main(log: str, *command: str) -> int:
    """Run the command; its own refusals are one line already."""
    try:
        execute_from_command_line(["./butler", *command])
    except Exception as error:
        if os.environ.get("BUTLER_DEBUG") == "1":
            raise
        Path(log).write_text(traceback.format_exc())
        print(f"\nbutler: {command[0]} failed: {type(error).__name__}: {error}\n  next: read {log}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
