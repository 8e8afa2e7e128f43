"""A release: the published pages with their compressed copies, a manifest of all of it, and the manifest's signature."""
