"""A settlement moves the balances of neighbours at once: half of each page stays free for them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_lean_books")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE ledger_balance SET (fillfactor = 50);
            ALTER TABLE ledger_daytotal SET (fillfactor = 50);
            """,
            migrations.RunSQL.noop,
        ),
    ]
