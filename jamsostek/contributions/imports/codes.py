"""The words for what becomes of a file, a sheet and a row."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a whole file is refused; no row of it is stored."""

    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    SHEET_TOO_LARGE = "SHEET_TOO_LARGE"
    FILE_UNSAFE_XML = "FILE_UNSAFE_XML"
    FILE_CORRUPT = "FILE_CORRUPT"
    FILE_ENCRYPTED = "FILE_ENCRYPTED"
    FILE_TYPE_MISMATCH = "FILE_TYPE_MISMATCH"


class Rejection(StrEnum):
    """Why one worker row is rejected."""

    KPJ_MALFORMED = "KPJ_MALFORMED"
    KPJ_UNKNOWN = "KPJ_UNKNOWN"
    KPJ_MISSING = "KPJ_MISSING"
    NIK_MISMATCH = "NIK_MISMATCH"
    NIK_DAMAGED = "NIK_DAMAGED"
    NIK_UNKNOWN = "NIK_UNKNOWN"
    NOT_EMPLOYED = "NOT_EMPLOYED"
    WAGE_MISSING = "WAGE_MISSING"
    WAGE_ZERO = "WAGE_ZERO"
    WAGE_NEGATIVE = "WAGE_NEGATIVE"
    WAGE_TOO_HIGH = "WAGE_TOO_HIGH"
    WAGE_NOT_NUMBER = "WAGE_NOT_NUMBER"
    WAGE_PARTS_DIFFER = "WAGE_PARTS_DIFFER"
    DUPLICATE_ROW = "DUPLICATE_ROW"


class Flag(StrEnum):
    """What an accepted row wants to be looked at for, in the order flags are listed."""

    FOUND_BY_NIK = "FOUND_BY_NIK"
    NIK_RESTORED = "NIK_RESTORED"
    NIK_DAMAGED = "NIK_DAMAGED"
    JOINED_IN_MONTH = "JOINED_IN_MONTH"
    LEFT_IN_MONTH = "LEFT_IN_MONTH"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    WAGE_ROUNDED = "WAGE_ROUNDED"
    REPEATED_MEMBER = "REPEATED_MEMBER"
    SUSPECT_TEXT = "SUSPECT_TEXT"
    HIDDEN_ROW = "HIDDEN_ROW"


class Skip(StrEnum):
    """Why a row below the heading is no worker row."""

    BLANK = "BLANK"
    TOTAL = "TOTAL"
    NOTE = "NOTE"
    HEADER = "HEADER"
    COLUMN_NUMBERS = "COLUMN_NUMBERS"


class Unread(StrEnum):
    """Why a sheet is not read."""

    NO_HEADING = "NO_HEADING"
    HIDDEN_SHEET = "HIDDEN_SHEET"
    OTHER_MONTH = "OTHER_MONTH"


class Note(StrEnum):
    """What is said of a file that was read."""

    TOTAL_DIFFERS = "TOTAL_DIFFERS"


class NotFiled(StrEnum):
    """Why a file that was read and seen could not be declared."""

    ALREADY_DECLARED = "ALREADY_DECLARED"
    MONTH_AHEAD = "MONTH_AHEAD"
    NOTHING_ACCEPTED = "NOTHING_ACCEPTED"
    NOT_READ = "NOT_READ"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    NO_LAW = "NO_LAW"
    NO_RISK_GROUP = "NO_RISK_GROUP"
    REGISTER_CHANGED = "REGISTER_CHANGED"
    WAGE_OUT_OF_RANGE = "WAGE_OUT_OF_RANGE"


class Refused(Exception):
    """The file cannot be taken, whole."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.value)
        self.code = code
