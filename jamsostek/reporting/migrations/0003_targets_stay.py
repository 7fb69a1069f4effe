"""A target is set anew by its amount, and never deleted."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON reporting_target FROM jamsostek_app;
GRANT UPDATE (amount) ON reporting_target TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_headcount_by_year")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
