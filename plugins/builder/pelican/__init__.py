"""All of the builder that knows Pelican's classes: its site, contents, reader and writer."""
