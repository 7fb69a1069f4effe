"""What changes providers, capitation, guarantees and claims; each service is one transaction."""
