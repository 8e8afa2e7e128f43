"""A build in which nothing but bodies of articles changed: their pages and feeds alone."""
