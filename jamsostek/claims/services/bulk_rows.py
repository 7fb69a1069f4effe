"""The rows of many claims on their way into the tables: numbers drawn, columns named, copied."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection


def draw_numbers(table: str, count: int) -> list[int]:
    """Draw numbers for rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [int(number) for (number,) in cursor.fetchall()]


def draw_codes(count: int) -> list[str]:
    """Draw codes of claims."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'KL' || lpad(nextval('claims_claim_code_seq')::text, 8, '0')"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [str(code) for (code,) in cursor.fetchall()]


def copy_rows(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Append rows to a table; the names come from code, never from users."""
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


COLUMNS: Final = {
    "claims_claim": (
        "id, code, programme, cause, segment, branch_id, person_id, employer_id,"
        " project_worker_id, cover_id, worker_name, event_date, event_place, event_text,"
        " claimant_name, claimant_relation, claimant_phone, facts, state, reported_at,"
        " second_report_at, officer_id, outcome_on, complete_on"
    ),
    "claims_claimstep": "claim_id, state, made_at, made_by, user_id, prepares, reason",
    "claims_evidence": "claim_id, kind, state, dated, note, changed_at, changed_by",
    "claims_assessment": (
        "id, claim_id, number, law_date, law_version, facts, sources, because, undetermined,"
        " notes, payer, payer_reason, payer_citation, total, difference, reason, made_at, made_by,"
        " maker_id"
    ),
    "claims_awardline": (
        "id, assessment_id, line_no, kind, label_id, label_en, amount, citation, working,"
        " recipient, months, caution"
    ),
    "claims_survivor": "id, claim_id, relation, name, birth_date, nik",
    "claims_payee": (
        "id, claim_id, role, survivor_id, name, method, bank, account_number, account_name"
    ),
    "claims_decision": (
        "id, assessment_id, outcome, reason_code, reason, citation, amount, overpaid, maker_id,"
        " decider_id, decided_by, decided_at, entry_id"
    ),
    "claims_payable": "decision_id, line_id, payee_id, number, due_on, amount",
}
"""Every table in the order in which its rows are stored, with the columns as they are given."""
