"""How much of a file is taken before it is refused."""

import json
from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a file, and of the process that opens it."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    packing_ratio: int = 100
    ratio_counts_from: int = 1_000_000
    parts: int = 5_000
    rows: int = 200_000
    columns: int = 60
    memory_bytes: int = 512_000_000
    seconds: int = 60

    def to_json(self) -> str:
        """Write the limits so that a child process can take them over."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Limits":
        """Read what `to_json` wrote."""
        return cls(**json.loads(text))


DEFAULT: Final = Limits()
