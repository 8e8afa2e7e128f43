"""Checks of what editors write and drop in, before Pelican reads it."""
