"""Somebody's roles can be given and taken away; who it is and where stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("institution", "0003_offices_stay")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (roles) ON institution_staffmember TO jamsostek_app;",
            "REVOKE UPDATE (roles) ON institution_staffmember FROM jamsostek_app;",
        ),
    ]
