"""Shows photos as derived files, and publishes these instead of what editors put into the tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Article, Content, Page, Static
from pelican.generators import StaticGenerator

from plugins.build_cache import cache_with, cached_with, depends_on_file
from plugins.images.derived_photos import DerivedPhotos
from plugins.images.photo import ENDINGS, Photo, photo_of
from plugins.images.picture import address_of, with_pictures
from plugins.project import PHOTO_CACHE

RECORDS_DEPENDENCIES = True
PHOTOS = "photos"  # cached with an article: those that it shows
CACHE_SETTING = "PHOTO_CACHE"  # where derived files are cached, if not in the project's own folder


def show_photos(content: Content) -> None:
    """Write the derived files into a text that was just read, and note which photos it shows."""
    if not isinstance(content, Article | Page):
        return
    root, photos = Path(content.settings["PATH"]), dict[str, Photo]()

    def find(path: str) -> Photo | None:
        photo = photos.get(path) or _read(root, path)
        if photo:
            depends_on_file(content, path)
            photos[path] = photo
        return photo

    with_avif = _with_avif(content.settings)
    content._content = with_pictures(content._content, content.relative_dir, find, with_avif)
    if photos:
        cache_with(content, PHOTOS, tuple(photos.values()))
        content.photo = address_of(next(iter(photos.values())))


def _read(root: Path, path: str) -> Photo | None:
    file = root / path
    return photo_of(path, file.read_bytes()) if file.suffix in ENDINGS and file.is_file() else None


def _with_avif(settings: Any) -> bool:
    """A preview shows JPEG alone: an AVIF takes twenty times as long to make."""
    return not settings.get("SHOW_DRAFTS")


def publish_photos(generator: StaticGenerator) -> None:
    """Make the derived files of what is published, and hand them to Pelican, which copies them."""
    settings = generator.settings
    texts = [text for text in generator.context["generated_content"].values() if text is not None and text.status != "draft"]
    photos = {photo: None for text in texts for photo in cached_with(text, PHOTOS) or ()}
    derived = DerivedPhotos(Path(settings["PATH"]), Path(settings.get(CACHE_SETTING, PHOTO_CACHE)))
    derived.make(photos, _with_avif(settings))
    for name in dict.fromkeys(name for photo in photos for name in photo.names(_with_avif(settings))):
        metadata = {"save_as": name, "url": name}
        generator.staticfiles.append(Static("", metadata, settings, str(derived.place(name)), generator.context))


def register() -> None:
    """Connect; texts get their photos when they are read, files are made when it is known which texts are published."""
    signals.content_object_init.connect(show_photos)
    signals.static_generator_finalized.connect(publish_photos)
