from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0003_histories_stay")]

    operations = [
        migrations.AddConstraint(
            model_name="dependant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("relation", "SPOUSE"), ("until_date__isnull", True)),
                fields=("person",),
                name="one_spouse_at_a_time",
            ),
        ),
    ]
