"""What tells a demo house from a real one."""

from django.db import models
from django.db.models import Q


class DemoMark(models.Model):
    """This house is fictional: from which seed it was made, when, and up to which day."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seed = models.IntegerField()
    founded_on = models.DateField()
    made_to = models.DateField()  # the day on which it was last worth looking at

    class Meta:
        constraints = [models.CheckConstraint(name="demo_mark_is_the_only_one", condition=Q(id=1))]
