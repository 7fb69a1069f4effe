"""A million people under many names, with employers: what the search is measured on.

Names are the demonstration's, widened: beside the common words stand rare ones, made of
syllables, so that there are as many words as in a real register.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

PERSONS: Final = 1_000_000
EMPLOYERS: Final = 12_000
RARE_WORDS: Final = 60_000
SEED: Final = 20_110_930

FIRST: Final = (
    *("b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y"),
    *("br", "dr", "gr", "kr", "pr", "sr", "tr"),
)
VOWEL: Final = ("a", "e", "i", "o", "u")
LAST: Final = ("", "", "", "n", "s", "r", "l", "h", "t", "m", "ng")


def fill() -> None:
    """Store employers at every branch of the country, a million members and their employments."""
    from datetime import date

    from django.db import connection, connections

    from jamsostek.institution.services import load_offices
    from jamsostek.kernel.bulk import copy_frame

    load_offices(on=date(2011, 9, 30))
    with connection.cursor() as cursor:
        cursor.execute(EMPLOYERS_MADE, {"employers": EMPLOYERS, "names": company_names()})
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM institution_branch")
        copy_frame(cursor, "membership_insuredperson", people(cursor.fetchone()[0]))
        cursor.execute(EMPLOYMENTS_MADE)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def people(branches: Sequence[int]) -> pl.DataFrame:
    """Give a million members of all branches, one to three words a name, common ones common."""
    random = np.random.default_rng(SEED)
    words = np.array(common_words() + rare_words(random), dtype=object)
    weight = 1 / (np.arange(len(words)) + 6.0)
    weight /= weight.sum()
    first, second, third = (random.choice(words, PERSONS, p=weight) for _ in range(3))
    count = random.choice((1, 2, 3), PERSONS, p=(0.15, 0.6, 0.25))
    name = first + np.where(count > 1, " " + second, "") + np.where(count > 2, " " + third, "")
    number = np.arange(PERSONS)
    texts = pl.DataFrame({"number": number, "name": name.astype(str)})
    padded = pl.col("number").cast(pl.String).str.zfill(8)
    return texts.select(
        kpj="994" + padded,
        nik="99000000" + padded,
        name="name",
        birth_place=pl.lit(""),
        sex=pl.lit(""),
        registered_on=pl.lit("2005-01-01"),
        branch_id=pl.Series(np.array(branches)[random.integers(len(branches), size=PERSONS)]),
    )


def common_words() -> list[str]:
    """Give the words of the demonstration's names, once each."""
    from jamsostek.jobs.demonstration import words

    named = (*words.MEN, *words.WOMEN, *words.SECOND_NAMES_OF_MEN, *words.SECOND_NAMES_OF_WOMEN)
    return list(dict.fromkeys(word for name in named for word in name.split()))


def rare_words(random: np.random.Generator) -> list[str]:
    """Give words of two to four syllables, none twice."""
    made: dict[str, None] = {}
    while len(made) < RARE_WORDS:
        syllables = random.integers(2, 5)
        made["".join(_syllable(random) for _ in range(syllables)).capitalize()] = None
    return list(made)


def company_names() -> list[str]:
    """Give names for the employers, of two words each."""
    random = np.random.default_rng(SEED + 1)
    words: npt.NDArray[np.object_] = np.array(rare_words(random)[:4_000], dtype=object)
    drawn = random.choice(words, (EMPLOYERS, 2))
    return [f"PT {one} {other}" for one, other in drawn]


def _syllable(random: np.random.Generator) -> str:
    parts = (FIRST, VOWEL, LAST)
    return "".join(part[random.integers(len(part))] for part in parts)


EMPLOYERS_MADE: Final = """
    INSERT INTO membership_employer (npp, name, name_key, kind, industry, branch_id, address,
        regency_code, npwp, phone, email, from_date, registered_at)
    SELECT 'BM' || lpad(n::text, 6, '0'), t.name, upper(substr(t.name, 4)), 'OTHER', '',
        b.ids[1 + n %% cardinality(b.ids)], '', '', '', '', '', '1996-01-01', now()
    FROM unnest(%(names)s::text[]) WITH ORDINALITY AS t(name, n), (
        SELECT array_agg(id ORDER BY id) AS ids FROM institution_branch
    ) b
"""
EMPLOYMENTS_MADE: Final = """
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, from_date, end_reason)
    SELECT p.id, e.ids[1 + (hashint8(p.id) & 2147483647) % cardinality(e.ids)],
        'PERMANENT', '', '2005-01-01', ''
    FROM (
        SELECT id, CASE WHEN id % 20 = 0 THEN min(branch_id) OVER () ELSE branch_id END AS branch_id
        FROM membership_insuredperson
    ) p JOIN (
        SELECT branch_id, array_agg(id ORDER BY id) AS ids FROM membership_employer
        GROUP BY branch_id
    ) e USING (branch_id)
"""
"""One in twenty works at the first branch, whichever issued the number."""
