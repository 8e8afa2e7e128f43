"""Looks inside the pictures and attachments for readers: a file goes by its content, not by its name."""
