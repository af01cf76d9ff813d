"""Records that tell of one and the same person or firm: found without being taught, by how rarely things agree."""

from butler.language.duplicates.pairing import Pair, duplicates

__all__ = ["Pair", "duplicates"]
