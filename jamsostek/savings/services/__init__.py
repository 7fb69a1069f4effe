"""Writing JHT accounts: opened, credited with contributions, credited with a year's return."""

from jamsostek.savings.services.accounts import credit_contributions, open_accounts
from jamsostek.savings.services.rebuilding import rebuild_years
from jamsostek.savings.services.returns import (
    CHUNK,
    BooksDiffer,
    EarlierYearOpen,
    RateChanged,
    YearNotOver,
    begin_return,
    continue_return,
    credit_year_return,
)

__all__ = [
    "CHUNK",
    "BooksDiffer",
    "EarlierYearOpen",
    "RateChanged",
    "YearNotOver",
    "begin_return",
    "continue_return",
    "credit_contributions",
    "credit_year_return",
    "open_accounts",
    "rebuild_years",
]
