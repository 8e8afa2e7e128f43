"""Checks of what editors write, before Pelican reads it, and the links between articles."""
