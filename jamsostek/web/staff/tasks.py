"""What waits on the first page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits: how many, how pressing, and where to do it."""

    label: str
    url: str
    count: int
    note: str
    state: str = ""
    state_words: str = ""
