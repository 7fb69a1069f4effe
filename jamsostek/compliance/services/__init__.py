"""What changes agreements and reminders."""
