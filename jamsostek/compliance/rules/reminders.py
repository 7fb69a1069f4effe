"""When which reminder of an unpaid bill is due: a convention of ours, the law names no letters."""

from datetime import date, timedelta
from typing import Final

FIRST, SECOND, LAST = 1, 2, 3

AFTER_DUE_DATE: Final = timedelta(days=7)
"""How long after the due date the first letter waits: for the banks' files to arrive."""
AFTER_LETTER: Final = timedelta(days=14)
"""How long every letter gives for paying, before the next may follow."""

TITLES: Final = {
    FIRST: "Peringatan pertama tunggakan iuran",
    SECOND: "Peringatan kedua tunggakan iuran",
    LAST: "Peringatan terakhir tunggakan iuran",
}


def next_reminder(due_date: date, sent: tuple[int, date] | None, *, on: date) -> int | None:
    """Give the grade of the letter that a bill is due for on a day; None for none.

    `sent` is the last letter about it: its grade and its day.
    """
    if sent is None:
        return FIRST if on > due_date + AFTER_DUE_DATE else None
    grade, day = sent
    return grade + 1 if grade < LAST and on > day + AFTER_LETTER else None
