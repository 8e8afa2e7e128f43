"""What lies inside the pictures and attachments that readers are given: a file goes by its content, never by its name alone."""
