"""How old debts are counted, how instalments are kept, and when a reminder is due; all pure."""
