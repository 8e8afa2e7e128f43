"""What `make where`, `make docs` and `make check` run of this plugin."""
