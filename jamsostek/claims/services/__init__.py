"""What changes claims: each service is one transaction with its step and its entries."""
