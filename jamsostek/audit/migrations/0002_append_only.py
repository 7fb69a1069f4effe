from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("institution", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON audit_record FROM jamsostek_app;",
            migrations.RunSQL.noop,
        ),
    ]
