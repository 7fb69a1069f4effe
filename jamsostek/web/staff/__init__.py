"""Pages for the staff of the institution."""
