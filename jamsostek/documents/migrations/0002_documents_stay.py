"""Documents stay as issued, numbers have no gaps, and a withdrawal is final."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON documents_document, documents_content, documents_numbering
    FROM jamsostek_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawal_reason, superseded_by_id)
    ON documents_document TO jamsostek_app;
GRANT UPDATE (last) ON documents_numbering TO jamsostek_app;
ALTER TABLE documents_content ALTER COLUMN pdf SET STORAGE EXTERNAL;
"""

NUMBERS = """
CREATE FUNCTION documents_number_on() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE bad record;
BEGIN
    SELECT d.kind, d.year, min(d.sequence) AS first, max(d.sequence) AS last INTO bad
    FROM new_documents d
    LEFT JOIN documents_numbering n ON n.kind = d.kind AND n.year = d.year
    GROUP BY d.kind, d.year, n.last
    HAVING max(d.sequence) IS DISTINCT FROM n.last
        OR max(d.sequence) - min(d.sequence) + 1 <> count(*)
        OR (min(d.sequence) <> 1 AND NOT EXISTS (
            SELECT FROM documents_document b
            WHERE b.kind = d.kind AND b.year = d.year AND b.sequence = min(d.sequence) - 1))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Numbers % to % of % in % do not follow the last one.',
            bad.first, bad.last, bad.kind, bad.year
            USING ERRCODE = 'check_violation', CONSTRAINT = 'document_numbers_run_on';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER documents_number_on AFTER INSERT ON documents_document
REFERENCING NEW TABLE AS new_documents
FOR EACH STATEMENT EXECUTE FUNCTION documents_number_on();
"""

FINAL = """
CREATE FUNCTION documents_withdrawn_once() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at, NEW.withdrawn_by,
            NEW.withdrawal_reason) IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by,
            OLD.withdrawal_reason))
        OR (OLD.superseded_by_id IS NOT NULL
            AND NEW.superseded_by_id IS DISTINCT FROM OLD.superseded_by_id) THEN
        RAISE EXCEPTION 'Document % was withdrawn before.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'document_withdrawn_once';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER documents_withdrawn_once BEFORE UPDATE ON documents_document
FOR EACH ROW EXECUTE FUNCTION documents_withdrawn_once();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("institution", "0001_initial")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (RIGHTS, NUMBERS, FINAL)
    ]
