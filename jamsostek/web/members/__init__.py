"""What members see and ask by themselves: their claims."""
