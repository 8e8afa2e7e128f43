"""What earlier builds worked out, in one SQLite file, under digests of all that each result depends on."""
