"""Who could stand in before anything has failed."""

from django.db import models
from django.db.models import Q

from butler.assurance.models.incidents import AssuranceRow


class Spare(AssuranceRow):
    """A house of equal class that may stand in for a booking, ranked; a colleague may rule it out."""

    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="spares")
    organisation = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True)  # 1 to 3; none: ruled out
    score = models.PositiveSmallIntegerField(default=0)  # 0 to 100
    km = models.FloatField(null=True)  # from the house that was booked
    found_at = models.DateTimeField()
    ruled_out_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    ruled_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_house_is_a_spare_once", fields=["booking", "organisation"]),
            models.UniqueConstraint(
                name="spares_stand_in_one_order", fields=["booking", "rank"], deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="spare_rank_exists", condition=Q(rank__isnull=True) | Q(rank__range=(1, 3))),
            models.CheckConstraint(
                name="spare_is_ranked_or_ruled_out", condition=Q(rank__isnull=True) ^ Q(ruled_out_at__isnull=True)
            ),
        ]
