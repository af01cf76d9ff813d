"""What is typed about a client, as people type it."""

from decimal import Decimal

from django.utils import translation

from butler.dossiers.forms import MandateForm, OccasionForm


def test_a_limit_is_taken_with_the_comma_of_the_reader():
    typed = {"category": "all", "currency": "RUB"}
    with translation.override("ru"):
        for written in ("1500,50", "1500.50"):
            form = MandateForm(typed | {"limit": written})
            assert form.is_valid(), form.errors
            assert form.cleaned_data["limit"] == Decimal("1500.50")
        assert not MandateForm(typed | {"limit": "много"}).is_valid()


def test_a_date_of_which_nothing_was_said_is_no_date():
    form = OccasionForm({"kind": "birthday", "title": "", "returns": "on"})
    assert not form.is_valid()
    assert "month" in form.errors
