from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("treasury", "0002_append_only")]

    operations = [
        migrations.AlterField(
            model_name="statementline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("PAYMENT", "Setoran"),
                    ("INTEREST", "Jasa giro"),
                    ("REVERSAL", "Pembatalan setoran"),
                    ("CHARGE", "Biaya dan pajak bank"),
                    ("OUTGOING", "Pengeluaran lain"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(fields=["account", "amount_sen"], name="statement_line_alike"),
        ),
        # which payment a debit takes back follows from all lines; what the bank said stays
        migrations.RunSQL(
            "GRANT UPDATE (reverses_id) ON treasury_statementline TO jamsostek_app;",
            "REVOKE UPDATE (reverses_id) ON treasury_statementline FROM jamsostek_app;",
        ),
    ]
