"""The words of English dates: each form and what it means. Apostrophes are left out: "valentines"."""

from butler.language.dates.listing import Lexicon, listed, one_of, paired

_MONTHS = {
    1: "january jan",
    2: "february feb febr",
    3: "march mar",
    4: "april apr",
    5: "may",
    6: "june jun",
    7: "july jul",
    8: "august aug",
    9: "september sept sep",
    10: "october oct",
    11: "november nov",
    12: "december dec",
}
_WEEKDAYS = {
    0: "monday mondays mon",
    1: "tuesday tuesdays tue tues",
    2: "wednesday wednesdays wed weds",
    3: "thursday thursdays thu thur thurs",
    4: "friday fridays fri",
    5: "saturday saturdays sat",
    6: "sunday sundays sun",
}
_DAYS = {
    "today": 0,
    "todays": 0,
    "tomorrow": 1,
    "tomorrows": 1,
    "tmr": 1,
    "tmrw": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "yesterday": -1,
    "yesterdays": -1,
}
_TURNS = {
    "next": 1,
    "following": 1,
    "this": 0,
    "current": 0,
    "coming": 1,
    "upcoming": 1,
    "last": -1,
    "past": -1,
    "previous": -1,
}
_UNITS = {
    "second": "second seconds sec secs",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs h",
    "day": "day days",
    "week": "week weeks wk wks",
    "fortnight": "fortnight fortnights",
    "month": "month months mth mths",
    "quarter": "quarter quarters qtr",
    "year": "year years yr yrs",
    "decade": "decade decades",
}
_CARDINALS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_PARTS = {
    "morning": "morning mornings",
    "day": "afternoon afternoons arvo",
    "evening": "evening evenings eve",
    "night": "night nighttime",
    "noon": "lunch lunchtime",
    "dawn": "dawn sunrise",
}
_SEASONS = {"winter": "winter", "spring": "spring", "summer": "summer", "autumn": "autumn fall"}
_EDGES = {"begin": "beginning start early", "middle": "middle mid", "end": "end late"}

EVENTS = one_of(  # what has its hour
    "flight flights train trains ferry show performance concert session slot service departure appointment class "
    "lesson match game screening sitting transfer"
)
DETERMINERS = one_of("the a an our my his her their your that this any")
_PAST = (  # what happened; what was booked, asked or wanted may lie ahead
    "was were went had dined ate stayed flew saw visited loved enjoyed met came arrived left got spent landed drove "
    "took drank sat waited played watched attended hosted celebrated missed returned tried ran"
)
_AHEAD = (
    "will ll shall can could would may might need needs want wants please book reserve find arrange is are do does "
    "booked reserved wanted planned asked ordered hoped am like move cancel change confirm wish hope going"
)
TENSES = {word: tense for tense, words in (("past", _PAST), ("ahead", _AHEAD)) for word in words.split()}

RISKY = one_of("may march mar sun sat mon wed fall spring second dec jan night day eve past sec min h")


def lexicon() -> Lexicon:
    """Every form -> its kinds: month, weekday, unit, number, ordinal, part, ..."""
    words: Lexicon = {}
    for kind, table in (("month", _MONTHS), ("weekday", _WEEKDAYS), ("number", _TENS)):
        paired(words, kind, table)
    for kind, named in (("unit", _UNITS), ("part", _PARTS), ("season", _SEASONS), ("edge", _EDGES)):
        paired(words, kind, named)
    for value, form in enumerate(_CARDINALS):
        words.setdefault(form, {})["number"] = value
    for value, form in enumerate(_ORDINALS, 1):
        words.setdefault(form, {})["ordinal"] = value
    words["thirtieth"] = {"ordinal": 30}
    for kind, days in (("relday", _DAYS), ("turn", _TURNS)):
        for form, value in days.items():
            words.setdefault(form, {})[kind] = value
    for form in ("weekend", "weekends", "wkend"):
        words[form] = {"weekend": True}
    words["hundred"], words["thousand"] = {"scale": 100}, {"scale": 1000}
    words["fortnight"]["length"] = (2, "week")
    return words
