"""Charts as SVG, drawn on the server with one theme: the same on pages, in print and in files.

A chart never speaks by colour only: every bar, point and mark that matters has its number beside
it, and whoever shows a chart shows its table too. Bars and lines keep to per cent of the width,
so that their words stay as large on a telephone as on a wide screen.
"""

from jamsostek.reporting.charts.amounts import AmountBar, amount_bars
from jamsostek.reporting.charts.bars import TargetBar, target_bars
from jamsostek.reporting.charts.drawing import standalone
from jamsostek.reporting.charts.months import month_series
from jamsostek.reporting.charts.places import Mark, office_map

__all__ = [
    "AmountBar",
    "Mark",
    "TargetBar",
    "amount_bars",
    "month_series",
    "office_map",
    "standalone",
    "target_bars",
]
