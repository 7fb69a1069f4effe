"""Contributions: wage declarations, bills, receipts and what is settled."""
