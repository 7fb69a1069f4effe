"""Terms of projects, and reductions, which alone lower the bills they name."""

import django.db.models.deletion
from django.db import migrations, models


LOWER = """
CREATE FUNCTION contributions_lower_bill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE contributions_bill
    SET jkk = jkk - NEW.jkk, jkm = jkm - NEW.jkm,
        contributions = contributions - NEW.jkk - NEW.jkm, amount = amount - NEW.jkk - NEW.jkm
    WHERE id = NEW.bill_id AND kind = 'PROJECT' AND jkk >= NEW.jkk AND jkm >= NEW.jkm;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Bill % cannot be lowered by % and %.', NEW.bill_id, NEW.jkk, NEW.jkm
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bill_lowered_to_nothing_at_most';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lower_bill AFTER INSERT ON contributions_billreduction
FOR EACH ROW EXECUTE FUNCTION contributions_lower_bill();
"""

STAND = """
DROP TRIGGER lower_bill ON contributions_billreduction;
DROP FUNCTION contributions_lower_bill();
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON contributions_billreduction, contributions_projectterm
    FROM jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0008_bills_given_up"),
        ("membership", "0006_headcount_of_every_segment"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillReduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jkk", models.BigIntegerField()),
                ("jkm", models.BigIntegerField()),
                ("entry_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reductions",
                        to="contributions.bill",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="membership.projectversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("bill", "version"), name="bill_reduced_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jkk__gte", 0),
                            ("jkm__gte", 0),
                            models.Q(("jkk__gt", 0), ("jkm__gt", 0), _connector="OR"),
                        ),
                        name="reduction_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.SmallIntegerField()),
                ("terms", models.SmallIntegerField()),
                (
                    "bill",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="project_term",
                        to="contributions.bill",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="membership.projectversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "term"), name="project_term_billed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term__gte", 1), ("term__lte", models.F("terms"))),
                        name="project_term_of_terms",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LOWER, STAND),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
