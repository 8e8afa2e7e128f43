"""The build: strict, all or nothing, and fast."""
