"""The one kind of failure a person reads: what went wrong, and what to do next."""


class Problem(Exception):
    """Something outside our hands failed; one line says what, one says what to do."""

    def __init__(self, what: str, *, next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what}\n  next: {self.next_step}" if self.next_step else self.what
