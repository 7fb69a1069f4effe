"""What a person is entitled to: awards from facts, line by line, each beside its article (pure)."""
