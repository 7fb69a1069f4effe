"""The statements that turn a list of workers into persons, employments and wages."""

from typing import Final

import polars as pl

CREATE: Final = """
CREATE TEMPORARY TABLE staged_workers (
    row integer NOT NULL,
    employer_id bigint NOT NULL,
    kpj text,
    nik text,
    name text,
    birth_date date,
    birth_place text,
    sex text,
    kind text,
    title text,
    from_date date,
    until_date date,
    married boolean,
    wage bigint,
    basis text,
    agreed_until date,
    hired_on date,
    person_id bigint,
    is_new boolean NOT NULL DEFAULT false,
    first_row integer,
    unknown_kpj boolean NOT NULL DEFAULT false,
    numbered boolean NOT NULL DEFAULT false,
    employment_id bigint
) ON COMMIT DROP
"""

HOLD_NUMBERS: Final = """
    SELECT pg_advisory_xact_lock(hashtext('membership_insuredperson'), part) FROM (
        SELECT hashtext(number) & 255 AS part FROM (
            SELECT kpj FROM staged_workers WHERE kpj <> ''
            UNION SELECT nik FROM staged_workers WHERE nik <> ''
        ) said(number)
        GROUP BY part ORDER BY part
    ) parts
"""

HOLD: Final = (
    """
    SELECT FROM membership_employer WHERE id IN (SELECT employer_id FROM staged_workers)
    ORDER BY id FOR NO KEY UPDATE
    """,
    HOLD_NUMBERS,
)
"""Holds the employers, then the numbers said, so that two lists that name one person, or come to
one employer, are one after the other. Numbers share 256 locks: the server has room for only some
thousands, and a list may have any count of workers."""

_BY_NUMBER = """
UPDATE staged_workers s
SET person_id = p.id, unknown_kpj = p.id IS NULL
FROM staged_workers o
LEFT JOIN membership_insuredperson p ON p.kpj = o.kpj
WHERE o.row = s.row AND o.kpj <> ''
"""

_BY_NIK = """
UPDATE staged_workers s SET person_id = p.id
FROM (
    SELECT o.row, min(coalesce(h.human_id, p.id)) AS id
    FROM staged_workers o
    JOIN membership_insuredperson p ON p.nik = o.nik AND p.nik <> ''
    LEFT JOIN membership_samehuman h ON h.person_id = p.id
    WHERE o.person_id IS NULL AND coalesce(o.kpj, '') = '' AND length(o.nik) = 16
    GROUP BY o.row
    HAVING count(DISTINCT coalesce(h.human_id, p.id)) = 1
        AND bool_or(p.birth_date IS NOT DISTINCT FROM o.birth_date)
) p
WHERE p.row = s.row
"""

KEEP_NUMBERS: Final = """
UPDATE staged_workers SET unknown_kpj = false WHERE unknown_kpj AND kpj ~ '^[0-9]{11}$'
"""

SAME_IN_LIST: Final = """
UPDATE staged_workers s SET is_new = true, first_row = f.first_row
FROM (
    SELECT row, CASE
        WHEN kpj <> '' THEN min(row) OVER (PARTITION BY kpj)
        WHEN length(nik) = 16 THEN min(row) OVER (PARTITION BY coalesce(kpj, ''), nik, birth_date)
        ELSE row END AS first_row
    FROM staged_workers WHERE person_id IS NULL
) f
WHERE f.row = s.row
"""

_FROM_WHEN_EMPLOYER_JOINED = """
UPDATE staged_workers s
SET hired_on = s.from_date, from_date = e.from_date
FROM membership_employer e
WHERE e.id = s.employer_id AND s.from_date < e.from_date
"""

RECOGNISE_NUMBERS: Final = _BY_NUMBER

RECOGNISE_PERSONS: Final = (_BY_NIK, SAME_IN_LIST)

RECOGNISE: Final = (
    *RECOGNISE_PERSONS,
    _FROM_WHEN_EMPLOYER_JOINED,
    "ANALYZE staged_workers",
)

