"""What suppliers offer, which of it is taken and by what right, and what the client is asked to choose from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.sourcing.models.operations import Approach, Operation, OperationRow


class Offer(OperationRow):
    """Something a supplier would give us, with its price and until when it is held."""

    class State(models.TextChoices):
        STANDING = "standing", pgettext_lazy("offer", "standing")
        ACCEPTED = "accepted", pgettext_lazy("offer", "taken")
        CONFIRMED = "confirmed", pgettext_lazy("offer", "confirmed")
        DECLINED = "declined", pgettext_lazy("offer", "declined")  # by us, or by the client
        EXPIRED = "expired", pgettext_lazy("offer", "no longer held")
        FELL = "fell", pgettext_lazy("offer", "taken back")  # by the supplier

    class Via(models.TextChoices):
        PAGE = "page", _("answer page")
        WORDS = "words", _("their letter")
        PHONE = "phone", _("by telephone")

    class Under(models.TextChoices):
        MANDATE = "mandate", _("the client's mandate")
        CLIENT = "client", _("the client's choice")
        APPROVAL = "approval", _("a yes of the house")

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="offers")
    approach = models.ForeignKey(Approach, models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()  # of this operation's offers, as they came
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    via = models.CharField(max_length=6, choices=Via.choices)
    what = SealedTextField()
    terms = SealedTextField()  # refund, deposit, what else they say
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # in all
    deposit = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="RUB")
    commission = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # to the house: never counts in a rank
    hold_until = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")
    taken_down_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # from the telephone
    # As it was judged last
    score = models.PositiveSmallIntegerField(default=0)  # 0 to 100
    verdict = models.CharField(max_length=10, default="unjudged")  # good, unclear, lacking
    reasons = models.JSONField(default=list)  # [[code, met, term number or none], ...]
    put_to_house_at = models.DateTimeField(null=True)  # its price waits for a yes of the house
    # Taken
    accepted_at = models.DateTimeField(null=True)
    accepted_under = models.CharField(max_length=8, choices=Under.choices, blank=True)
    accepted_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    order = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    order_by = models.DateTimeField(null=True)  # the supplier answers our order by then
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read last
    asked_again_at = models.DateTimeField(null=True)  # nobody answered the order: a colleague was told to call
    confirmed_at = models.DateTimeField(null=True)
    reference = SealedTextField()  # their number
    confirmed_by = SealedTextField()  # who of them said so
    confirmed_message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="offers_are_numbered", fields=["operation", "number"]),
            models.UniqueConstraint(
                name="one_price_is_put_to_the_house",
                fields=["operation"],
                condition=Q(put_to_house_at__isnull=False, state="standing"),
            ),
            models.UniqueConstraint(
                name="one_offer_is_taken", fields=["operation"], condition=Q(state__in=["accepted", "confirmed"])
            ),
            models.CheckConstraint(
                name="offer_is_not_taken_after_its_hold",
                condition=Q(accepted_at__isnull=True)
                | Q(hold_until__isnull=True)
                | Q(accepted_at__lte=F("hold_until")),
            ),
            models.CheckConstraint(
                name="offer_is_taken_by_some_right",
                condition=~Q(state__in=["accepted", "confirmed"])
                | (Q(accepted_at__isnull=False) & ~Q(accepted_under="")),
            ),
            models.CheckConstraint(
                name="offer_confirmed_says_when", condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(name="offer_score_is_a_share", condition=Q(score__lte=100)),
        ]


class SpendYes(OperationRow):
    """A colleague said yes to a price above what the client lets us spend. Above the house's limit two say it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="yeses")
    given_by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_yes_to_a_price_each", fields=["offer", "given_by"])]


class Choice(OperationRow):
    """Two or three offers put to the client, and what they said."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="choices")
    letter = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    offers = models.JSONField()  # their ids, the recommended one first
    made_at = models.DateTimeField()
    until = models.DateTimeField()  # when the first of them is no longer held
    answered_at = models.DateTimeField(null=True)
    chosen = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="+")
    decide_for_me = models.BooleanField(default=False)
    via = models.CharField(max_length=6, choices=Offer.Via.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_choice_at_a_time", fields=["operation"], condition=Q(closed_at__isnull=True)
            )
        ]
