"""Pages about contractors and their projects: the contractor's own, and the officer's."""
