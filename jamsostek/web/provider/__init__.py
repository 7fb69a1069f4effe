"""Pages of health care: the provider's own desk, and the branch's for providers."""
