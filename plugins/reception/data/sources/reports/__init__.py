"""The folder of reports as observations: settings, corrections, and the cache of what was read."""
