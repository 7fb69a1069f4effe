from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("treasury", "0001_initial"), ("institution", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON treasury_statementline, treasury_statementfile"
            " FROM jamsostek_app;",
            migrations.RunSQL.noop,
        ),
    ]
