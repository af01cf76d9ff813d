"""What the sender of a mail wrote himself, and what only hangs on it: quotes, forwards, signatures, footers."""

from butler.language.quotes.nesting import shallow
from butler.language.quotes.reading import Kind, Part, Written, read_body, written_by_sender

__all__ = ["Kind", "Part", "Written", "read_body", "shallow", "written_by_sender"]
