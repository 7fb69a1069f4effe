"""Arrears by age and employer, penalties month by month, agreements and reminders."""
