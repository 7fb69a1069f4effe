"""An open-source core system for Indonesian workers' social security."""
