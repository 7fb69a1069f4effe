import json
import subprocess
import sys

import pytest

from jamsostek.config.logging import mask_niks

NIK = "9974011507850001"


@pytest.mark.parametrize(
    "said",
    [
        NIK,
        int(NIK),
        f"member {NIK} was found",
        [NIK],
        {"nik": NIK},
        Exception(f"no such NIK {NIK}"),
    ],
)
def test_no_log_line_shows_a_whole_nik(said):
    line = mask_niks(None, "info", {"event": said})

    assert NIK not in str(line)
    assert "997401******0001" in str(line)


@pytest.mark.parametrize("said", [11_500_000, "12345678901", "KPJ 99012345678", None, True, 2.5])
def test_other_numbers_stay_readable(said):
    line = mask_niks(None, "info", {"event": said})

    assert line == {"event": said}


def test_lines_of_libraries_are_json_and_masked_too():
    program = (
        "import logging; from jamsostek.config.logging import configure_logging;"
        "configure_logging(json=True, level='INFO');"
        f"logging.getLogger('elsewhere').info('found %s', '{NIK}')"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    line = json.loads(done.stderr)
    assert line["event"] == "found 997401******0001"
    assert (line["level"], line["logger"]) == ("info", "elsewhere")
