"""Uploads keep what was sent, and accounts stay.

Locking a row asks for the right to change some column of it: for accounts that is their name.
"""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON treasury_bankaccount, treasury_statementupload
    FROM jamsostek_app;
GRANT UPDATE (name) ON treasury_bankaccount TO jamsostek_app;
GRANT UPDATE (state, done, total, file_id, result, fault) ON treasury_statementupload
    TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial"), ("treasury", "0004_statement_upload")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
