"""Who the office is: read once from content/co-quan.toml, shown by every page."""
