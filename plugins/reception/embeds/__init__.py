"""What editors write to show a figure becomes a question."""
