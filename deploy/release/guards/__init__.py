"""A second look at what is to be published, outside Pelican and its plugins: one that failed, or was led astray, is found here."""
