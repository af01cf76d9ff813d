"""The function looks at temporary tables last: whoever may make one must not tell it what a batch brought in."""

from django.db import migrations

NAME = "reception_take_back_grants(uuid)"


class Migration(migrations.Migration):
    dependencies = [("reception", "0002_row_security")]
    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION {NAME} SET search_path = public, pg_temp",
            f"ALTER FUNCTION {NAME} SET search_path = public",
        )
    ]
