"""Markdown to HTML: one converter for all texts, without the steps that cannot change the result."""
