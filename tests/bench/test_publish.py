"""What `python -m bench.publish` measures is what it says."""

from bench import publish
from bench.articles import Corpus
from bench.corpus import write_tree
from plugins.images.derived_photos import DerivedPhotos
from plugins.images.photo import photo_of
from plugins.newsroom.checks.check_tree import check_tree
from plugins.problems import errors_of
from tests.pictures import picture


def test_known_photos_differ_are_shown_by_articles_and_leave_nothing_to_derive(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "drawn", lambda: picture("JPEG", (1400, 900)))
    content, cache = tmp_path / "content", DerivedPhotos(tmp_path / "content", tmp_path / ".build/photos")
    write_tree(Corpus(20), content)
    publish.add_known_photos(tmp_path, 20, 30)
    photos = [photo_of(path.name, path.read_bytes()) for path in sorted((content / "anh").glob("*.jpg"))]
    names = [name for photo in photos if photo for name in photo.names()]
    assert len(set(names)) == 30 * 4
    assert all(cache.place(name).is_file() for name in names)
    texts = "".join(path.read_text(encoding="utf-8") for path in content.rglob("*.md"))
    assert all(f"](/anh/{number}.jpg)" in texts for number in range(30))
    assert errors_of(check_tree(content)) == []
