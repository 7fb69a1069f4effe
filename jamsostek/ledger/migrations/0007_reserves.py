"""What funds brought forward for benefits has accounts: the chart is opened again."""

from importlib import import_module

from django.db import migrations

open_chart = import_module("jamsostek.ledger.migrations.0004_chart_of_accounts").open_chart


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_benefits_and_payments")]

    operations = [migrations.RunPython(open_chart, migrations.RunPython.noop)]
