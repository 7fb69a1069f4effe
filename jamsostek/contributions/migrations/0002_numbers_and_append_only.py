from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial"), ("institution", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE SEQUENCE contributions_bill_code_seq MAXVALUE 9999999999;",
                "REVOKE UPDATE, DELETE, TRUNCATE ON contributions_declarationline,"
                " contributions_penaltyassessment, contributions_naming FROM jamsostek_app;",
                "REVOKE DELETE, TRUNCATE ON contributions_declaration, contributions_bill,"
                " contributions_allocation, contributions_settlement FROM jamsostek_app;",
            ],
            "DROP SEQUENCE contributions_bill_code_seq;",
        ),
    ]
