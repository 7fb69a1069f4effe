"""Versions of a declared month with their bills, money given back, and namings taken back."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


RIGHTS = """
CREATE SEQUENCE contributions_refund_code_seq MAXVALUE 99999999;
REVOKE UPDATE, DELETE, TRUNCATE ON contributions_correction, contributions_correctionline,
    contributions_refund, contributions_refundpart, contributions_refundstep FROM jamsostek_app;
GRANT UPDATE (state, decided_by_id, paid_line_id, returned_line_id)
    ON contributions_refund TO jamsostek_app;
GRANT UPDATE (taken_off, place) ON contributions_bill TO jamsostek_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason)
    ON contributions_naming TO jamsostek_app;
"""

NOT_RIGHTS = """
REVOKE UPDATE (taken_off, place) ON contributions_bill FROM jamsostek_app;
REVOKE UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason)
    ON contributions_naming FROM jamsostek_app;
DROP SEQUENCE contributions_refund_code_seq;
"""

GUARD = """
CREATE OR REPLACE FUNCTION contributions_no_more_than_received() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    brought bigint;
    given bigint;
BEGIN
    SELECT amount INTO brought FROM treasury_statementline
    WHERE id = NEW.line_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(amount), 0) INTO given FROM contributions_allocation
    WHERE line_id = NEW.line_id AND withdrawn_at IS NULL;
    SELECT given + coalesce(sum(p.amount), 0) INTO given
    FROM contributions_refundpart p JOIN contributions_refund r ON r.id = p.refund_id
    WHERE p.line_id = NEW.line_id AND r.state IN ('PROPOSED', 'APPROVED', 'PAID');
    IF given > brought THEN
        RAISE EXCEPTION 'Bank line % is to pay %, more than it brought: %.',
            NEW.line_id, given, brought USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER no_more_than_received AFTER INSERT ON contributions_refundpart
FOR EACH ROW EXECUTE FUNCTION contributions_no_more_than_received();
"""
"""What is to be given back of a receipt pays no bill: 0004 counts allocations alone."""

UNGUARDED = "DROP TRIGGER no_more_than_received ON contributions_refundpart;"


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0009_project_terms"),
        ("institution", "0004_roles_are_taken_away"),
        ("membership", "0006_headcount_of_every_segment"),
        ("treasury", "0005_accounts_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "declaration",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="contributions.declaration",
                    ),
                ),
                (
                    "wage_file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="contributions.wagefile",
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("workers", models.IntegerField()),
                ("wage_sum", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="CorrectionLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "correction_id",
                        "line_no",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="contributions.correction",
                    ),
                ),
                ("line_no", models.IntegerField()),
                ("person_id", models.BigIntegerField(db_index=True)),
                ("employment_id", models.BigIntegerField()),
                ("wage_before", models.BigIntegerField()),
                ("wage", models.BigIntegerField()),
                ("married", models.BooleanField()),
                ("full_cover", models.BooleanField()),
                ("jht_employer_before", models.BigIntegerField()),
                ("jht_member_before", models.BigIntegerField()),
                ("jkk_before", models.BigIntegerField()),
                ("jkm_before", models.BigIntegerField()),
                ("jpk_before", models.BigIntegerField()),
                ("jht_employer", models.BigIntegerField()),
                ("jht_member", models.BigIntegerField()),
                ("jkk", models.BigIntegerField()),
                ("jkm", models.BigIntegerField()),
                ("jpk", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True)),
                ("amount", models.BigIntegerField()),
                ("bank", models.CharField(max_length=40)),
                ("account_number", models.CharField(max_length=34)),
                ("account_name", models.CharField(max_length=120)),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Menunggu putusan"),
                            ("APPROVED", "Disetujui, belum dibayar"),
                            ("PAID", "Sudah dibayar"),
                            ("REJECTED", "Ditolak"),
                            ("WITHDRAWN", "Ditarik kembali"),
                            ("RETURNED", "Dikembalikan bank"),
                        ],
                        default="PROPOSED",
                        max_length=9,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RefundPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="RefundStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Menunggu putusan"),
                            ("APPROVED", "Disetujui, belum dibayar"),
                            ("PAID", "Sudah dibayar"),
                            ("REJECTED", "Ditolak"),
                            ("WITHDRAWN", "Ditarik kembali"),
                            ("RETURNED", "Dikembalikan bank"),
                        ],
                        max_length=9,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                ("user_id", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("entry_id", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="naming",
            name="receipt_names_bill_once",
        ),
        migrations.AddField(
            model_name="bill",
            name="taken_off",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="bill",
            name="place",
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="naming",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="naming",
            name="withdrawn_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="naming",
            name="withdrawn_reason",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="naming",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("line", "bill"),
                name="receipt_names_bill_once",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="correction",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bill",
                to="contributions.correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction__isnull", False), ("kind", "CORRECTION")),
                    models.Q(models.Q(("kind", "CORRECTION"), _negated=True), ("correction", None)),
                    _connector="OR",
                ),
                name="bill_of_correction",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="bill",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refunds",
                to="contributions.bill",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="branch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institution.branch",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="paid_line",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="treasury.statementline",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="returned_line",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="treasury.statementline",
            ),
        ),
        migrations.AddField(
            model_name="refundpart",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="treasury.statementline",
            ),
        ),
        migrations.AddField(
            model_name="refundpart",
            name="refund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="contributions.refund",
            ),
        ),
        migrations.AddField(
            model_name="refundstep",
            name="refund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="contributions.refund",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("declaration", "number"), name="correction_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), models.Q(("reason", ""), _negated=True)),
                name="correction_has_reason",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="asked",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    models.F("amount"), "-", models.F("taken_off")
                ),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wage__gte", 0),
                    ("wage_before__gte", 0),
                    models.Q(("wage", models.F("wage_before")), _negated=True),
                ),
                name="correction_line_differs",
            ),
        ),
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(fields=["state", "id"], name="refund_state"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="refund_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["PROPOSED", "WITHDRAWN"]),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
                name="refund_is_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_line__isnull", False), ("state__in", ["PAID", "RETURNED"])),
                    models.Q(
                        ("paid_line", None),
                        models.Q(("state__in", ["PAID", "RETURNED"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="refund_lines",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("returned_line__isnull", False), ("state", "RETURNED")),
                    models.Q(
                        models.Q(("state", "RETURNED"), _negated=True), ("returned_line", None)
                    ),
                    _connector="OR",
                ),
                name="refund_returned_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="refund_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="refundpart",
            constraint=models.UniqueConstraint(fields=("refund", "line"), name="refund_part_once"),
        ),
        migrations.AddConstraint(
            model_name="refundpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="refund_part_above_zero"
            ),
        ),
        migrations.RunSQL(RIGHTS, NOT_RIGHTS),
        migrations.RunSQL(GUARD, UNGUARDED),
    ]
