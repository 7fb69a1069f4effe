"""Bills whose claim was given up."""

from django.db import migrations, models

RIGHTS = "GRANT UPDATE (withdrawn_on) ON contributions_bill TO jamsostek_app;"


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0007_casual_workers"),
        ("institution", "0004_roles_are_taken_away"),
        ("membership", "0011_zones_of_regencies"),
    ]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="withdrawn_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True), ("settled_on__isnull", True), _connector="OR"
                ),
                name="bill_withdrawn_or_settled",
            ),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
