"""Butler. Whatever is imported of it, this comes first."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # what we multiply is small: more threads only wake and wait
