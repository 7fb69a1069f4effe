"""The four programmes of UU 3/1992."""

from enum import StrEnum


class Programme(StrEnum):
    """A branch of workers' social security, by its abbreviation in the law."""

    JHT = "JHT"
    JKK = "JKK"
    JKM = "JKM"
    JPK = "JPK"

    __hash__ = str.__hash__
