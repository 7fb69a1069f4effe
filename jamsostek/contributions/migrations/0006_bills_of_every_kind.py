"""Bills of projects, groups, own-account workers and corrections beside those of months."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


FILL = """
UPDATE contributions_bill b SET branch_id = e.branch_id
FROM membership_employer e WHERE e.id = b.employer_id;
UPDATE contributions_bill b
SET jht = d.jht_employer + d.jht_member, jkk = d.jkk, jkm = d.jkm, jpk = d.jpk
FROM contributions_declaration d WHERE d.id = b.declaration_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

RIGHTS = "REVOKE UPDATE, DELETE, TRUNCATE ON contributions_billline FROM jamsostek_app;"


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0005_files_are_packed_already"),
        ("institution", "0004_roles_are_taken_away"),
        ("membership", "0006_headcount_of_every_segment"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bill_id",
                        "line_no",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="contributions.bill",
                    ),
                ),
                ("line_no", models.IntegerField()),
                ("person_id", models.BigIntegerField(db_index=True)),
                ("cover_id", models.BigIntegerField(db_index=True, null=True)),
                ("employment_id", models.BigIntegerField(null=True)),
                ("month", models.DateField()),
                ("months", models.SmallIntegerField(default=1)),
                ("wage", models.BigIntegerField()),
                ("married", models.BooleanField()),
                ("jht_employer", models.BigIntegerField()),
                ("jht_member", models.BigIntegerField()),
                ("jkk", models.BigIntegerField()),
                ("jkm", models.BigIntegerField()),
                ("jpk", models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="bill",
            name="branch",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institution.branch",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="cover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.ownaccountcover",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.ownaccountgroup",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="jht",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="bill",
            name="jkk",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="bill",
            name="jkm",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="bill",
            name="jpk",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="bill",
            name="kind",
            field=models.CharField(
                choices=[
                    ("MONTH", "Iuran bulanan"),
                    ("PROJECT", "Iuran jasa konstruksi"),
                    ("OWN_ACCOUNT", "Iuran TK-LHK"),
                    ("CORRECTION", "Koreksi iuran"),
                ],
                default="MONTH",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="project",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.project",
            ),
        ),
        migrations.AlterField(
            model_name="bill",
            name="employer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.employer",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="bill",
            name="branch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institution.branch",
            ),
        ),
        migrations.AlterField(
            model_name="bill",
            name="jht",
            field=models.BigIntegerField(),
        ),
        migrations.AlterField(
            model_name="bill",
            name="jkk",
            field=models.BigIntegerField(),
        ),
        migrations.AlterField(
            model_name="bill",
            name="jkm",
            field=models.BigIntegerField(),
        ),
        migrations.AlterField(
            model_name="bill",
            name="jpk",
            field=models.BigIntegerField(),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["branch", "due_date"], name="bill_branch_due"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "contributions",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("jht"), "+", models.F("jkk")
                                ),
                                "+",
                                models.F("jkm"),
                            ),
                            "+",
                            models.F("jpk"),
                        ),
                    )
                ),
                name="bill_programmes_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cover", None),
                        ("employer__isnull", False),
                        ("group", None),
                        ("kind__in", ["MONTH", "CORRECTION"]),
                        ("project", None),
                    ),
                    models.Q(
                        ("cover", None),
                        ("employer", None),
                        ("group", None),
                        ("kind", "PROJECT"),
                        ("project__isnull", False),
                    ),
                    models.Q(
                        ("cover", None),
                        ("employer", None),
                        ("group__isnull", False),
                        ("kind", "OWN_ACCOUNT"),
                        ("project", None),
                    ),
                    models.Q(
                        ("cover__isnull", False),
                        ("employer", None),
                        ("group", None),
                        ("kind", "OWN_ACCOUNT"),
                        ("project", None),
                    ),
                    _connector="OR",
                ),
                name="bill_has_one_payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__range", (1, 12))), name="bill_line_months"
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "jht_member",
                        django.db.models.expressions.CombinedExpression(
                            models.F("months"),
                            "*",
                            django.db.models.expressions.CombinedExpression(
                                models.F("jht_member"), "/", models.F("months")
                            ),
                        ),
                    )
                ),
                name="bill_line_jht_by_month",
            ),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
