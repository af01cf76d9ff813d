"""What strangers sent is read in a limited child; larger bytes may take longer, within the bound."""

from collections.abc import Callable
from typing import TypeVar

from butler.ground.limited import run_limited

T = TypeVar("T")
MEGABYTE = 1024 * 1024


def read_limited(function: Callable[[bytes], T], content: bytes) -> T:
    """`function(content)` with two seconds and 256 MB, more for what is large; refuses with NotRead."""
    megabytes = len(content) // MEGABYTE
    return run_limited(
        function,
        content,
        cpu_seconds=2 + 4 * megabytes,
        memory_mb=256 + 12 * megabytes,
        wall_seconds=15 + 12 * megabytes,
    )
