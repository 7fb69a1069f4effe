"""Words that some name has and that sound or look like a word typed."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import connection
from rapidfuzz.distance import OSA, JaroWinkler

NEAR: Final = 0.75
"""The share of letters that two keys must have alike: one slip in four, two in eight."""
SAME_SOUND: Final = 0.9
"""From here on a word differs only by its spelling, or goes on after what was typed."""
SPELLINGS_MOST: Final = 15
ABBREVIATED: Final = {
    "muhammad": frozenset({"m", "mh", "mhd", "md", "moh", "mohd", "muh", "muhd", "moch", "much"}),
    "abdul": frozenset({"abd", "abdl"}),
    "ahmad": frozenset({"ach", "akh", "ahm"}),
    "siti": frozenset({"st", "sti"}),
}
"""How the commonest names are shortened on identity cards."""

Nearness = Mapping[str, float]
"""Words, and how near each comes to the word typed; 1 is the same sound."""


def near_words(words: Sequence[str]) -> dict[str, Nearness]:
    """Give for each word the nearest that some name has, itself left out where no name has it."""
    whole = {word: _unabbreviated(word) for word in words}
    near: dict[str, dict[str, float]] = {word: {} for word in whole.values()}
    with connection.cursor() as cursor:
        cursor.execute(NEAR_SQL, {"words": list(near)})
        for asked, asked_key, word, key in cursor.fetchall():
            score = _nearness(asked_key, key)
            if score >= NEAR:
                near[asked][word] = score
    nearest = {asked: _nearest(asked, found) for asked, found in near.items()}
    return {
        word: nearest[full] | dict.fromkeys(ABBREVIATED.get(_abbreviates(full), ()), SAME_SOUND)
        for word, full in whole.items()
    }


def _nearness(asked: str, key: str) -> float:
    if asked == key:
        return 1.0
    if key.startswith(asked):
        return SAME_SOUND
    return min(OSA.normalized_similarity(asked, key), SAME_SOUND - 0.01)


def _nearest(asked: str, found: Mapping[str, float]) -> dict[str, float]:
    def order(word: str) -> tuple[float, float, str]:
        return -found[word], -JaroWinkler.similarity(asked, word), word

    return {word: found[word] for word in sorted(found, key=order)[:SPELLINGS_MOST]}


def _unabbreviated(word: str) -> str:
    for full, short in ABBREVIATED.items():
        if word in short and len(word) > 1:
            return full
    return word


def _abbreviates(word: str) -> str:
    """Give the name whose short forms a word may be written as, however it is spelt."""
    for full in ABBREVIATED:
        if JaroWinkler.similarity(word, full) >= SAME_SOUND:
            return full
    return ""


NEAR_SQL: Final = """
SELECT a.word, a.key, n.word, n.key
FROM (
    SELECT word, membership_name_key(word) AS key FROM unnest(%(words)s::text[]) said(word)
    OFFSET 0
) a CROSS JOIN LATERAL (
    SELECT word, key FROM membership_nameword
    WHERE near && membership_near_keys(a.key)
    UNION
    (
        SELECT word, key FROM membership_nameword
        WHERE key COLLATE "C" >= a.key AND key COLLATE "C" < a.key || chr(1114111)
        ORDER BY key COLLATE "C" LIMIT 100
    )
    UNION
    SELECT word, key FROM membership_nameword
    WHERE length(a.key) > 6 AND key COLLATE "C" >= left(a.key, 3)
        AND key COLLATE "C" < left(a.key, 3) || chr(1114111)
        AND length(key) BETWEEN length(a.key) - 2 AND length(a.key) + 2
) n
"""
"""By one letter more, less, other or exchanged; by the beginning; and, for long words that begin
alike, by two letters, which `_nearness` judges. OFFSET has each key made once."""
