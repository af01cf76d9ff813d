import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_may_ask_model"),
        ("network", "0005_class_and_spares"),
        ("requests", "0009_cases_and_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("was", models.DateTimeField()),
                ("to", models.DateTimeField(null=True)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("meeting", "meeting"),
                            ("break", "break"),
                            ("away", "away"),
                            ("hours", "hours"),
                            ("new", "new"),
                            ("sooner", "sooner"),
                            ("not_done", "not_done"),
                            ("passed", "passed"),
                            ("phone", "phone"),
                            ("own_hour", "own_hour"),
                            ("deadline", "deadline"),
                            ("weight", "weight"),
                            ("longer", "longer"),
                            ("way", "way"),
                            ("no_room", "no_room"),
                        ],
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PlannedTask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TakenTime",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("meeting", "meeting"), ("break", "break"), ("away", "away")],
                        default="meeting",
                        max_length=7,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("set_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="task",
            name="contact",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="network.contact"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="means",
            field=models.CharField(blank=True, choices=[("call", "a call"), ("visit", "a visit")], max_length=5),
        ),
        migrations.AddField(
            model_name="task",
            name="must_start_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="network.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("must_start_at__isnull", True),
                    ("no_return_at__isnull", True),
                    ("must_start_at__lt", models.F("no_return_at")),
                    _connector="OR",
                ),
                name="task_begins_before_its_no_return",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="because_of",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="requests.task"
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="task",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="requests.task"),
        ),
        migrations.AddField(
            model_name="plannedtask",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
            ),
        ),
        migrations.AddField(
            model_name="plannedtask",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="plannedtask",
            name="task",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="requests.task"),
        ),
        migrations.AddField(
            model_name="takentime",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="network.organisation"
            ),
        ),
        migrations.AddField(
            model_name="takentime",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="taken_times", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seen_at__isnull", True)),
                fields=("staff", "day", "task"),
                name="one_unseen_change_of_a_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to__isnull", True), models.Q(("to", models.F("was")), _negated=True), _connector="OR"
                ),
                name="plan_change_changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedtask",
            constraint=models.UniqueConstraint(fields=("staff", "day", "task"), name="planned_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="plannedtask",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="planned_ends_after_it_begins"
            ),
        ),
        migrations.AddIndex(
            model_name="takentime",
            index=models.Index(fields=["staff", "starts_at"], name="taken_times_by_day"),
        ),
        migrations.AddConstraint(
            model_name="takentime",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="taken_time_ends_after_it_begins"
            ),
        ),
        protect("requests_plannedtask"),
        protect("requests_planchange"),
    ]
