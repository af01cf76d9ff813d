"""Who could take work over: rights first, then who is on shift, then whoever knows the client and carries least."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A colleague as a taker of work for some clients."""

    id: int
    opens: int  # of those clients, how many dossiers they may open
    of: int
    is_near: bool  # leads or covers one of them
    is_on_shift: bool
    minutes: int  # of open work, as far as whoever asks may see

    @property
    def opens_all(self) -> bool:
        return self.opens == self.of


def best_first(candidates: Iterable[Candidate], *, may_grant: bool) -> tuple[Candidate, ...]:
    """Whom to propose, the best first. Who may not open all of it is left out, unless whoever asks gives grants."""
    able = [one for one in candidates if one.opens_all or may_grant]
    return tuple(
        sorted(able, key=lambda one: (not one.opens_all, not one.is_on_shift, not one.is_near, one.minutes, one.id))
    )
