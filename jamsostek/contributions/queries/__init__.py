"""Reading declarations, bills and what they were counted from."""
