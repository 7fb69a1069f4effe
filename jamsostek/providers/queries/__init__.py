"""Reading providers, who may be cared for, capitation, guarantees and claims."""
