"""A command whose database goes away while it works."""

import os
import subprocess
import sys

import pytest

from jamsostek.config import cli

ENDING = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
"""


def test_the_loss_is_told_in_words_and_with_what_to_do(fresh_database):
    command = [sys.executable, "-c", "from jamsostek.config.cli import main; main()"]

    done = subprocess.run(
        [*command, "manage", "shell", "-v0", "-c", ENDING],
        env=os.environ | fresh_database.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "The database went away" in done.stderr
    assert "run the command again" in done.stderr
    assert "Traceback" not in done.stderr


def test_any_other_fault_shows_where_it_happened(monkeypatch):
    def broken(_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "application", broken)

    with pytest.raises(ZeroDivisionError):
        cli.main()
