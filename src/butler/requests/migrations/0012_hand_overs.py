import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_may_ask_model"),
        ("requests", "0011_clocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("shift", "the shift ends"),
                            ("cover", "cover"),
                            ("leave", "leave"),
                            ("load", "too much in one pair of hands"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("compartments", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandedItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "note",
                    butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "not handed over"),
                            ("ended", "went back"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("busy", "no hands free"),
                            ("away", "I am away then"),
                            ("hands", "another colleague knows it better"),
                            ("unclear", "not clear what is to be done"),
                            ("close", "I know the client privately"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("moved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("before", models.JSONField(default=dict)),
                ("granted", models.JSONField(default=list)),
                ("closed", models.JSONField(default=dict)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
                    ),
                ),
                (
                    "client_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handed",
                        to="requests.clientrequest",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handed",
                        to="requests.task",
                    ),
                ),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="requests.handover"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("taker")), _negated=True), name="work_goes_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                name="cover_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="handeditem",
            index=models.Index(
                condition=models.Q(("state__in", ["offered", "accepted"])), fields=["client"], name="items_that_stand"
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("client_request__isnull", True), ("task__isnull", True), _connector="OR"),
                name="handed_item_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    ("state__in", ["offered", "withdrawn"]),
                    _connector="OR",
                ),
                name="handed_item_is_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("refusal", ""), _negated=True),
                    _connector="OR",
                ),
                name="handed_item_is_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("client_request",), name="a_request_is_offered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("task",), name="a_task_is_offered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handeditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_request__isnull", True), ("state", "offered"), ("task__isnull", True)),
                fields=("client",),
                name="a_client_is_offered_once",
            ),
        ),
    ]
