"""A refusal that takes an earlier award back counts in the benefits by day."""

from django.db import migrations

COUNT = """
CREATE OR REPLACE FUNCTION reporting_count_benefits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reporting_benefitday (branch_id, segment, programme, day, cases, amount)
    SELECT c.branch_id, c.segment, c.programme, (d.decided_at AT TIME ZONE 'Asia/Jakarta')::date,
        count(*) FILTER (WHERE d.amount > 0 AND (a.number = 1 OR NOT EXISTS (
            SELECT 1 FROM claims_assessment b JOIN claims_decision e ON e.assessment_id = b.id
            WHERE b.claim_id = a.claim_id AND b.payer = 'FUND' AND e.outcome = 'APPROVED'
                AND e.amount > 0 AND e.id < d.id))),
        sum(d.amount)
    FROM come d JOIN claims_assessment a ON a.id = d.assessment_id
    JOIN claims_claim c ON c.id = a.claim_id
    WHERE %s AND d.amount <> 0
    GROUP BY 1, 2, 3, 4;
    RETURN NULL;
END $$;
"""
NOW = COUNT % "(d.outcome = 'REJECTED' OR a.payer = 'FUND')"
BEFORE = COUNT % "d.outcome = 'APPROVED' AND a.payer = 'FUND'"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_refusals_take_back"),
        ("reporting", "0005_benefits_by_day"),
    ]

    operations = [migrations.RunSQL(NOW, BEFORE)]
