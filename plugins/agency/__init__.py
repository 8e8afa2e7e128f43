"""Who the office is: read once from content/co-quan.toml, used by every page."""
