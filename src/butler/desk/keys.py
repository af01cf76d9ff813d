"""Every key of the desk, in one table: the list under "?" is made of it, and shows what the page at hand answers to.

Keys are meant by their place on the keyboard (`event.code`), so they work in any layout; butler.js presses whatever
carries `data-key`. A test holds the templates to this table.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROW = "main [data-row]"


@dataclass(frozen=True)
class Key:
    """`printed`: what stands on the caps. `codes`: what `data-key` may be. `there`: a selector; none: on every page."""

    label: str | Promise
    printed: tuple[str, ...]
    codes: tuple[str, ...] = ()
    there: str = ""

    @property
    def is_there(self) -> str:
        """What must stand on the page for the key to act."""
        return self.there or ",".join(f"[data-key={code}]" for code in self.codes)


KEYS = (
    Key(_("Find or do"), ("Ctrl", "K")),
    Key(_("New request"), ("N",), ("KeyN",)),
    Key(_("Write down a call"), ("C",), ("KeyC",)),
    Key(_("Next row, previous row"), ("J", "K"), there=ROW),
    Key(_("Main act of the row"), ("Enter",), there=ROW),
    Key(_("Into a quadrant"), ("1", "2", "3", "4"), ("Digit1", "Digit2", "Digit3", "Digit4")),
    Key(_("Take it myself"), ("T",), ("KeyT",)),
    Key(_("Hand over"), ("A",), ("KeyA",)),
    Key(_("Put off"), ("S",), ("KeyS",)),
    Key(_("Operation"), ("O",), ("KeyO",)),
    Key(pgettext_lazy("task", "Done"), ("D",), ("KeyD",)),
    Key(_("Take what is proposed"), ("Y",), ("KeyY",)),
    Key(_("Choose the row; with Shift, all up to it"), ("X",), there="[data-pick]"),
    Key(_("Take back"), ("Z",), ("KeyZ",)),
    Key(_("Send"), ("Ctrl", "Enter"), there="main textarea"),
    Key(_("Hide names"), ("Shift", "H")),
    Key(_("Close the shift"), ("Shift", "E"), ("ShiftKeyE",)),
    Key(_("This list"), ("?",)),
)
CODES = frozenset(code for key in KEYS for code in key.codes)
