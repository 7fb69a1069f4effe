"""Settings, root addresses, servers' entry points and the command line."""
