"""Files in: wage lists as employers send them, read in a child process and checked row by row."""
