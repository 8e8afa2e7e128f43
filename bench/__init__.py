"""Speed and memory side by side with other generators, on a made-up corpus; nothing here is part of the site."""
