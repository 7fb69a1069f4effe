"""`jamsostek bank open`, `import` and `unmatched`, as a newcomer runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.treasury.statements import FOLDER

OCTOBER = FOLDER / "october"


def run(database, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from jamsostek.config.cli import main; main()", "bank"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        env={**os.environ, **database.environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_account_is_opened_statements_imported_and_the_rest_listed(fresh_database):
    files = (OCTOBER / "01a_klikbca.csv", OCTOBER / "01b_klikbca.csv")

    unknown = run(fresh_database, "import", *files)
    opened = run(fresh_database, "open", "999-001-1223", "--bank", "BCA", "--name", "IURAN")
    imported = run(fresh_database, "import", *files, "--json")
    again = run(fresh_database, "import", *files)
    unmatched = run(fresh_database, "unmatched", "--json")

    assert unknown.returncode == 2
    assert unknown.stderr == "01a_klikbca.csv: Rekening 9990011223 belum terdaftar.\n"
    assert opened.returncode == 0, opened.stderr
    told = json.loads(imported.stdout)["files"]
    assert [(f["lines"], f["new"], f["already_booked"], f["pending"]) for f in told] == [
        (13, 13, 0, 1),
        (9, 4, 5, 0),
    ]
    assert "13 booked before" in again.stdout
    found = json.loads(unmatched.stdout)
    waiting = found["lines"]
    # thirteen payments and what takes one back: no bill is known here, so nothing pairs the two
    assert [line["dir"] for line in waiting] == ["C"] * 13 + ["D"]
    assert all(line["waiting"] == line["amount"] for line in waiting)
    sums, went = found["sums"], waiting[-1]["amount"]
    came = sum(line["amount"] for line in waiting[:-1])
    assert (sums["unallocated"], sums["unexplained"]) == (came, -went)
    assert sums["suspense"] == came - went


def test_file_that_cannot_be_read_stops_all_before_anything_is_stored(
    fresh_database, tmp_path: Path
):
    run(fresh_database, "open", "9990011223", "--bank", "BCA", "--name", "IURAN")
    broken = tmp_path / "rusak.csv"
    broken.write_bytes(b"bukan rekening koran")

    refused = run(fresh_database, "import", OCTOBER / "01a_klikbca.csv", broken)

    assert refused.returncode == 2
    assert refused.stderr.startswith("rusak.csv: ")
    assert json.loads(run(fresh_database, "unmatched", "--json").stdout)["lines"] == []
