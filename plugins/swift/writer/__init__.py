"""Pelican's writer, planning pages."""
