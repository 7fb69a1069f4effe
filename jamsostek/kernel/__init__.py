"""Money, months, spells, identifiers: what every subject shares, and no subject owns."""
