"""A reading is kept in a column and shown again as it was."""

import json
from datetime import datetime

import pytest

from butler.language.evidence import Found, Source
from butler.language.message import Asked, Guess, Reading, as_json, from_json
from butler.language.mood import Label, Mood
from butler.language.tastes import Polarity, Preference, Topic

DINNER = Asked(
    (0, 31),
    (Guess("restaurant", 0.9, ((0, 4),)), Guess("household", 0.1)),
    (Guess("book", 0.8, ((0, 4), (5, 9))),),
    {"party": [Found(4, 10, 16)], "budget": [Found({"amount": 40000, "currency": "RUB"}, 20, 31, Source.MODEL, 0.7)]},
)
READING = Reading(
    "ru",
    (DINNER,),
    Mood(Label.IRRITATED, 0.6, (Label.SAD,), (3, 9)),
    Guess("today", 0.9, ((1, 2),)),
    (Preference(Polarity.NEVER, Topic.ALLERGY, "орехи", 4, 9, True, 0.9),),
    datetime.fromisoformat("2027-03-04T19:30"),
)
BARE = Reading(
    "en", (Asked((0, 0), (Guess("none", 0.5),), (Guess("none", 0.5),)),), Mood(Label.CALM, 0.5), Guess("now", 1.0)
)


@pytest.mark.parametrize("reading", [READING, BARE])
def test_a_reading_comes_back_from_json_as_it_was(reading):
    assert from_json(json.loads(json.dumps(as_json(reading)))) == reading


@pytest.mark.parametrize("kept", [{}, {"lang": "ru"}, as_json(BARE) | {"requests": [{"span": [1]}]}])
def test_json_of_another_form_is_refused(kept):
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(kept)


def test_the_first_guesses_of_a_request_are_its_answer():
    assert (DINNER.category, DINNER.act) == ("restaurant", "book")
    assert DINNER.confidence == pytest.approx(0.72)
