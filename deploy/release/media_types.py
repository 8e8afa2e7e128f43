"""What a release may hold, by the ending of its name: the media type it is served with, and whether compressing it pays."""

from __future__ import annotations

from posixpath import basename, splitext

UTF8 = "; charset=utf-8"
TEXTS = {
    ".html": f"text/html{UTF8}",
    ".xml": f"application/xml{UTF8}",
    ".txt": f"text/plain{UTF8}",
    ".csv": f"text/csv{UTF8}",
    ".js": f"text/javascript{UTF8}",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
OTHERS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
}
FEEDS = {"rss.xml": f"application/rss+xml{UTF8}", "atom.xml": f"application/atom+xml{UTF8}"}
TYPES = TEXTS | OTHERS
COMPRESSED = (".br", ".gz")


def media_type(path: str) -> str:
    """The type a file is served with; of a compressed copy, that of what it holds."""
    name = next((path.removesuffix(ending) for ending in COMPRESSED if path.endswith(ending)), path)
    return FEEDS.get(basename(name)) or TYPES[splitext(name)[1]]


def is_text(path: str) -> bool:
    """Whether compressing it makes it smaller; pictures and documents are compressed already."""
    return splitext(path)[1] in TEXTS
