"""What contracts, guarantees and the package say of a provider's line (pure)."""
