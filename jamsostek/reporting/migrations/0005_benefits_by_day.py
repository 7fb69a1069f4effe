import django.db.models.deletion
from django.db import migrations, models

DECIDED = """
INSERT INTO reporting_benefitday (branch_id, segment, programme, day, cases, amount)
SELECT c.branch_id, c.segment, c.programme, (d.decided_at AT TIME ZONE 'Asia/Jakarta')::date,
    count(*) FILTER (WHERE d.amount > 0 AND (a.number = 1 OR NOT EXISTS (
        SELECT 1 FROM claims_assessment b JOIN claims_decision e ON e.assessment_id = b.id
        WHERE b.claim_id = a.claim_id AND b.payer = 'FUND' AND e.outcome = 'APPROVED'
            AND e.amount > 0 AND e.id < d.id))),
    sum(d.amount)
FROM {decisions} d JOIN claims_assessment a ON a.id = d.assessment_id
JOIN claims_claim c ON c.id = a.claim_id
WHERE d.outcome = 'APPROVED' AND a.payer = 'FUND' AND d.amount <> 0
GROUP BY 1, 2, 3, 4
"""

DAYS = f"""
{DECIDED.format(decisions="claims_decision")};

CREATE FUNCTION reporting_count_benefits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {DECIDED.format(decisions="come")};
    RETURN NULL;
END $$;

CREATE TRIGGER reporting_decisions_come AFTER INSERT ON claims_decision
REFERENCING NEW TABLE AS come
FOR EACH STATEMENT EXECUTE FUNCTION reporting_count_benefits();
REVOKE UPDATE ON reporting_benefitday FROM jamsostek_app;
"""  # noqa: S608 - made of constants

FORGET = """
DROP TRIGGER reporting_decisions_come ON claims_decision;
DROP FUNCTION reporting_count_benefits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        ("institution", "0005_medical_adviser"),
        ("reporting", "0004_words_of_measures"),
    ]

    operations = [
        migrations.CreateModel(
            name="BenefitDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("segment", models.CharField(max_length=12)),
                ("programme", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("cases", models.IntegerField()),
                ("amount", models.BigIntegerField()),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.branch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["branch", "day"],
                        include=("segment", "programme", "cases", "amount"),
                        name="benefit_by_day",
                    )
                ],
            },
        ),
        migrations.RunSQL(DAYS, FORGET),
    ]
