"""The portal's own Pelican plugins, each a small package; only its plugin.py knows Pelican."""
