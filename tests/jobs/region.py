"""A region small enough for tests."""

from jamsostek.jobs.demonstration.sizes import Benefits, Building, Lampung, OwnAccount, Size

TINY = Size(
    "TINY",
    24,
    1_845,
    33,
    2_174,
    declaring=8,
    building=Building(80, 2_219, 85, 2_361),
    own_account=OwnAccount(225, 14, 252),
    lampung=Lampung(403, 130, 156),
    benefits=Benefits(261, 1_135_376_000, 4, 8_012_000),
)
"""The companies at a hundredth, so that every branch has one; the rest at a three-hundredth."""

SEED = 2011
