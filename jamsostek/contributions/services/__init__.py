"""What changes declarations, bills and what is received for them."""
