"""What comes, by when to begin, what fits: pure decisions of foresight."""
