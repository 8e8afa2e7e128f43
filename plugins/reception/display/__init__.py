"""An answer to a question becomes the arguments of a component."""
