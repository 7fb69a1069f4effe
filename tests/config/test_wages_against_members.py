"""`jamsostek wages check` against the members in the database."""

import json
import os
import subprocess
import sys

import pytest

from tests.people import batik_melati, hire, person


@pytest.fixture
def melati(fresh_database):  # noqa: ARG001 - the employer is committed there
    melati = batik_melati()
    hire(melati, "SITI")
    hire(batik_melati(name="PT Rotan Rekaan"), "RANI")
    return melati


def test_who_works_elsewhere_is_told_from_a_number_nobody_has(fresh_database, melati, tmp_path):
    path = tmp_path / "upah.csv"
    rows = [(person("SITI").kpj, "SITI"), (person("RANI").kpj, "RANI"), ("99412345678", "JOKO")]
    lines = ["NO KPJ;NAMA;UPAH", *(f"{kpj};{name};1.000.000" for kpj, name in rows)]
    path.write_text("\n".join(lines))

    command = [sys.executable, "-c", "from jamsostek.config.cli import main; main()"]
    options = ["--employer", melati.npp, "--month", "2011-09", "--json"]
    done = subprocess.run(
        [*command, "wages", "check", str(path), *options],
        env={**os.environ, **fresh_database.environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(row["row"], row["code"]) for row in found["rejected"]] == [
        (3, "NOT_EMPLOYED"),
        (4, "KPJ_UNKNOWN"),
    ]
    assert found["wage_sum"] == 1_000_000
