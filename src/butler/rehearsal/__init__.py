"""A scripted day, played against the real system on a virtual clock, and judged."""
