"""Percentages of targets, rounded half up to two places."""

from decimal import Decimal

import pytest

from jamsostek.reporting.rules import achievement


@pytest.mark.parametrize(
    ("realised", "target", "percent"),
    [
        (1_653, 2_259, "73.17"),  # 73.1739...
        (184_521, 217_373, "84.89"),  # 84.8868...
        (665_591, 708_221, "93.98"),  # 93.9806...
        (22_524, 25_200, "89.38"),  # 89.3809...
        (39_088, 46_906, "83.33"),  # 83.3326...
        (0, 7, "0.00"),
        (7, 7, "100.00"),
        (25_000, 21_000, "119.05"),  # 119.0476...
    ],
)
def test_the_achievements_of_the_press_reports_come_out(realised, target, percent):
    assert achievement(realised, target) == Decimal(percent)


def test_half_a_hundredth_of_a_percent_is_rounded_up():
    # 1 of 20 000 is 0.005 percent exactly; 1 of 20 001 is just below.
    assert achievement(1, 20_000) == Decimal("0.01")
    assert achievement(1, 20_001) == Decimal("0.00")
