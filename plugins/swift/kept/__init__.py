"""Pelican's articles and pages, working out their addresses and texts once, and what templates can read of them."""
