"""House rules that no linter knows; each failure says where, and the rule says why."""

import ast
import io
import re
import subprocess
import tokenize
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, FloatField

CHECKOUT = Path(__file__).resolve().parent.parent
HOUSE = CHECKOUT / "jamsostek"
ROOMED = (
    *("audit", "institution", "ledger", "treasury", "membership", "savings"),
    *("contributions", "reporting", "documents", "claims", "compliance", "providers"),
    *("outreach", "welfare", "partnership"),
)
ROOMS = {"models", "rules", "services", "queries", "migrations"}
NAMED_ROOMS = {"imports", "matching", "chart", "formats", "measures"}
OTHER_ROOMS = {
    "reporting": {"charts", "outputs", "press"},  # pictures, files, sentences
    "institution": {"planned", "clock"},  # the lowest floor that knows Django, for all above
}
MONEY = ("ledger", "treasury", "savings", "contributions", "kernel/money.py", "kernel/bulk.py")
NO_MONEY_THERE = {  # a spreadsheet's own cells are floats: they are read there, and left there
    "contributions/imports/dates.py",
    "contributions/imports/outputs.py",
    "contributions/imports/tables.py",
    "contributions/imports/wire.py",
}
SQL_ROOMS = {"services", "queries", "migrations"}
SQL_ELSEWHERE = {  # what speaks of the database itself
    "config/migrating.py",
    "config/cli/django.py",
    "config/cli/demo.py",
    "jobs/demonstration/loading.py",
    "jobs/demonstration/wage_files.py",
    "web/metrics.py",
}
CLOCKED = {"web", "api", "jobs", "config"}
TEXT = {".py", ".md", ".html", ".css", ".js", ".toml", ".yaml", ".yml", ".sh", ".sql", ".txt", ""}


def test_a_file_fits_in_the_head():
    long = {name(path): len(lines(path)) for path in sources() if len(lines(path)) > 400}

    assert long == {}


def test_a_function_fits_on_the_screen():
    long = {
        f"{name(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in sources()
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > 50
    }

    assert long == {}


def test_a_package_has_only_the_rooms_of_the_house():
    strange = [
        name(path)
        for package in ROOMED
        for path in (HOUSE / package).glob("*")
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
        if path.stem not in ROOMS | NAMED_ROOMS | OTHER_ROOMS.get(package, set()) | {"__init__"}
    ]

    assert strange == []


def test_an_exception_lives_where_it_is_raised_and_a_helper_beside_its_caller():
    drawers = {"exceptions.py", "utils.py", "helpers.py", "common.py", "misc.py", "signals.py"}

    assert [name(path) for path in sources() if path.name in drawers] == []


def test_a_service_takes_its_facts_by_name():
    """What takes an act changes something: its call must read like a sentence."""
    positional = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in house_modules()
        if room(path) == "services"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "act" in {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        if node.args.args or node.args.posonlyargs
    ]

    assert positional == []


def test_what_is_referred_to_is_never_deleted_along():
    cascading = [
        str(field)
        for field in our_fields()
        if field.remote_field and getattr(field.remote_field, "on_delete", None)
        if field.remote_field.on_delete.__name__ != "PROTECT"
    ]

    assert cascading == []


def test_no_package_reaches_up_through_a_reverse_accessor():
    reaching = [
        str(field)
        for field in our_fields()
        if field.remote_field
        and field.related_model._meta.app_config != field.model._meta.app_config
        if not field.remote_field.hidden
    ]

    assert reaching == []


def test_choices_are_stored_as_upper_case_codes():
    odd = {
        str(field): value
        for field in our_fields()
        if isinstance(field, CharField)
        for value, _ in field.flatchoices
        if value != str(value).upper()
    }

    assert odd == {}


def test_no_model_orders_itself():
    ordered = [model.__name__ for model in our_models() if model._meta.ordering]

    assert ordered == []


def test_no_model_reads_the_clock():
    clocked = [
        str(field)
        for field in our_fields()
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]

    assert clocked == []


def test_only_the_doors_read_the_clock():
    reading = [
        f"{name(path)}:{node.lineno}"
        for path in house_modules()
        if package(path) not in CLOCKED and room(path) not in {"migrations", "clock"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "utcnow", "today"}
    ]

    assert reading == []


