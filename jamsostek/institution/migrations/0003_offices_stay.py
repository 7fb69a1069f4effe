"""Nobody is deleted; offices and appointments are added, not changed."""

from django.db import migrations

RIGHTS = """
REVOKE DELETE, TRUNCATE ON institution_user FROM jamsostek_app;
REVOKE UPDATE, DELETE, TRUNCATE ON institution_branch, institution_region,
    institution_staffmember FROM jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("institution", "0002_reader_sees_no_secrets")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
