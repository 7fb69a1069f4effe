"""Django's PostgreSQL backend with what pages read all day made cheap; see `base`."""
