"""Accounts stay as they were opened; of months, years and rounds only what is counted changes."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON savings_contributionyear, savings_returnrun,
    savings_savingsaccount, savings_savingsyear FROM jamsostek_app;
GRANT UPDATE (months) ON savings_contributionyear TO jamsostek_app;
GRANT UPDATE (moved, weighted, opening, credited_return) ON savings_savingsyear TO jamsostek_app;
GRANT UPDATE (cursor, accounts, amount, finished_at) ON savings_returnrun TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial"), ("savings", "0003_quick_columns")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
