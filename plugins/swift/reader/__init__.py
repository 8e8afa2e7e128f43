"""Pelican's Markdown reader, asking the converter."""
