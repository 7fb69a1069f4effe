"""Pages that need no sign-in: the front page, the calculators, the law."""
