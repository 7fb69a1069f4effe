import json
from datetime import UTC, datetime

import pytest
from django.db import connections

from jamsostek.config.backups import BackupError, back_up, differences, discard, restore

NOW = datetime(2011, 9, 30, 17, 5, tzinfo=UTC)


def test_a_restored_database_holds_every_object_and_row(fresh_database, tmp_path):
    execute("INSERT INTO institution_region (code, name, city) VALUES ('KW99', 'Uji', 'Uji')")
    backup = back_up(tmp_path, NOW)

    unlike = restore(backup, f"{fresh_database.name}_restored")

    discard(f"{fresh_database.name}_restored")
    assert unlike == []
    assert backup.name == "jamsostek-20110930T170500"


def test_a_lost_trigger_and_a_changed_row_are_found(fresh_database, tmp_path):
    backup = back_up(tmp_path, NOW)
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["objects"]["trigger ledger_line.guard"] = "CREATE TRIGGER guard"
    manifest["rows"]["ledger_line"] = "1 rows, content 12345"
    (backup / "manifest.json").write_text(json.dumps(manifest))

    unlike = restore(backup, f"{fresh_database.name}_restored")

    discard(f"{fresh_database.name}_restored")
    assert [(found.what, found.found) for found in unlike] == [
        ("trigger ledger_line.guard", "missing"),
        ("ledger_line", "0 rows, content 0"),
    ]


@pytest.mark.usefixtures("fresh_database")
def test_a_manifest_knows_triggers_grants_and_the_content_of_rows(tmp_path):
    first = manifest_of(back_up(tmp_path, NOW))
    execute("INSERT INTO institution_region (code, name, city) VALUES ('KW99', 'Uji', 'Uji')")
    execute("REVOKE INSERT ON ledger_line FROM jamsostek_app")

    second = manifest_of(back_up(tmp_path, NOW.replace(hour=18)))

    changed = {found.what for found in differences(first, second)}
    assert changed == {"grants on relation ledger_line", "institution_region"}
    assert any(what.startswith("trigger ledger_line.") for what in second["objects"])


def test_what_is_no_backup_is_refused(fresh_database, tmp_path):
    with pytest.raises(BackupError, match="is not a backup"):
        restore(tmp_path, f"{fresh_database.name}_restored")


@pytest.mark.usefixtures("fresh_database")
def test_a_broken_off_backup_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("jamsostek.config.backups.DUMP", "no/such/folder")

    with pytest.raises(BackupError, match="pg_dump failed"):
        back_up(tmp_path, NOW)

    assert list(tmp_path.iterdir()) == []


def manifest_of(backup):
    return json.loads((backup / "manifest.json").read_text())


def execute(statement):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
