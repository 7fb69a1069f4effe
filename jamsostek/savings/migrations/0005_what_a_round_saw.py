"""A round notes the highest entry it saw; whoever adds rounds may, and nobody changes it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("savings", "0004_nothing_is_deleted")]

    operations = [
        migrations.AddField(
            model_name="returnrun",
            name="entry_id_max",
            field=models.BigIntegerField(null=True),
        ),
    ]
