"""Who sees a ride: whoever may open the client, and the worker's named purposes."""

from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("travel", "0003_rides")]
    operations = [protect("travel_ride")]
