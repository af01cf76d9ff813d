"""The hours of the house: its week with lunch, what holidays are, and days of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.dates import WEEKDAYS
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from butler.desk import toasts
from butler.desk.shell import LEADS, StaffRequest
from butler.ground import clock, workdays
from butler.ground.house import the_house
from butler.ground.models import Holidays, HouseDay
from butler.requests import actions, rules
from butler.requests.actions.calendar import as_own
from butler.requests.calendar import shift_of, text_of, working_hours
from butler.staff.views import staff_view

AHEAD = timedelta(days=120)
SHOWN = 12
A_DATE = {"type": "date", "class": "field"}
NO_HOURS = gettext_lazy("Empty hours: closed.")


class ClockField(forms.TimeField):
    """A time of the day, typed or chosen."""

    widget = forms.TimeInput(attrs={"type": "time", "class": "field"}, format="%H:%M")


class ShiftForm(forms.Form):
    """One day of the week: from, until, and lunch; empty is closed."""

    opens = ClockField(label=pgettext_lazy("house", "opens"), required=False)
    closes = ClockField(label=pgettext_lazy("house", "closes"), required=False)
    lunch_from = ClockField(label=gettext_lazy("lunch from"), required=False)
    lunch_to = ClockField(label=gettext_lazy("lunch until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for one, other in (("opens", "closes"), ("lunch_from", "lunch_to")):
            if bool(given.get(one)) != bool(given.get(other)):
                raise forms.ValidationError(_("Say both the beginning and the end, or neither."))
        if given.get("lunch_from") and not given.get("opens"):
            raise forms.ValidationError(_("Lunch needs a working day."))
        return given

    def shift(self) -> rules.Shift | None:
        opens, closes, out, back = (self.cleaned_data[name] for name in self.fields)
        return rules.Shift(opens, closes, (out, back) if out else None) if opens else None


class HolidaysForm(forms.Form):
    """What a day off of the production calendar is for the house."""

    holidays = forms.ChoiceField(choices=Holidays.choices, widget=forms.RadioSelect)


class OwnDayForm(forms.Form):
    """A day that is unlike its weekday: other hours, or closed."""

    day = forms.DateField(label=gettext_lazy("On which day"), widget=forms.DateInput(attrs=A_DATE, format="%Y-%m-%d"))
    name = forms.CharField(label=gettext_lazy("What is it"), max_length=80, required=False)
    opens = ClockField(label=pgettext_lazy("house", "opens"), required=False)
    closes = ClockField(label=pgettext_lazy("house", "closes"), required=False, help_text=NO_HOURS)

    def clean(self) -> dict[str, Any]:
        if bool(self.cleaned_data.get("opens")) != bool(self.cleaned_data.get("closes")):
            raise forms.ValidationError(_("Say both the beginning and the end, or neither."))
        return self.cleaned_data


@dataclass(frozen=True)
class Ahead:
    """A day to come that is no plain weekday: what it is called and how the house works on it."""

    day: date
    name: str
    shift: rules.Shift | None


@staff_view(roles=LEADS)
def hours(request: StaffRequest) -> HttpResponse:
    """GET /settings/hours/: the calendar of the house; POST keeps the week and what holidays are."""
    posted = request.POST if request.method == "POST" else None
    house = working_hours()
    week = _week_forms(house, posted)
    form = HolidaysForm(posted, initial={"holidays": house.holidays})
    if posted is not None and all([*(day.is_valid() for day in week), form.is_valid()]):
        before = {"week": ";".join(text_of(shift) for shift in _week_of(house)), "holidays": house.holidays}
        try:
            actions.keep_week(
                [day.shift() for day in week], rules.Holidays(form.cleaned_data["holidays"]),
                by=request.user, now=clock.now(),
            )  # fmt: skip
        except actions.NeverOpen:
            form.add_error(None, _("The house works on no day: leave at least one open."))
        else:
            undo = f"{reverse('desk:hours_undo')}?{urlencode(before)}"
            toasts.said(request, _("These are the hours of the house now."), undo=undo)
            return redirect("desk:hours")
    return _page(request, week=week, form=form)


@require_POST
@staff_view(roles=LEADS)
def undo(request: StaffRequest) -> HttpResponse:
    """POST /settings/hours/undo/?week=…&holidays=…: the week as it stood."""
    try:
        week = [shift_of(day) for day in request.GET.get("week", "").split(";")]
        holidays = rules.Holidays(request.GET.get("holidays", ""))
        if len(week) != len(WEEKDAYS):
            raise ValueError(week)
        actions.keep_week(week, holidays, by=request.user, now=clock.now())
    except (ValueError, actions.NeverOpen):
        toasts.refused(request, _("Nothing is changed."))
    else:
        toasts.said(request, _("Taken back."))
    return redirect("desk:hours")


@require_POST
@staff_view(roles=LEADS)
def own_day(request: StaffRequest) -> HttpResponse:
    """POST /settings/hours/days/: a day of the house's own; the fields may stand in the address too."""
    form = OwnDayForm(request.POST if "day" in request.POST else request.GET)
    if not form.is_valid():
        return _page(request, day_form=form)
    own = actions.OwnDay(**form.cleaned_data)
    before = actions.keep_day(own, by=request.user, now=clock.now())
    toasts.said(request, _("Kept."), undo=_way_back(own.day, before))
    return redirect("desk:hours")


