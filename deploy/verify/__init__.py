"""`make verify`: whether the site shows the signed release and nothing else, seen from outside by readers and search engines."""
