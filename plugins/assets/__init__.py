"""The style sheet inside every page: layers in order, one text per kind of page, its hash for the server's policy."""
