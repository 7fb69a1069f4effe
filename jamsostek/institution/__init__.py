"""The institution itself: regions, branches, staff, their roles and what each may see."""
