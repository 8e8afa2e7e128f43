"""The style sheet inside every page: one text for each kind of page, with its hash for the server's policy."""
