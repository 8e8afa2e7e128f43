"""A data set's page and the files to take away."""
