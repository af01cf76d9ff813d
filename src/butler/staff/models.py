"""People of the house."""

from datetime import time
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CONCIERGE = "concierge", _("Concierge")
    LEAD = "lead", _("Team lead")
    OWNER = "owner", _("Owner of the house")
    AUDITOR = "auditor", _("Auditor")


class Team(models.Model):
    """Managers who cover each other, and the lead who answers for them."""

    name = models.CharField(max_length=80)
    lead = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="leads")

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Staff":
        """A new colleague. `email` is how they sign in; without a password they cannot until one is set."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser):
    """A colleague: how they are called, what they may do, when they are on shift."""

    email = models.EmailField(unique=True)
    given_name = models.CharField(max_length=60)
    patronymic = models.CharField(max_length=60, blank=True)
    surname = models.CharField(max_length=60, blank=True)
    gender = models.CharField(max_length=1, choices=[("f", _("female")), ("m", _("male"))], default="f")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONCIERGE)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="members")
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, choices=[("ru", "Русский"), ("en", "English")], default="ru")
    theme = models.CharField(
        max_length=5, choices=[("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))], blank=True
    )
    single_keys = models.BooleanField(default=True)  # WCAG 2.1.4: single-key shortcuts can be switched off
    wants_notices = models.BooleanField(default=False)  # the browser may say by itself what needs them now
    shift_from = models.TimeField(default=time(9))
    shift_to = models.TimeField(default=time(21))
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True)

    objects = StaffManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="staff_email_in_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(name="staff_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.surname}".strip()

    get_full_name = __str__

    def get_short_name(self) -> str:
        return self.given_name

    def is_on_shift(self, wall: time) -> bool:
        """Are they at work at this time of the house's clock? An end not after the start is the next morning's."""
        if self.shift_from < self.shift_to:
            return self.shift_from <= wall < self.shift_to
        return wall >= self.shift_from or wall < self.shift_to

    @property
    def is_lead(self) -> bool:
        return self.role in (Role.LEAD, Role.OWNER)

    @property
    def opens_dossiers(self) -> bool:
        """Auditors read the journal, never a dossier."""
        return self.role != Role.AUDITOR

    @property
    def reads_journal(self) -> bool:
        return self.role in (Role.OWNER, Role.AUDITOR)
