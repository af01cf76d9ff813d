from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_nothing_lost_nothing_lent")]
    operations = [
        migrations.AddField(model_name="client", name="may_ask_model", field=models.BooleanField(default=False)),
    ]
