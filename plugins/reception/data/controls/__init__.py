"""Rules V01–V20 over all observations, each a small function whose docstring is the rule."""
