"""Finding rows by name: whole words and beginnings first, then names spelt otherwise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Generic, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db.models import Model, QuerySet, TextField, Value
from django.db.models.functions import Collate
from rapidfuzz.distance import Indel

from jamsostek.membership.models import NAME_WORDS, PlainName
from jamsostek.membership.queries.near import SAME_SOUND, Nearness, near_words
from jamsostek.membership.queries.words import all_of, words_of

MOST: Final = 200
"""Nobody reads on; beyond this it is only said that there are more. What an office may see is
known row by row, so the time for a name that many bear grows with this number."""
FEW: Final = 10
"""Below this many hits, names spelt otherwise are looked for too."""
ALIKE_MOST: Final = 20
ALIKE_TRIED: Final = 100
LETTERS_LEAST: Final = 2
INITIAL: Final = 0.5
"""How near an initial comes to the name it may stand for."""
SPLIT_LEAST: Final = 3
"""A word may be two names written together, each of so many letters."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """What a text may mean, best first, and what may have been meant."""

    rows: QuerySet[Row]
    keys: Sequence[int] = ()
    """The keys of what fits, best first."""
    more: bool = False
    """More than MOST fit; those given are the first of them."""
    alike: Sequence[Row] = ()
    """Names spelt otherwise than was typed, nearest first."""
    spellings: Sequence[str] = ()
    """How their words are spelt, where not as typed."""

    def __len__(self) -> int:
        """Give how many fit, as far as they were counted."""
        return len(self.keys)

    def __getitem__(self, wanted: slice) -> list[Row]:
        """Give a part of what fits, read only now."""
        return in_order(self.rows, self.keys[wanted])


def find_by_name(rows: QuerySet[Row], text: str, *, ignored: Collection[str] = ()) -> Found[Row]:
    """Find rows by words of their name: in any order, by their beginnings, or spelt otherwise.

    Single letters alone find nothing: half of all names would be meant.
    """
    words = words_of(text, ignored=ignored)
    if max(map(len, words), default=0) < LETTERS_LEAST:
        return Found(rows)
    hits = _beginning(rows, " ".join(words))
    if len(hits) <= MOST:
        hits |= _hits(rows, all_of([[f"{word}:*"] for word in words]), MOST + 1)
    keys = sorted(hits, key=lambda pk: _relevance(words, hits[pk], pk))
    if len(hits) >= FEW or not all(word.isalpha() for word in words):
        return Found(rows, keys[:MOST], more=len(hits) > MOST)
    alike, spellings = _alike(rows, words, known=hits)
    return Found(rows, keys, alike=in_order(rows, alike), spellings=spellings)


def find_by_number(rows: QuerySet[Row], field: str, beginning: str) -> Found[Row]:
    """Find rows whose number begins so, by number."""
    numbered = rows.filter(**{f"{field}__startswith": beginning}).order_by(field)
    keys = list(numbered.values_list("pk", flat=True)[: MOST + 1])
    return Found(rows, keys[:MOST], more=len(keys) > MOST)


def in_order(rows: QuerySet[Row], keys: Sequence[int]) -> list[Row]:
    """Read rows by key, in the order of the keys; those no longer there are left out."""
    read = rows.in_bulk(keys) if keys else {}
    return [read[key] for key in keys if key in read]


def _beginning(rows: QuerySet[Row], text: str) -> dict[int, str]:
    """Give the names that begin with a text, the first by name; an index gives them in order."""
    by_name = rows.annotate(plain=Collate(PlainName("name"), "C")).order_by("plain")
    ahead = by_name.filter(plain__gte=text, plain__lt=_after(text))
    return dict(ahead.values_list("pk", "name")[: MOST + 1])


def _after(text: str) -> Value:
    return Value(text + chr(0x10FFFF), output_field=TextField())


def _hits(rows: QuerySet[Row], query: SearchQuery, most: int) -> dict[int, str]:
    found = rows.annotate(words=NAME_WORDS).filter(words=query).order_by()
    return dict(found.values_list("pk", "name")[:most])


def _relevance(words: Sequence[str], name: str, pk: int) -> tuple[Any, ...]:
    """Order by: the very name, then more whole words, then beginning with what was typed."""
    own = words_of(name)
    whole = sum(word in own for word in words)
    return own != list(words), -whole, own[: len(words)] != list(words), name.lower(), pk


def _alike(
    rows: QuerySet[Row], words: Sequence[str], *, known: Collection[int]
) -> tuple[list[int], list[str]]:
    """Give the nearest names that are spelt otherwise, and how.

    Names that sound the same come first; only where they are few, others that look alike.
    """
    near = near_words([word for word in words if len(word) >= LETTERS_LEAST])
    found: dict[int, str] = {}
    for least in (SAME_SOUND, 0.0):
        choices = [_choices(words, at, near, least) for at in range(len(words))]
        found |= _hits(rows, all_of(choices), ALIKE_TRIED)
        if len(known | found.keys()) >= FEW:
            break
    scores = {pk: _likeness(words, name, near) for pk, name in found.items() if pk not in known}
    keys = sorted(scores, key=lambda pk: (-scores[pk], found[pk], pk))[:ALIKE_MOST]
    return keys, _spellings(words, [found[pk] for pk in keys], near)


def _choices(
    words: Sequence[str], at: int, near: Mapping[str, Nearness], least: float
) -> list[str]:
    """Give what may stand for one of the words: itself, words near it, two words, one of two."""
    word = words[at]
    choices = [f"{word}:*"]
    choices += [other for other, score in near.get(word, {}).items() if score >= least]
    choices += [one + other for one, other in pairwise(words) if word in {one, other}]
    choices += [
        f"{word[:cut]} {word[cut:]}" for cut in range(SPLIT_LEAST, len(word) - SPLIT_LEAST + 1)
    ]
    if len(words) > 1 and least < SAME_SOUND:
        choices.append(word[0])
    return choices


def _likeness(words: Sequence[str], name: str, near: Mapping[str, Nearness]) -> float:
    """Give from 0 to 1 how near a name comes to the words typed."""
    own = words_of(name)
    each = [max(_nearness(word, one, near) for one in own) for word in words]
    together = Indel.normalized_similarity("".join(words), "".join(own))
    return max(sum(each) / len(each), together)


def _nearness(word: str, one: str, near: Mapping[str, Nearness]) -> float:
    if one.startswith(word):
        return 1.0
    return near.get(word, {}).get(one, INITIAL if one == word[0] else 0.0)


def _spellings(
    words: Sequence[str], names: Sequence[str], near: Mapping[str, Nearness]
) -> list[str]:
    """Give the words of the names found that stand for a word typed, but are not written so."""
    typed = set(words)
    meant = {other for nearness in near.values() for other in nearness} - typed
    found = [one for name in names for one in words_of(name) if one in meant]
    return [one.capitalize() for one in dict.fromkeys(found)]
