"""Files as employers send them, and what each must come to."""

import csv
from pathlib import Path

import pytest
import yaml

from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.imports.checking import check
from jamsostek.contributions.imports.reader import read_wage_file
from jamsostek.contributions.imports.registers import read_register
from jamsostek.kernel.months import Month

FOLDER = Path(__file__).parents[2] / "data" / "wages"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
COLUMNS = (
    "sheet", "row", "kpj", "name", "wage", "decision", "code", "flags", "birth_date",
    "start_date", "leave_date",
)  # fmt: skip
FOR_PEOPLE = ("about", "rules", "employer")


@pytest.fixture(scope="module")
def register():
    return read_register(FOLDER / "register.csv")


def checked_file(name, register):
    expected = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    month = Month.parse(expected["month"])
    content = (FOLDER / expected["file"]).read_bytes()
    reading = read_wage_file(content, expected["file"], month=month)
    return expected, check(reading, register, month=month, employer=expected["employer"]["npp"])


def test_there_are_twelve_files():
    assert len(CASES) == 12


@pytest.mark.parametrize("name", CASES)
def test_a_file_comes_to_what_the_rules_say(name, register):
    expected, checked = checked_file(name, register)

    found = Checked.from_bytes(checked.to_bytes()).summary()

    for key in FOR_PEOPLE:
        expected.pop(key)
    assert found == expected
    with (FOLDER / f"{name}.rows.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [written(row) for row in checked.rows.select(COLUMNS).to_dicts()] == rows


def written(row):
    row["flags"] = "+".join(row["flags"])
    return {key: "" if value is None else str(value) for key, value in row.items()}
