"""`jamsostek wages check` with a register needs no database and no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data" / "wages"
PLAIN = ["--employer", "JJ990108", "--month", "2011-09", "--register", DATA / "register.csv"]


def run(*arguments):
    """Run the command as a process of its own, where Django cannot be imported."""
    code = (
        "import sys; sys.modules['django'] = None; "
        "from jamsostek.config.cli import main; sys.argv[0] = 'jamsostek'; main()"
    )
    command = [sys.executable, "-c", code, "wages", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_file_is_checked_in_json():
    done = run(DATA / "08_duplicates_unknown_absurd.xlsx", *PLAIN, "--json")

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rows"] == {"read": 74, "accepted": 56, "rejected": 18}
    assert found["wage_sum"] == 108_035_500
    first = {"sheet": "SEPTEMBER", "row": 5, "code": "WAGE_NEGATIVE"}
    assert found["rejected"][0] == first
    assert found["flagged"][0]["code"] == found["flagged"][0]["flag"] == "REPEATED_MEMBER"


def test_people_read_rows_with_their_reasons():
    done = run(DATA / "08_duplicates_unknown_absurd.xlsx", *PLAIN)

    assert done.returncode == 0
    assert "74 worker rows read, 56 accepted, 18 rejected; wages Rp108,035,500" in done.stdout
    assert "WAGE_NEGATIVE" in done.stdout
    assert "The wage is below zero" in " ".join(done.stdout.split())


def test_a_refused_file_is_an_answer_too():
    done = run(DATA / "hostile" / "h1_cell_at_the_end.xlsx", *PLAIN, "--json")

    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert (found["outcome"], found["code"]) == ("refused", "SHEET_TOO_LARGE")


@pytest.mark.parametrize(
    "arguments",
    [
        [DATA / "nothing.xlsx", *PLAIN],
        [DATA / "01_clean.xlsx", *PLAIN[:3], "September", *PLAIN[4:]],
        [DATA / "01_clean.xlsx", "--employer", "X1", *PLAIN[2:]],
        [DATA / "01_clean.xlsx", *PLAIN[:5], DATA / "01_clean.yaml"],
        [DATA / "01_clean.xlsx", *PLAIN[:5], DATA / "01_clean.xlsx"],
        [DATA / "01_clean.xlsx", "--month", "2011-09"],
    ],
)
def test_bad_arguments_end_with_status_two_and_a_sentence(arguments):
    done = run(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
