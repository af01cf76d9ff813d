"""Stories written by hand for the clients whom the house knows best."""

from datetime import date

from butler.demo.rows import Rows, Span
from butler.demo.seals import Known


def tell(one: Known, day: date, span: Span, rows: Rows) -> None:
    """The written story of this client on `day`, if there is one."""
