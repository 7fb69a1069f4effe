"""The law in force on a day: dated values, citations and where each is applied."""
