"""The house's network: organisations, the people in them, what each can open. In the clear: it must be searchable."""

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Func, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def russian_order(column: str) -> models.GeneratedField:
    """A generated key for sorting and search in Russian: lower case, ё as е (the cluster has no ICU)."""
    return models.GeneratedField(
        expression=Func(Lower(column), Value("ё"), Value("е"), function="translate"),
        output_field=models.CharField(max_length=160),
        db_persist=True,
    )


class Kind(models.TextChoices):
    RESTAURANT = "restaurant", _("restaurant")
    BAR = "bar", _("bar")
    THEATRE = "theatre", _("theatre")
    CONCERT = "concert", _("concert hall")
    MUSEUM = "museum", _("museum")
    HOTEL = "hotel", _("hotel")
    AIRLINE = "airline", _("airline")
    CHARTER = "charter", _("private aviation")
    AIRPORT = "airport", _("airport service")
    RAIL = "rail", _("railway")
    DRIVER = "driver", _("car with a driver")
    CAR_RENTAL = "car_rental", _("car rental")
    YACHT = "yacht", _("yachts")
    FLORIST = "florist", _("florist")
    JEWELLER = "jeweller", _("jeweller")
    BOUTIQUE = "boutique", _("boutique")
    CLINIC = "clinic", _("clinic")
    BEAUTY = "beauty", _("beauty")
    FITNESS = "fitness", _("sport")
    TUTOR = "tutor", _("tutors and schools")
    CLUB = "club", _("club")
    GALLERY = "gallery", _("gallery")
    HOUSEHOLD = "household", _("household")
    VISA = "visa", _("visas and documents")
    COURIER = "courier", _("courier")
    EVENT = "event", _("events")
    OTHER = "other", _("organisation")


class Organisation(models.Model):
    """A venue or a supplier."""

    name = models.CharField(max_length=160)
    name_key = russian_order("name")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    city = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=160, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    mail = models.EmailField(blank=True)
    telegram = models.CharField(max_length=40, blank=True)  # their chat with the house's bot, once they have begun one
    site = models.CharField(max_length=160, blank=True)
    hours = models.CharField(max_length=120, blank=True)  # "12:00-24:00", "Tue-Sun 10:00-20:00"
    price_band = models.PositiveSmallIntegerField(default=3)  # 1 to 5, part of the class
    standing = models.PositiveSmallIntegerField(default=3)  # 1 to 5
    price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True
    )  # usual: per head, room or thing
    stars = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)  # standing, finer: 4.8 of 5
    # May be held or ordered as a spare without asking a person first
    keeps_spares = models.BooleanField(default=False)
    style = models.CharField(max_length=60, blank=True)  # cuisine, genre or kind
    setting = models.CharField(max_length=60, blank=True)  # terrace, view, quiet hall
    reliability = models.PositiveSmallIntegerField(default=70)  # 0 to 100, learnt from outcomes
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(name="organisations_by_kind", fields=["kind", "city"])]
        constraints = [
            models.CheckConstraint(name="organisation_price_band_exists", condition=Q(price_band__range=(1, 5))),
            models.CheckConstraint(name="organisation_standing_exists", condition=Q(standing__range=(1, 5))),
            models.CheckConstraint(name="organisation_reliability_is_a_share", condition=Q(reliability__lte=100)),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person in the network who can open something."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="contacts")
    full_name = models.CharField(max_length=160)
    name_key = russian_order("full_name")
    gender = models.CharField(max_length=1, blank=True)
    role = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    mail = models.EmailField(blank=True)
    telegram = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=12, default="phone")  # how they like to be asked
    hours = models.CharField(max_length=60, blank=True)  # when they answer
    language = models.CharField(max_length=2, default="ru")
    warmth = models.PositiveSmallIntegerField(default=40)  # 0 to 100
    asked = models.PositiveSmallIntegerField(default=0)
    opened = models.PositiveSmallIntegerField(default=0)  # how often it worked
    answers_in_minutes = models.PositiveSmallIntegerField(null=True)
    last_asked_on = models.DateField(null=True)
    last_thanked_on = models.DateField(null=True)
    spare_until = models.DateField(null=True)  # do not disturb until
    likes = models.CharField(max_length=160, blank=True)
    never = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="contact_warmth_is_a_share", condition=Q(warmth__lte=100)),
            models.CheckConstraint(
                name="contact_opened_no_more_than_asked", condition=Q(opened__lte=models.F("asked"))
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Opening(models.Model):
    """A door: what a contact can open, or the desk of an organisation."""

    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="openings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="openings")
    category = models.CharField(max_length=20)  # a request category
    city = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=160)
    days_ahead = models.PositiveSmallIntegerField(default=0)  # 0: even on the day
    height = models.PositiveSmallIntegerField(default=3)  # 1 to 5: how closed a door

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opening_is_somebodys", condition=Q(contact__isnull=False) ^ Q(organisation__isnull=False)
            )
        ]


class Acquaintance(models.Model):
    """Who in the house knows whom, and how well."""

    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="acquaintances")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="acquaintances")
    warmth = models.PositiveSmallIntegerField(default=40)
    since = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_acquaintance_each", fields=["staff", "contact"])]


class Tie(models.Model):
    """Two people of the network who know each other."""

    one = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    strength = models.PositiveSmallIntegerField(default=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_tie_each", fields=["one", "other"]),
            models.CheckConstraint(name="tie_is_written_once", condition=Q(one__lt=models.F("other"))),
        ]


class Favour(models.Model):
    """Given to us or by us: what keeps a door open."""

    class Way(models.TextChoices):
        RECEIVED = "received", _("they helped us")
        GIVEN = "given", _("we thanked them")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="favours")
    way = models.CharField(max_length=8, choices=Way.choices)
    what = models.CharField(max_length=160)
    on = models.DateField()
    weight = models.PositiveSmallIntegerField(default=1)  # 1 to 5
    staff = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
