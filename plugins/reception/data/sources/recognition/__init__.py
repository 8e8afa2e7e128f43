"""Recognises a sheet as it came: its form, period, rows and numbers, whatever the layout."""
