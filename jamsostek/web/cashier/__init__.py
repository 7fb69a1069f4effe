"""The pages of payments: what is due, runs to the bank, its answers, and the cash desk."""
