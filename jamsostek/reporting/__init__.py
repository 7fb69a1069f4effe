"""Targets against realisation, and figures for the press; reads only."""
