"""Measures speed and memory beside other generators, on a made-up corpus; nothing here is part of the site."""
