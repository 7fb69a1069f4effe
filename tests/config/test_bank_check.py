"""`jamsostek bank check` answers in the words of the samples and refuses bad input."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli.bank import app
from tests.treasury.statements import FOLDER, all_files, tried

OCTOBER = FOLDER / "october"
BILLS = str(OCTOBER / "bills.csv")


def check(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["check", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_json_gives_files_and_settlement() -> None:
    files = all_files("october")

    status, output, _ = check(*(OCTOBER / file for file in files), "--bills", BILLS, "--json")

    assert status == 0
    assert json.loads(output) == tried("october", files)


def test_tables_show_lines_and_bills() -> None:
    status, output, _ = check(OCTOBER / "01a_klikbca.csv", "--bills", BILLS)

    assert status == 0
    assert "80.180.740" in output
    assert "13 lines, 0 of them read before" in output
    assert "Credits that are no payment: 812.345,67" in output


def test_same_file_twice_is_shown_as_read_before() -> None:
    file = OCTOBER / "02_mandiri_mcm.csv"

    status, output, _ = check(file, file, "--bills", BILLS)

    assert status == 0
    assert "7 lines, 7 of them read before" in output


def test_format_is_known_by_content_not_by_name(tmp_path: Path) -> None:
    misnamed = tmp_path / "rekening.csv"
    misnamed.write_bytes((OCTOBER / "03_mt940.sta").read_bytes())

    status, output, _ = check(misnamed, "--bills", BILLS, "--json")

    assert status == 0
    assert json.loads(output)["files"][0]["format"] == "MT940"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"bukan rekening koran", "bukan rekening koran yang dikenal"),
        (b"", "berkas kosong"),
    ],
)
def test_statement_that_cannot_be_read_ends_with_status_two(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "rusak.csv"
    file.write_bytes(content)

    status, output, error = check(OCTOBER / "01a_klikbca.csv", file, "--bills", BILLS)

    assert (status, output) == (2, "")
    assert error.startswith("rusak.csv: ")
    assert sentence in error


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("code,npp,month,amount\n65933699491,JJ990101,2011-09,1\n", "no due"),
        ("code,npp,month,amount,due\n6593369949,JJ990101,2011-09,1,2011-10-15\n", "eleven digits"),
        ("code,npp,month,amount,due\n65933699491,JJ990101,2011-09,1.5,2011-10-15\n", "'1.5'"),
        ("code,npp,month,amount,due\n65933699491,JJ990101,2011-09,1,15/10/11\n", "'15/10/11'"),
        (
            "code,npp,month,amount,due\n" + "65933699491,JJ990101,2011-09,1,2011-10-15\n" * 2,
            "line 3: code 65933699491 comes twice",
        ),
    ],
)
def test_bad_list_of_bills_ends_with_status_two(tmp_path: Path, rows: str, sentence: str) -> None:
    bills = tmp_path / "bills.csv"
    bills.write_text(rows, encoding="ascii")

    status, _, error = check(OCTOBER / "01a_klikbca.csv", "--bills", bills)

    assert status == 2
    assert sentence in error


def test_missing_file_ends_with_status_two(tmp_path: Path) -> None:
    assert check(tmp_path / "tidak-ada.csv", "--bills", BILLS)[0] == 2
