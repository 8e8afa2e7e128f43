"""The server's side of a deploy: sent over ssh as one file, so only Python ≥ 3.9 and its standard library."""
