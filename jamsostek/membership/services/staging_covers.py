"""The statements that turn a list of own-account workers into persons, covers and terms.

Persons are recognised and numbered by the statements of `staging`, on a table of the same name.
"""

from typing import Final

import polars as pl

CREATE: Final = """
CREATE TEMPORARY TABLE staged_workers (
    row integer NOT NULL,
    branch_id bigint,
    group_id bigint,
    kpj text,
    nik text,
    name text,
    birth_date date,
    birth_place text,
    sex text,
    married boolean,
    occupation text,
    regency_code text,
    phone text,
    from_date date,
    base bigint,
    programmes text,
    jht_rate integer,
    person_id bigint,
    is_new boolean NOT NULL DEFAULT false,
    first_row integer,
    unknown_kpj boolean NOT NULL DEFAULT false,
    numbered boolean NOT NULL DEFAULT false,
    cover_id bigint
) ON COMMIT DROP
"""

HOLD_GROUPS: Final = """
SELECT FROM membership_ownaccountgroup
WHERE id IN (SELECT group_id FROM staged_workers) ORDER BY id FOR NO KEY UPDATE
"""

HOLD_PERSONS: Final = """
SELECT FROM membership_insuredperson
WHERE id IN (SELECT person_id FROM staged_workers) ORDER BY id FOR NO KEY UPDATE
"""
"""So that one person cannot be registered twice at once."""

BIRTH_DATES: Final = """
SELECT s.row, s.name, coalesce(p.birth_date, s.birth_date)
FROM staged_workers s LEFT JOIN membership_insuredperson p ON p.id = s.person_id ORDER BY s.row
"""

FAULTS: Final = """
SELECT row, name, fault FROM (
    SELECT s.row, s.name,
        CASE
            WHEN b.id IS NULL THEN 'BRANCH_UNKNOWN'
            WHEN s.group_id IS NOT NULL AND (
                g.id IS NULL OR g.branch_id <> s.branch_id OR g.until_date <= s.from_date
            ) THEN 'GROUP_UNKNOWN'
            WHEN coalesce(trim(s.name), '') = '' THEN 'NAME_MISSING'
            WHEN length(trim(s.name)) > 120 THEN 'NAME_TOO_LONG'
            WHEN s.unknown_kpj THEN 'KPJ_UNKNOWN'
            WHEN s.from_date IS NULL THEN 'FROM_DATE_MISSING'
            WHEN coalesce(trim(s.occupation), '') = '' THEN 'OCCUPATION_MISSING'
            WHEN EXISTS (
                SELECT 1 FROM membership_ownaccountcover c
                WHERE (c.until_date IS NULL OR c.until_date > s.from_date)
                    AND c.person_id IN (
                        SELECT s.person_id UNION ALL
                        SELECT o.person_id FROM membership_samehuman o
                        WHERE o.human_id = h.human_id
                    )
            ) THEN 'ALREADY_COVERED'
            WHEN count(*) OVER (
                PARTITION BY coalesce(h.human_id, s.person_id, -s.first_row)
            ) > 1
                THEN 'TWICE_IN_LIST'
        END AS fault
    FROM staged_workers s
    LEFT JOIN institution_branch b ON b.id = s.branch_id
    LEFT JOIN membership_ownaccountgroup g ON g.id = s.group_id
    LEFT JOIN membership_samehuman h ON h.person_id = s.person_id
) f
WHERE fault IS NOT NULL
ORDER BY row
"""

PERSONS: Final = """
WITH born AS (
    INSERT INTO membership_insuredperson
        (kpj, nik, name, birth_date, birth_place, sex, registered_on, branch_id)
    SELECT kpj, coalesce(nik, ''), trim(name), birth_date, coalesce(birth_place, ''),
        coalesce(sex, ''), %s, branch_id
    FROM staged_workers WHERE is_new ORDER BY row
    RETURNING id, kpj
)
UPDATE staged_workers s SET person_id = born.id FROM born WHERE born.kpj = s.kpj AND s.is_new
"""

COVERS: Final = """
WITH begun AS (
    INSERT INTO membership_ownaccountcover
        (person_id, branch_id, group_id, occupation, regency_code, phone, from_date, end_reason)
    SELECT person_id, branch_id, group_id, left(trim(occupation), 80), regency_code,
        left(coalesce(phone, ''), 30), from_date, ''
    FROM staged_workers ORDER BY row
    RETURNING id, person_id
)
UPDATE staged_workers s SET cover_id = begun.id FROM begun WHERE begun.person_id = s.person_id
"""

TERMS: Final = """
INSERT INTO membership_ownaccountterms
    (cover_id, from_month, base, programmes, jht_rate, recorded_at)
SELECT cover_id, date_trunc('month', from_date), base, string_to_array(programmes, ','),
    coalesce(jht_rate, 0), %s
FROM staged_workers ORDER BY row
"""

RESULT: Final = """
SELECT s.row, s.person_id, s.cover_id, p.kpj, s.is_new, EXISTS (
    SELECT FROM membership_employment e
    WHERE e.person_id = s.person_id AND (e.until_date IS NULL OR e.until_date > s.from_date)
)
FROM staged_workers s JOIN membership_insuredperson p ON p.id = s.person_id
ORDER BY s.row
"""

RESULT_COLUMNS: Final = {
    "row": pl.Int64,
    "person_id": pl.Int64,
    "cover_id": pl.Int64,
    "kpj": pl.String,
    "is_new": pl.Boolean,
    "employed": pl.Boolean,
}
