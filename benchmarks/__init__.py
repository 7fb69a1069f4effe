"""What the performance table of the README is measured with."""
