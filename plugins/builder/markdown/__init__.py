"""Markdown to HTML: one converter for all routes, without the steps that cannot change the result."""
