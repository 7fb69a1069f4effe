"""A fresh database has the whole chart of accounts."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jamsostek.ledger import chart


def open_chart(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    account = apps.get_model("ledger", "Account")
    account.objects.using(editor.connection.alias).bulk_create(
        [
            account(
                id=row.id,
                code=row.code,
                name=row.name,
                name_en=row.name_en,
                kind=row.kind,
                fund=row.fund,
            )
            for row in chart.accounts()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_balances_begin_with_accounts")]

    operations = [migrations.RunPython(open_chart, migrations.RunPython.noop)]
