"""Turns the folder of reports into observations: settings, corrections, and the cache."""
