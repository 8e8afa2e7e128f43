"""Pelican run so that nothing passes in silence."""
