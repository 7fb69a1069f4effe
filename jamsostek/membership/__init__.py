"""Who belongs: employers, workers, their families and the spells of their cover."""
