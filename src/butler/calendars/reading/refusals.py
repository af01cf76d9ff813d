"""What a calendar or a rule is refused for. A refusal has a code, which screens translate, and a detail for the log."""

from enum import StrEnum


class Why(StrEnum):
    """The code of a refusal."""

    BAD_RULE = "bad_rule"  # not a rule of RFC 5545, or one that it forbids
    TOO_OFTEN = "too_often"  # every minute or second: no meeting is
    TOO_MANY = "too_many"  # more events or occurrences than a person could live
    TOO_LARGE = "too_large"  # the file
    NO_CALENDAR = "no_calendar"  # not an iCalendar file at all
    OTHER_SCALE = "other_scale"  # RSCALE of a calendar that we cannot count in


class Refused(ValueError):
    """Not read, and why."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why, self.detail = why, detail
