"""Claims given up, and penalties waived, which alone lower the bills that charged them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


LOWER = """
CREATE FUNCTION contributions_waive_penalty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE contributions_bill SET penalty = penalty - NEW.amount, amount = amount - NEW.amount
    WHERE id = NEW.bill_id AND penalty >= NEW.amount AND settled_on IS NULL
        AND contributions > 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Bill % charges no penalty of % to waive.', NEW.bill_id, NEW.amount
            USING ERRCODE = 'check_violation', CONSTRAINT = 'penalty_waived_if_charged';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER waive_penalty AFTER INSERT ON contributions_penaltywaiver
FOR EACH ROW EXECUTE FUNCTION contributions_waive_penalty();
"""
STAND = """
DROP TRIGGER waive_penalty ON contributions_penaltywaiver;
DROP FUNCTION contributions_waive_penalty();
"""
RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON contributions_writeoff, contributions_writeoffevent,
    contributions_writeoffitem, contributions_writeoffposting, contributions_penaltywaiver
    FROM jamsostek_app;
GRANT UPDATE (state, decider_id, decided_by, decided_at, decision_reason)
    ON contributions_writeoff TO jamsostek_app;
GRANT UPDATE (undone_entry_id) ON contributions_writeoffposting TO jamsostek_app;
GRANT UPDATE (written_off_on) ON contributions_bill TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0010_corrections_and_refunds"),
        ("institution", "0004_roles_are_taken_away"),
        ("membership", "0010_families_and_fixed_terms"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PenaltyWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("entry_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WriteOff",
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
                            ("PROPOSED", "Diusulkan"),
                            ("REFUSED", "Ditolak"),
                            ("APPROVED", "Disetujui"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("BANKRUPT", "Pailit"),
                            ("GONE", "Tidak ditemukan lagi"),
                            ("TIME_BARRED", "Kedaluwarsa"),
                            ("OTHER", "Sebab lain"),
                        ],
                        max_length=11,
                    ),
                ),
                ("reason", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("proposed_by", models.CharField(max_length=120)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="WriteOffEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Diusulkan"),
                            ("REFUSED", "Ditolak"),
                            ("APPROVED", "Disetujui"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("BANKRUPT", "Pailit"),
                            ("GONE", "Tidak ditemukan lagi"),
                            ("TIME_BARRED", "Kedaluwarsa"),
                            ("OTHER", "Sebab lain"),
                        ],
                        max_length=11,
                    ),
                ),
                ("reason", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("proposed_by", models.CharField(max_length=120)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WriteOffItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("WHOLE", "Seluruh tagihan"), ("PENALTY", "Denda saja")],
                        max_length=7,
                    ),
                ),
                ("amount", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WriteOffPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_on", models.DateField()),
                ("amount", models.BigIntegerField()),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contributions.bill",
                    ),
                ),
                ("entry_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("undone_entry_id", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="bill",
            name="written_off_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("written_off_on__isnull", True), ("settled_on__isnull", True), _connector="OR"
                ),
                name="bill_written_off_or_settled",
            ),
        ),
        migrations.AddField(
            model_name="penaltywaiver",
            name="bill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="waivers",
                to="contributions.bill",
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="branch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institution.branch",
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="decider",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="employer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.employer",
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="proposer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="branch",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="institution.branch",
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="decider",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="employer",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="membership.employer",
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="contributions.writeoff",
            ),
        ),
        migrations.AddField(
            model_name="writeoffevent",
            name="proposer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="writeoffitem",
            name="bill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="write_off_items",
                to="contributions.bill",
            ),
        ),
        migrations.AddField(
            model_name="writeoffitem",
            name="write_off",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="contributions.writeoff",
            ),
        ),
        migrations.AddField(
            model_name="penaltywaiver",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="waiver",
                to="contributions.writeoffitem",
            ),
        ),
        migrations.AddField(
            model_name="writeoffposting",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="contributions.writeoffitem",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposer", models.F("decider")), _negated=True),
                name="write_off_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decider", None), ("state", "PROPOSED")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decider__isnull", False),
                        ("state__in", ["REFUSED", "APPROVED"]),
                    ),
                    _connector="OR",
                ),
                name="write_off_state_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("reason", ""), _negated=True), ("amount__gt", 0)),
                name="write_off_has_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writeoff",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contributions_writeoffevent" ("amount", "branch_id", "decided_at", "decided_by", "decider_id", "decision_reason", "employer_id", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by", "proposer_id", "reason", "state") VALUES (OLD."amount", OLD."branch_id", OLD."decided_at", OLD."decided_by", OLD."decider_id", OLD."decision_reason", OLD."employer_id", OLD."ground", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."proposed_by", OLD."proposer_id", OLD."reason", OLD."state"); RETURN NULL;',
                    hash="09adb9086450a0d46204f1c29def6bc4fcc3cbba",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c623",
                    table="contributions_writeoff",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writeoff",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contributions_writeoffevent" ("amount", "branch_id", "decided_at", "decided_by", "decider_id", "decision_reason", "employer_id", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by", "proposer_id", "reason", "state") VALUES (OLD."amount", OLD."branch_id", OLD."decided_at", OLD."decided_by", OLD."decider_id", OLD."decision_reason", OLD."employer_id", OLD."ground", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by", OLD."proposer_id", OLD."reason", OLD."state"); RETURN NULL;',
                    hash="21398fcd9b28c6bc18c2cbb7f2843b94efa407e2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ad7a1",
                    table="contributions_writeoff",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoffitem",
            constraint=models.UniqueConstraint(
                fields=("write_off", "bill"), name="written_off_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoffitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="write_off_item_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="penaltywaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="waiver_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoffposting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_entry_id__isnull", True)),
                fields=("bill",),
                name="write_off_posted_once",
            ),
        ),
        migrations.RunSQL(LOWER, STAND),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
