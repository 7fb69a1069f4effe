"""The pages of claims officers, medical advisers and supervisors."""
