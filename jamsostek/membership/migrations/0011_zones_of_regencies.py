"""Places of own-account workers with the zones of a regency."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0010_families_and_fixed_terms"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ownaccountcover",
            name="regency_code",
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name="ownaccountcoverevent",
            name="regency_code",
            field=models.CharField(max_length=40),
        ),
    ]