FAULTS: Final = """
SELECT row, name, fault FROM (
    SELECT s.row, s.name,
        CASE
            WHEN e.id IS NULL THEN 'EMPLOYER_UNKNOWN'
            WHEN coalesce(trim(s.name), '') = '' THEN 'NAME_MISSING'
            WHEN length(trim(s.name)) > 120 THEN 'NAME_TOO_LONG'
            WHEN s.unknown_kpj THEN 'KPJ_UNKNOWN'
            WHEN s.from_date IS NULL THEN 'FROM_DATE_MISSING'
            WHEN s.until_date <= s.from_date THEN 'ENDS_BEFORE_IT_BEGINS'
            WHEN e.until_date <= s.from_date THEN 'EMPLOYER_LEFT'
            WHEN e.until_date < coalesce(s.until_date, 'infinity') THEN 'OUTLASTS_MEMBERSHIP'
            WHEN s.wage <= 0 THEN 'WAGE_NOT_ABOVE_ZERO'
            WHEN s.agreed_until IS NOT NULL AND s.kind IS DISTINCT FROM 'FIXED_TERM'
                THEN 'NO_FIXED_TERM'
            WHEN s.agreed_until <= s.from_date THEN 'ENDS_BEFORE_IT_BEGINS'
            WHEN EXISTS (
                SELECT 1 FROM membership_employment m
                WHERE m.person_id = s.person_id AND m.employer_id = s.employer_id
                    AND daterange(m.from_date, m.until_date)
                        && daterange(s.from_date, greatest(s.until_date, s.from_date + 1))
            ) OR EXISTS (
                SELECT 1 FROM membership_employment m
                WHERE s.until_date IS NULL AND m.person_id = s.person_id
                    AND m.employer_id = s.employer_id
                    AND (m.until_date IS NULL OR m.until_date > s.from_date)
            ) OR EXISTS (
                SELECT 1 FROM membership_samehuman o
                JOIN membership_employment m ON m.person_id = o.person_id
                WHERE o.human_id = h.human_id AND m.employer_id = s.employer_id
                    AND m.from_date < coalesce(s.until_date, 'infinity')
                    AND s.from_date < coalesce(m.until_date, 'infinity')
            ) THEN 'ALREADY_EMPLOYED'
            WHEN count(*) OVER (
                PARTITION BY s.employer_id, coalesce(h.human_id, s.person_id, -s.first_row)
            ) > 1 THEN 'TWICE_IN_LIST'
        END AS fault
    FROM staged_workers s LEFT JOIN membership_employer e ON e.id = s.employer_id
    LEFT JOIN membership_samehuman h ON h.person_id = s.person_id
) f
WHERE fault IS NOT NULL
ORDER BY row
"""

NUMBER: Final = """
UPDATE staged_workers
SET kpj = %s || lpad(nextval('membership_kpj_seq')::text, 8, '0'), numbered = true
WHERE is_new AND first_row = row AND coalesce(kpj, '') = ''
"""

NUMBER_AGAIN: Final = """
UPDATE staged_workers s
SET kpj = %s || lpad(nextval('membership_kpj_seq')::text, 8, '0')
WHERE s.numbered AND (
    EXISTS (SELECT FROM membership_insuredperson p WHERE p.kpj = s.kpj)
    OR s.kpj IN (
        SELECT o.kpj FROM staged_workers o WHERE o.is_new AND NOT o.numbered AND o.kpj <> ''
    )
)
"""
"""New numbers for those that somebody has from a card issued before; repeat until none is left."""

PERSONS: Final = """
WITH born AS (
    INSERT INTO membership_insuredperson
        (kpj, nik, name, birth_date, birth_place, sex, registered_on, branch_id)
    SELECT s.kpj, coalesce(s.nik, ''), trim(s.name), s.birth_date, coalesce(s.birth_place, ''),
        coalesce(s.sex, ''), %s, e.branch_id
    FROM staged_workers s JOIN membership_employer e ON e.id = s.employer_id
    WHERE s.is_new AND s.first_row = s.row ORDER BY s.row
    RETURNING id, kpj
)
UPDATE staged_workers s SET person_id = born.id
FROM born JOIN staged_workers f ON f.kpj = born.kpj AND f.is_new AND f.first_row = f.row
WHERE s.is_new AND s.first_row = f.row
"""

EMPLOYMENTS: Final = """
WITH begun AS (
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, hired_on, from_date, until_date, agreed_until,
        end_reason)
    SELECT person_id, employer_id, coalesce(nullif(kind, ''), 'PERMANENT'), coalesce(title, ''),
        hired_on, from_date, until_date, agreed_until, ''
    FROM staged_workers ORDER BY row
    RETURNING id, person_id, employer_id
)
UPDATE staged_workers s SET employment_id = begun.id
FROM begun
WHERE begun.person_id = s.person_id AND begun.employer_id = s.employer_id
"""

WAGES: Final = """
INSERT INTO membership_wagerecord (employment_id, basis, wage, from_date, recorded_at)
SELECT employment_id, coalesce(nullif(basis, ''), 'MONTHLY'), wage, from_date, %s
FROM staged_workers WHERE wage IS NOT NULL ORDER BY row
"""

FAMILIES: Final = """
INSERT INTO membership_familystatus (person_id, married, from_date)
SELECT person_id, true, min(from_date)
FROM staged_workers s
WHERE married AND NOT EXISTS (
    SELECT 1 FROM membership_familystatus f WHERE f.person_id = s.person_id
)
GROUP BY person_id
"""

RESULT: Final = """
SELECT s.row, s.person_id, s.employment_id, p.kpj, s.is_new
FROM staged_workers s JOIN membership_insuredperson p ON p.id = s.person_id
ORDER BY s.row
"""

RESULT_COLUMNS: Final = {
    "row": pl.Int64,
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "kpj": pl.String,
    "is_new": pl.Boolean,
}
