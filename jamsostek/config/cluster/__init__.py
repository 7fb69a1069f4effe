"""The embedded PostgreSQL: where it lives, how it starts, who may sign in to it."""
