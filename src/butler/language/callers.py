"""Who called, in a colleague's line: «звонили в 14:20 с +7 921 555-12-34, назвался Павлом, сказал, что опоздает»."""

import re
from dataclasses import dataclass
from datetime import time

from butler.language.names import called

NAME = r"(?P<name>[A-ZА-ЯЁ][\w'’-]+(?: [A-ZА-ЯЁ][\w'’-]+){0,2})"
NAMED = (
    r"(?:назвал(?:ся|ась|ись)|представил(?:ся|ась|ись))(?: как)?",
    r"(?:зовут|по имени|от имени|это|на связи|говорил[аи]?)",
    r"(?:(?:called|calls|introduced) (?:him|her)self(?: as)?|gave (?:his|her) name as|(?:his|her) name (?:is|was))",
    r"(?:(?:said )?(?:it|this|he|she) (?:is|was)|named|someone called|a (?:mr|mrs|ms)\.?)",
    r"(?:звонил[аи]?|call from|called by)",
)  # fmt: skip
WHO = [re.compile(rf"(?<!\w)(?i:{words}) {NAME}") for words in NAMED]
CALLED = r"звонил[аи]?|позвонил[аи]?|звонок|набрал[аи]?|перезванивал[аи]?|called|phoned|rang|call from"
CALL = re.compile(rf"(?<!\w)(?:{CALLED})(?!\w)", re.I)
HOUR = re.compile(
    rf"(?<!\w)(?:{CALLED})(?:[^.,;:\d]{{0,12}})\s(?:в|at)\s(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?!\d)", re.I
)


@dataclass(frozen=True)
class Caller:
    """What a line tells of a call: a name, and the hour on the house's clock, where it says so."""

    is_call: bool
    name: str = ""
    at: time | None = None


def read_caller(line: str) -> Caller:
    """Reads a line; guesses that a person sees before anything is kept."""
    found = next((match for pattern in WHO if (match := pattern.search(line))), None)
    return Caller(bool(CALL.search(line)), called(found["name"]) if found else "", _hour(line))


def _hour(line: str) -> time | None:
    found = HOUR.search(line)
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    return time(int(found["hour"]), int(found["minute"]))
