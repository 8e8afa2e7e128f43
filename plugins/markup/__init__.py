"""Markdown made safe and at home: raw HTML shown as text, links kept inside the site, captions as captions."""
