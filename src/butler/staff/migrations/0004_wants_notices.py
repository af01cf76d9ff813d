from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_places_are_given_by_the_owner"),
    ]

    operations = [
        migrations.AddField(
            model_name="staff",
            name="wants_notices",
            field=models.BooleanField(default=False),
        ),
    ]
