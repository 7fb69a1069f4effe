"""The institution's banks: statements in, money recognised."""
