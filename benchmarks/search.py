"""Search of one office among a million members, beside a scan of all names.

Needs Django set up on an empty, migrated database.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from benchmarks.measuring import peak_mb
from benchmarks.register_of_a_million import EMPLOYERS, PERSONS, RARE_WORDS, common_words, fill

ROUNDS: Final = 3
SCANS: Final = 5
PERCENT_NEARLY_ALL: Final = 99
PAGE: Final = 10
MISSPELT: Final = (
    *("Soekarno", "Djoko", "Boedi", "Achmad", "Moehammad", "Soehartono", "Soesilo", "Bambnag"),
    *("Purnamo", "Soegeng", "Hadijanto", "Prasetia", "Wahjoe", "Koerniawan", "Setyawann"),
    *("Widjaja", "Siti Rahaju", "Boedi Santosa", "Agoes Prasetia", "Dwi Lestary"),
)


def run() -> list[dict[str, Any]]:
    """Give the milliseconds in which 99 of 100 searches of each kind are answered."""
    from jamsostek.institution.models import Branch

    fill()
    branch = [Branch.objects.order_by("id")[3].pk]
    region = list(Branch.objects.filter(region__code="KW05").values_list("pk", flat=True))
    return [_measured(label, texts, [branch, region, None]) for label, texts in asked().items()]


def asked() -> dict[str, list[str]]:
    """Give the texts of each kind of search."""
    from jamsostek.membership.models import InsuredPerson

    words = common_words()
    some = InsuredPerson.objects.filter(pk__in=range(1, PERSONS, PERSONS // 40))
    return {
        "two or three letters": [word[:2] for word in words[:10]] + [w[:3] for w in words[:20]],
        "a very common name": words[:20],
        "two words": [f"{one} {other}" for one, other in zip(words[:25], words[5:30], strict=True)],
        "a whole name of a member": [person.name for person in some],
        "a misspelt name": list(MISSPELT),
        "a name nobody has": ["Xyzzyqwe", "Qqqwzk Vvvxx", "Plughfrobnitz Zzzyx"],
        "a NIK": [person.nik for person in some],
        "a KPJ": [person.kpj for person in some],
        "the beginning of a KPJ or NIK": [person.kpj[:7] for person in some],
        "an employer's number": [f"bm {n:06d}" for n in range(7, EMPLOYERS, EMPLOYERS // 30)],
        "an employer's name": _company_words(),
    }


def _company_words() -> list[str]:
    from jamsostek.membership.models import Employer

    names = Employer.objects.order_by("npp").values_list("name", flat=True)
    return [name.split()[1][:7] for name in names[: EMPLOYERS : EMPLOYERS // 30]]


def _measured(label: str, texts: Sequence[str], scopes: Sequence[Any]) -> dict[str, Any]:
    """Ask for the first page of members and of employers, as the search page does."""
    for text in texts[:2]:
        _page(text, scopes[0])
    taken = [
        _milliseconds(lambda text=text, scope=scope: _page(text, scope))
        for _ in range(ROUNDS)
        for scope in scopes
        for text in texts
    ]
    nearly_all = statistics.quantiles(taken, n=100)[PERCENT_NEARLY_ALL - 1]
    scans = [_milliseconds(lambda text=text: _scan(text)) for text in texts[:SCANS]]
    half = round(statistics.median(taken), 1)
    return {
        "workload": f"{label} among {PERSONS:,} members ({RARE_WORDS:,} words), p99 (p50 {half})",
        "ours": round(nearly_all, 1),
        "unit": "ms",
        "references": {"ILIKE '%...%' over the names": round(statistics.median(scans), 1)},
        "peak_mb": peak_mb(),
        "statements": None,
    }


def _page(text: str, scope: list[int] | None) -> None:
    from jamsostek.membership.queries import find_employers, find_persons

    for found in (find_employers(text, branch_ids=scope), find_persons(text, branch_ids=scope)):
        len(found[:PAGE])


def _scan(text: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        pattern = f"%{text}%"
        cursor.execute(
            "SELECT count(*) FROM membership_insuredperson"
            " WHERE name ILIKE %s OR nik ILIKE %s OR kpj ILIKE %s",
            [pattern, pattern, pattern],
        )


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000
