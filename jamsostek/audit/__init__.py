"""Who did what to what, when and why; rows are only ever added."""
