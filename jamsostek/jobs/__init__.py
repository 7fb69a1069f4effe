"""Background work and the calendar: a door, as the pages are, that people do not stand at."""
