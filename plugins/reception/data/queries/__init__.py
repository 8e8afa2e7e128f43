"""Questions editors ask of the figures, answered by the store."""
