"""The tables of words beside this file: heads in square brackets, then lines; a line with # is for the reader."""

from collections.abc import Iterator
from pathlib import Path

WORDS = Path(__file__).with_name("words")


def sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each head of a table with the lines below it. A line before the first head is refused with ValueError."""
    head = ""
    lines: list[str] = []
    for line in (WORDS / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and "|" not in line:
            if head:
                yield head, lines
            head, lines = line[1:-1], []
        elif line.strip() and not line.startswith("#"):
            if not head:
                raise ValueError(f"{name}: a line before the first head: {line}")
            lines.append(line.strip())
    if head:
        yield head, lines
