"""Markup as deep as mail programs write it, and no deeper."""

import re

MAX_DEPTH = 200
# Closed by what follows them, or empty: however many stand in a row, none lies within another.
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dd|dt|br|hr|wbr|img|meta|link|input|col|area|source)\b)[a-zA-Z][^<>]*>", re.I
)


def shallow(markup: str) -> str:
    """Whatever opens deeper than MAX_DEPTH is a line break: a parser's time grows with the square of the depth."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if tag[1] or depth <= MAX_DEPTH else "<br>"

    return _NESTING.sub(kept, markup)
