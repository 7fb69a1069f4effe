"""The sample statements and what must come of them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jamsostek.contributions.rules.trial import Invoice, report, trial_of
from jamsostek.treasury.formats import Statement, read_statement

FOLDER = Path(__file__).parents[1] / "data" / "bank"
SETS = ("october", "formats")


def names(folder: str) -> list[str]:
    """Give the statements of a folder, in order."""
    return [path.with_suffix("").name for path in sorted((FOLDER / folder).glob("[0-9]*.yaml"))]


def expected(folder: str, name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / folder / f"{name}.yaml").read_text(encoding="utf-8"))


def statement(folder: str, file: str) -> tuple[str, Statement]:
    return file, read_statement((FOLDER / folder / file).read_bytes())


def invoices(folder: str) -> list[Invoice]:
    with (FOLDER / folder / "bills.csv").open(newline="", encoding="ascii") as file:
        return [
            Invoice(
                row["code"],
                row["npp"],
                row["month"],
                int(row["amount"]),
                date.fromisoformat(row["due"]),
            )
            for row in csv.DictReader(file)
        ]


def tried(folder: str, files: list[str]) -> dict[str, Any]:
    """Read files of a folder in this order and hold them against its bills."""
    return report(trial_of([statement(folder, file) for file in files], invoices(folder)))


def all_files(folder: str) -> list[str]:
    return [expected(folder, name)["file"] for name in names(folder)]


def as_text(thing: Any) -> Any:
    """Give days as their text, which YAML reads as days."""
    if isinstance(thing, dict):
        return {key: as_text(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [as_text(value) for value in thing]
    return thing.isoformat() if isinstance(thing, date) else thing
