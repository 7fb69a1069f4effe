"""What employers owe beyond the due date, and what is done about it."""
