"""Health care providers: contracts, choices, capitation, guarantee letters and their claims."""
