from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "REVOKE SELECT ON institution_user FROM jamsostek_reader;",
            migrations.RunSQL.noop,
        ),
    ]
