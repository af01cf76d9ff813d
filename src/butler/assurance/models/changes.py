"""What a client wants otherwise of something that stands: another hour, other guests, or not at all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from butler.assurance.models.incidents import AssuranceRow


class Change(AssuranceRow):
    """One wish about one booking, put to its supplier. Until they say yes the booking stands as it was."""

    class What(models.TextChoices):
        MOVE = "move", pgettext_lazy("change", "to be moved")
        OFF = "off", pgettext_lazy("change", "to be called off")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("change", "the supplier is asked")
        DONE = "done", pgettext_lazy("change", "done")
        REFUSED = "refused", pgettext_lazy("change", "not possible")
        STOPPED = "stopped", pgettext_lazy("change", "not asked")  # a colleague said no

    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="changes")
    what = models.CharField(max_length=4, choices=What.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    starts_at = models.DateTimeField(null=True)  # when it shall begin
    party_size = models.PositiveSmallIntegerField(null=True)
    wished = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # their words
    letter = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read last
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)  # until then they may be silent
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_change_at_a_time", fields=["booking"], condition=Q(state="asked")),
            models.CheckConstraint(
                name="change_asked_has_a_next_moment",
                condition=Q(state="asked", due_at__isnull=False) | (~Q(state="asked") & Q(due_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="move_says_to_when", condition=Q(what="off") | Q(starts_at__isnull=False, party_size__isnull=False)
            ),
        ]
