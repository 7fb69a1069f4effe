"""Posting to the books, beside the same SQL with nothing around it, and beside django-hordak.

Needs Django set up on an empty, migrated database. django-hordak is installed into
`build/hordak`, an environment of its own; without a package index its reference is left out.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import CHECKOUT
from benchmarks.measuring import peak_mb

if TYPE_CHECKING:
    from jamsostek.ledger.rules import Posting

ENTRIES: Final = 50_000
HORDAK_ENTRIES: Final = 5_000
ROUNDS: Final = 3
DAY: Final = date(2011, 9, 20)
HORDAK: Final = "django-hordak==2.0.0"


def run() -> list[dict[str, Any]]:
    """Give entries and lines a second, check and balances included."""
    ours, raw = 0.0, 0.0
    for number in range(ROUNDS):
        ours = max(ours, ENTRIES / _seconds(_post_ours, _bills(f"OURS:{number}")))
        raw = max(raw, ENTRIES / _seconds(*_post_raw(_bills(f"RAW:{number}"))))
    _must_be_whole()
    peak = peak_mb()
    common = {"peak_mb": peak, "statements": 3}
    hordak = hordak_lines_a_second()
    return [
        {
            "workload": f"posting {ENTRIES:,} entries of four lines, checked, with balances",
            "ours": round(ours),
            "unit": "entries/s",
            "references": {"the same SQL, rows prepared beforehand": round(raw)},
            **common,
        },
        {
            "workload": "the same, in lines",
            "ours": round(4 * ours),
            "unit": "lines/s",
            "references": {"django-hordak, bulk_create": hordak} if hordak else {},
            **common,
        },
    ]


def _bills(run_key: str) -> "list[Posting]":
    from jamsostek.ledger.services import Posting

    return [
        Posting(
            key=f"{run_key}:{number}",
            kind="BILL",
            day=DAY,
            text=f"Tagihan iuran {number}",
            lines=[
                (1201, 5_700 + number),
                (2301, -5_700 - number),
                (1202, 890 + number),
                (2302, -890 - number),
            ],
        )
        for number in range(ENTRIES)
    ]


def _post_ours(postings: "list[Posting]") -> None:
    from jamsostek.kernel.acts import system_act
    from jamsostek.ledger.services import post_many

    post_many(postings=postings, act=system_act("bench", datetime(2011, 9, 20, tzinfo=UTC)))


def _post_raw(postings: "list[Posting]") -> tuple[Callable[[], None]]:
    """Prepare the rows of the same entries, and give what sends the same three statements."""
    from django.db import connection, transaction

    from jamsostek.ledger.rules import payload_hash
    from jamsostek.ledger.services.posting import NUMBERS_SQL

    with connection.cursor() as cursor:
        keys = json.dumps([p.key for p in postings])
        cursor.execute(NUMBERS_SQL, [keys])
        numbers = [number for _, _, number in cursor.fetchall()]
    entries = "".join(
        f"{number}\t{p.key}\t\\\\x{payload_hash(p).hex()}\tBILL\t{DAY}\t{p.text}\t4\t{DAY}"
        "\tbench\tSYSTEM\t\n"
        for number, p in zip(numbers, postings, strict=True)
    )
    lines = "".join(
        f"{number}\t{line}\t{account}\t{amount}\t{DAY}\n"
        for number, p in zip(numbers, postings, strict=True)
        for line, (account, amount) in enumerate(p.lines, 1)
    )

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NUMBERS_SQL, [keys])
            cursor.fetchall()
            for statement, rows in ((COPY_ENTRIES, entries), (COPY_LINES, lines)):
                with cursor.copy(statement) as copy:
                    copy.write(rows)

    return (write,)


COPY_ENTRIES: Final = """
    COPY ledger_entry (id, key, payload_hash, kind, day, text, line_count, made_at, actor,
        actor_kind, reason) FROM STDIN
"""
COPY_LINES: Final = "COPY ledger_line (entry_id, line_no, account_id, amount, day) FROM STDIN"


def _seconds(work: Callable[..., None], *given: object) -> float:
    begun = time.perf_counter()
    work(*given)
    return time.perf_counter() - begun


def _must_be_whole() -> None:
    from jamsostek.ledger.queries import verify

    begun = time.perf_counter()
    found = verify()
    seconds = time.perf_counter() - begun
    print(f"verified {found.lines:,} lines in {seconds:.1f} s", file=sys.stderr)
    if not found.holds:
        raise AssertionError(found.differences[:3])


def hordak_lines_a_second() -> int | None:
    """Give how many legs a second django-hordak's bulk path writes, if it can be installed."""
    from django.db import connections

    python = CHECKOUT / "build" / "hordak" / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
            packages = [HORDAK, "psycopg[binary]"]
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE SCHEMA hordak_bench")
        answer = subprocess.run(
            [python, Path(__file__).with_name("hordak_posting.py"), str(HORDAK_ENTRIES)],
            env={**os.environ, "HORDAK_DATABASE": json.dumps(_owner_address())},
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"django-hordak is left out: {error}", file=sys.stderr)
        return None
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS hordak_bench CASCADE")
    return int(answer.stdout)


def _owner_address() -> dict[str, Any]:
    from django.db import connections

    known = connections["owner"].settings_dict
    address = {key: known[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    passfile = known["OPTIONS"].get("passfile")
    options = {"options": "-c search_path=hordak_bench"}
    if passfile:
        options["passfile"] = passfile
    return {"ENGINE": "django.db.backends.postgresql", **address, "OPTIONS": options}
