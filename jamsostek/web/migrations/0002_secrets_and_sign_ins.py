"""Keys, second factors and addresses are not for the reader; groups and permissions nobody uses."""

from django.db import migrations

RIGHTS = """
REVOKE ALL ON django_session, mfa_authenticator, account_emailaddress, account_emailconfirmation,
    web_cache FROM jamsostek_reader;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON auth_group, auth_group_permissions, auth_permission,
    django_content_type, institution_user_groups, institution_user_user_permissions,
    pghistory_context FROM jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("institution", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sessions", "0001_initial"),
        ("web", "0001_shared_counters"),
    ]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
