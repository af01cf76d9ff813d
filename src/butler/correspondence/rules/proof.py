"""What the words of a sender may do. One rule for every room: whoever lets a message decide something asks here."""

UNPROVEN = "unproven"


def carries_weight(proof: str, *, is_vouched: bool = False) -> bool:
    """May what they say do anything by itself: answer a question of ours, be a colleague's note, speak for a client?

    Not while there is somebody's word that the sender cannot be who they say, until a colleague vouches for them.
    A person may act on it all the same, and sees why it is doubted.
    """
    return proof != UNPROVEN or is_vouched
