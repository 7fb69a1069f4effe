"""Reading claims: what the register knows for them, work lists, files, and what is owed."""
