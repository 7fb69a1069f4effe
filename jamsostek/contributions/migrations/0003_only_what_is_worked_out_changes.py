"""Declarations stay; of bills, allocations, settlements and files only what is worked out changes."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON contributions_allocation, contributions_bill,
    contributions_declaration, contributions_settlement, contributions_wagefile
    FROM jamsostek_app;
GRANT UPDATE (withdrawn_at) ON contributions_allocation TO jamsostek_app;
GRANT UPDATE (received, state, settled_on) ON contributions_bill TO jamsostek_app;
GRANT UPDATE (undone_entry_id) ON contributions_settlement TO jamsostek_app;
GRANT UPDATE (state, progress, summary, checked) ON contributions_wagefile TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_numbers_and_append_only")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
