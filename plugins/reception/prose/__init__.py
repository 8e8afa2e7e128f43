"""Numbers, directions and percentages typed in articles, held against the data."""
