"""The employer's pages: declare wages, see bills, keep the list of workers.

A branch officer does the same for an employer of the branch on the same pages; every deed names
who did it.
"""
