import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import butler.ground.sealing
import butler.travel.models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0006_lines_are_told"),
        ("correspondence", "0013_read_before_it_goes_out"),
        ("dossiers", "0006_may_ask_model"),
        ("network", "0005_class_and_spares"),
        ("travel", "0002_row_security"),
    ]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gist", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Ride",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("driver", models.CharField(blank=True, max_length=24)),
                ("from_home", models.BooleanField(default=False)),
                (
                    "from_words",
                    butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
                ),
                (
                    "to_words",
                    butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
                ),
                ("instead_of", models.CharField(blank=True, max_length=160)),
                ("pick_up_at", models.DateTimeField()),
                ("free_at", models.DateTimeField()),
                ("passengers", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wanted", "no driver yet"),
                            ("planned", "planned"),
                            ("asked", "the driver is asked"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("cancelled", "cancelled"),
                        ],
                        default="wanted",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("ordered_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("called_for_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "booking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rides",
                        to="bookings.booking",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.contact"
                    ),
                ),
                (
                    "from_house",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "heard",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="correspondence.message",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="correspondence.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "to_house",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pick_up_at"], name="rides_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("free_at__gt", models.F("pick_up_at"))), name="ride_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ride_confirmed_says_when",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            models.Q(("driver", ""), _negated=True),
                            models.Q(("state", "declined"), _negated=True),
                        ),
                        expressions=[("driver", "="), (butler.travel.models.TimeOfRide("pick_up_at", "free_at"), "&&")],
                        name="a_driver_is_in_one_place",
                    ),
                ],
            },
        ),
    ]
