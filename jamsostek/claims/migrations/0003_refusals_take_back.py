from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_what_the_database_holds")]

    operations = [
        migrations.RemoveConstraint(model_name="decision", name="only_approval_awards"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                name="only_approval_awards",
                condition=Q(outcome="APPROVED")
                | Q(outcome="REJECTED", amount__lte=0)
                | Q(amount=0, overpaid=0, entry_id=None),
            ),
        ),
    ]
