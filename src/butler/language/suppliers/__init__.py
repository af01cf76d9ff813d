"""What a supplier answered: yes, not yet, no, something else; and above all, that no "not yet" is read as a yes."""

from butler.language.suppliers.reading import read_reply
from butler.language.suppliers.reply import Asked, Clue, Kind, SupplierReply

__all__ = ["Asked", "Clue", "Kind", "SupplierReply", "read_reply"]
