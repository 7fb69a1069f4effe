"""Workbooks and checked rows are compressed already; packing them again only takes time."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_no_more_than_received")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE contributions_wagefile ALTER content SET STORAGE EXTERNAL,"
            " ALTER checked SET STORAGE EXTERNAL;",
            "ALTER TABLE contributions_wagefile ALTER content SET STORAGE EXTENDED,"
            " ALTER checked SET STORAGE EXTENDED;",
        ),
    ]
