"""Which law was applied: a hash over the values and the formulas, as they stood in the files."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from jamsostek import benefits, law

FOLDERS: Final = (
    (Path(str(law.__file__)).parent / "parameters", "*.yaml"),
    (Path(str(benefits.__file__)).parent, "*.py"),
)


@cache
def law_version() -> str:
    """Give the hash of all parameters and formulas of benefits, 64 hexadecimal digits."""
    found = hashlib.sha256()
    for folder, pattern in FOLDERS:
        for file in sorted(folder.glob(pattern)):
            content = file.read_bytes()
            found.update(f"{file.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()
