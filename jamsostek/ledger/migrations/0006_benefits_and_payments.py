"""Benefits decided, payments under way, tills and taxes have accounts: the chart is opened again."""

from importlib import import_module

from django.db import migrations

open_chart = import_module("jamsostek.ledger.migrations.0004_chart_of_accounts").open_chart


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_refunds_payable")]

    operations = [migrations.RunPython(open_chart, migrations.RunPython.noop)]
