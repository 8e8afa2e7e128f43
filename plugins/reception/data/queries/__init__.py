"""The questions that editors ask of the numbers, answered by the store."""
