"""`make server-config`: the files of nginx and of Caddy, out of a release's manifest and one description for both."""
