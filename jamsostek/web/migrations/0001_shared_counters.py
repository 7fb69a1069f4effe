"""A table for Django's cache: what several web processes count together, such as failed sign-ins.

Unlogged: after a crash of the database it is empty, which only forgives some failed sign-ins.
"""

from django.db import migrations

TABLE = """
CREATE UNLOGGED TABLE web_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX web_cache_expires ON web_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE web_cache")]
