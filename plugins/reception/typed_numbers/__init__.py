"""Numbers, directions and percentages typed in articles, compared with the data."""
