"""A region small enough for tests."""

from jamsostek.jobs.demonstration.companies import Size

TINY = Size("TINY", 24, 1_845, 33, 2_174, declaring=8)
"""The region at a hundredth, with enough companies that every branch has one."""

SEED = 2011