def test_no_float_touches_money():
    floats = [
        f"{name(path)}:{node.lineno}"
        for path in house_modules()
        if str(path.relative_to(HOUSE)).startswith(MONEY)
        and str(path.relative_to(HOUSE)) not in NO_MONEY_THERE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == "float"
    ]
    columns = [str(field) for field in our_fields() if isinstance(field, FloatField)]

    assert floats + columns == []


def test_sql_is_written_where_the_data_is_kept():
    astray = [
        name(path)
        for path in house_modules()
        if room(path) not in SQL_ROOMS and str(path.relative_to(HOUSE)) not in SQL_ELSEWHERE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"cursor", "raw", "extra", "RawSQL"}
        if not (package(path) == "config" and node.attr == "extra")
    ]

    assert sorted(set(astray)) == []


def test_two_subjects_act_together_in_a_door_and_not_by_signals():
    signalling = [
        name(path)
        for path in house_modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "") in {"django.dispatch", "django.db.models.signals"}
    ]

    assert signalling == []


def test_what_is_left_to_do_names_its_issue():
    unnamed = [
        f"{name(path)}:{token.start[0]}"
        for path in sources()
        for token in tokenize.generate_tokens(io.StringIO(text(path)).readline)
        if token.type == tokenize.COMMENT
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b(?! #\d+)", token.string)
    ]

    assert unnamed == []


def test_nothing_names_a_place_of_somebodys_machine():
    place = re.compile(r"(?<![\w.])/(?:root|home/\w+|work|Users/\w+)/")
    named = [
        f"{name(path)}:{number}"
        for path in tracked()
        if path != Path(__file__).resolve() and path.suffix in TEXT
        for number, line in enumerate(lines(path), 1)
        if place.search(line)
    ]

    assert named == []


def test_nothing_leads_out_of_the_checkout():
    outside = [
        f"{name(path)} {found}"
        for path in tracked()
        if path.suffix in TEXT and "tests" not in path.parts
        for found in re.findall(r"(?:\.\./)+[A-Za-z][\w./-]*", text(path))
        if not (path.parent / found).exists()
    ]

    assert outside == []


def test_every_link_in_the_documents_leads_somewhere():
    broken = [
        f"{name(path)} {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)", text(path))
        if "://" not in target and not target.startswith("mailto:")
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_every_setting_is_in_the_list_of_settings():
    settings = CHECKOUT / "docs" / "operations" / "settings.md"
    listed = set(re.findall(r"^\| `(\w+)`", text(settings), re.MULTILINE))
    read = {
        found
        for path in house_modules()
        for found in re.findall(r"environ(?:\.get\(|\[)\"((?:JAMSOSTEK|DATABASE)_\w+)", text(path))
    }

    assert read == listed


def test_nobody_real_is_in_the_tree():
    """Synthetic NIK begin with 99 or 00, which no region has."""
    real = [
        f"{name(path)} {number}"
        for path in tracked()
        if path.suffix in TEXT | {".csv", ".po", ".xml", ".sta"}
        for number in re.findall(r"(?<![\d.])\d{16}(?![\d.])", text(path))
        if could_be_a_nik(number)
    ]

    assert sorted(set(real)) == []


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "help", "install"])
def test_the_makefile_explains_every_target(target):
    makefile = text(CHECKOUT / "Makefile")

    assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE)


def could_be_a_nik(number: str) -> bool:
    """Tell whether a number has a province, and a day of birth that women write plus 40."""
    province, day, month = int(number[:2]), int(number[6:8]) % 40, int(number[8:10])
    return 11 <= province <= 97 and 1 <= day <= 31 and 1 <= month <= 12


@cache
def tracked() -> tuple[Path, ...]:
    """List the files of the project: what Git knows, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    paths = (CHECKOUT / line for line in listed.stdout.splitlines())
    return tuple(path for path in paths if path.is_file())


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.parent.name != "migrations"]


def house_modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(HOUSE)]


def package(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def room(path: Path) -> str:
    parts = path.relative_to(HOUSE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


@cache
def text(path: Path) -> str:
    return path.read_text(errors="replace")


def lines(path: Path) -> list[str]:
    return text(path).splitlines()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def our_models() -> list[type]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("jamsostek.") and not model.__name__.endswith("Event")
    ]


def our_fields() -> list:
    return [field for model in our_models() for field in model._meta.local_fields]
