"""Questions editors ask of the numbers, answered by the store."""
