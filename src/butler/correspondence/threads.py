"""How an answer finds what it answers, without keeping anybody's Message-ID in the clear."""

from butler.ground.sealing import blind_index


def thread_key(message_id: str) -> bytes:
    """The hash of a Message-ID as `channels.mail` reads it; empty when there is none."""
    return blind_index(message_id, use="message") if message_id else b""
