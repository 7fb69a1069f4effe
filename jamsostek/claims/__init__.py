"""A claim from notice to decision to payment."""
