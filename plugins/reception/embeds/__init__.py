"""What editors write to show a number becomes a question."""
