"""Markdown made safe: raw HTML appears as text, links go through an allow-list, a lone picture is a photograph."""
