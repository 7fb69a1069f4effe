"""Yearly statements of a branch, asked for on the pages, and the files that go to the printer."""

import django.db.models.deletion
from django.db import migrations, models

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON savings_statementrun, savings_statementprint
    FROM jamsostek_app;
GRANT UPDATE (asked_at, asked_by, done, total, finished_at) ON savings_statementrun
    TO jamsostek_app;
GRANT UPDATE (statements, first, last, made_of, size, pdf), DELETE ON savings_statementprint
    TO jamsostek_app;
ALTER TABLE savings_statementprint ALTER COLUMN pdf SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0004_roles_are_taken_away"),
        ("savings", "0005_what_a_round_saw"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatementRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=120)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.branch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementPrint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.SmallIntegerField()),
                ("statements", models.IntegerField()),
                ("first", models.CharField(max_length=200)),
                ("last", models.CharField(max_length=200)),
                ("made_of", models.CharField(max_length=64)),
                ("size", models.IntegerField()),
                ("pdf", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="savings.statementrun",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="statementrun",
            constraint=models.UniqueConstraint(
                fields=("year", "branch"), name="statement_run_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementprint",
            constraint=models.UniqueConstraint(
                fields=("run", "place"), name="statement_print_place"
            ),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