@require_POST
@staff_view(roles=LEADS)
def forget_day(request: StaffRequest, day: str) -> HttpResponse:
    """POST /settings/hours/days/2026-12-29/forget/: a day like any other again."""
    try:
        before = actions.forget_day(date.fromisoformat(day), by=request.user, now=clock.now())
    except ValueError:
        before = None
    if before:
        toasts.said(request, _("This day is like any other again."), undo=_way_back(before.day, before))
    return redirect("desk:hours")


def _way_back(day: date, before: actions.OwnDay | None) -> str:
    if before is None:
        return reverse("desk:hours_forget", args=[day.isoformat()])
    fields = {"day": day.isoformat(), "name": before.name, "opens": _hhmm(before.opens), "closes": _hhmm(before.closes)}
    return f"{reverse('desk:hours_day')}?{urlencode(fields)}"


def _page(
    request: StaffRequest,
    *,
    week: list[ShiftForm] | None = None,
    form: HolidaysForm | None = None,
    day_form: OwnDayForm | None = None,
) -> HttpResponse:
    house, today = working_hours(), clock.today(the_house().tz)
    week = week or _week_forms(house, None)
    context = {
        "week": list(zip(WEEKDAYS.values(), week, strict=True)),
        "form": form or HolidaysForm(initial={"holidays": house.holidays}),
        "day_form": day_form or OwnDayForm(),
        "own_days": [as_own(row) for row in HouseDay.objects.filter(day__gte=today).order_by("day")],
        "ahead": list(_ahead(house, today))[:SHOWN],
    }
    shown: list[Any] = [*week, context["form"], context["day_form"]]
    is_wrong = any(one.errors for one in shown)
    return render(request, "desk/hours.html", context, status=422 if is_wrong else 200)


def _week_forms(house: rules.Hours, posted: Any) -> list[ShiftForm]:
    return [
        ShiftForm(posted, prefix=f"day{number}", initial=_said(shift)) for number, shift in enumerate(_week_of(house))
    ]


def _week_of(house: rules.Hours) -> tuple[rules.Shift | None, ...]:
    return house.week or (rules.Shift(house.opens, house.closes),) * len(WEEKDAYS)


def _said(shift: rules.Shift | None) -> dict[str, time | None]:
    if shift is None:
        return {}
    out, back = shift.lunch or (None, None)
    return {"opens": shift.opens, "closes": shift.closes, "lunch_from": out, "lunch_to": back}


def _ahead(house: rules.Hours, today: date) -> Iterator[Ahead]:
    """Holidays and moved days of the production calendar that come, and how the house works on them."""
    language = (get_language() or "ru")[:2]
    for day in (today + timedelta(days=number) for number in range(AHEAD.days)):
        name = workdays.holiday_name(day, language)
        if not name and workdays.is_moved_workday(day):
            name = _("a working Saturday")
        if name:
            yield Ahead(day, name, house.shift_on(day))


def _hhmm(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""


urls = [
    path("settings/hours/", hours, name="hours"),
    path("settings/hours/undo/", undo, name="hours_undo"),
    path("settings/hours/days/", own_day, name="hours_day"),
    path("settings/hours/days/<str:day>/forget/", forget_day, name="hours_forget"),
]
