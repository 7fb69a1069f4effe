"""What is owed for a month of work, by when, and what being late costs (PP 14/1993)."""
