"""What earlier builds worked out, kept by content in one store."""
