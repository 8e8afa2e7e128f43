"""How long `make publish` takes from nothing, with the cache, and with the last release: `python -m bench.publish`.

"From nothing" is a fresh clone: no output, no `.build`. "With the last release" is a fresh clone and the signed release that is
live; one article was edited since. Results stand in docs/performance.md.

`--photos N`: only one publication from nothing, of articles that show N photos besides, all of which are known: the cache has what
is derived of them, as it has after `make publish` took it from the last release.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from bench.articles import Corpus
from bench.corpus import article_path, write_tree
from bench.deploys import keygen, timed
from bench.photo import drawn
from plugins.images.derived_photos import DerivedPhotos, write_whole
from plugins.images.encoder import Wanted, derive, web_original
from plugins.images.photo import photo_of
from plugins.project import PHOTO_CACHE, ROOT

PARTS = ("plugins", "deploy", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")
IGNORED = "__pycache__/\n.build/\n/output/\n/last/\n*.csp\n"


def lay_out(folder: Path, articles: int, key: Path, photos: int = 0) -> None:
    """A project of its own, committed; its servers would take what this key signs."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder / part)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    (folder / "deploy/allowed_signers").write_text(f"bench {public}", encoding="utf-8")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    write_tree(Corpus(articles), folder / "content")
    add_known_photos(folder, articles, photos)
    _git(folder, "init", "--quiet")
    _git(folder, "config", "core.compression", "0")  # photos are compressed
    _commit(folder)


def add_known_photos(folder: Path, articles: int, photos: int) -> None:
    """Put photos under the articles in turn, and what is derived of them into the cache. All have the same pixels; a comment in
    each file makes it another.
    """
    original = web_original(drawn()) if photos else b""
    known = dict[str, bytes]()
    cache = DerivedPhotos(Path(), folder / PHOTO_CACHE.relative_to(ROOT))
    for number in range(photos):
        comment = f"{number:06}".encode()
        data = original[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + original[2:]
        path, photo = f"anh/{number}.jpg", photo_of("", data)
        if photo is None:
            raise SystemExit("the drawn picture is no photo")
        (folder / "content" / path).write_bytes(data)
        for ending, size in product(photo.endings(), photo.sizes()):
            kind = f"{size} {ending}"
            known[kind] = known.get(kind) or derive(data, (Wanted(size, ending),))[0]
            write_whole(cache.place(photo.name(size[0], ending)), known[kind])
        with (folder / "content" / article_path(Corpus(articles).article(number % articles))).open(
            "a", encoding="utf-8"
        ) as article:
            article.write(f"\n![Hình minh hoạ {number}](/{path})\n")


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "-c", "user.name=bench", "-c", "user.email=bench@portal.example", "commit", "--quiet", "--message", "Corpus")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)  # noqa: S603, S607


def publish(title: str, folder: Path, key: Path, *options: str) -> None:
    """Print what one publication costs; raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "deploy.release.publish", "--content", "content", "--key", str(key), *options]
    environment = {**os.environ, "SITEURL": "https://portal.example", "PYTHONPATH": str(folder)}
    run = lambda: subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: E731, S603
    _, wall, cpu = timed(run)
    sizes = [sum(path.stat().st_size for path in (folder / "output").rglob(f"*{ending}")) / 1e6 for ending in (".br", ".gz")]
    print(f"{title:24} {wall:7.1f} s  {cpu:7.1f} s of CPU  {sizes[0]:.1f} MB of Brotli, {sizes[1]:.1f} MB of gzip", flush=True)


def measure(work: Path, articles: int) -> None:
    """Print a line for each state in which a publication may begin."""
    folder, key = work / "project", work / "key"
    folder.mkdir()
    keygen("-t", "ed25519", "-N", "", "-f", key)
    lay_out(folder, articles, key)
    publish("from nothing", folder, key)
    edited = folder / "content" / article_path(Corpus(articles).article(articles // 2))
    edited.write_text(f"{edited.read_text(encoding='utf-8')}\nCâu minh hoạ thêm.\n", encoding="utf-8")
    _commit(folder)
    (folder / "output").rename(folder / "last")
    publish("with the cache", folder, key)
    shutil.rmtree(folder / "output")
    shutil.rmtree(folder / ".build")
    publish("with the last release", folder, key, "--last", "last")


def measure_with_photos(work: Path, articles: int, photos: int) -> None:
    """Print the line of a publication from nothing whose photos are all known."""
    folder, key = work / "project", work / "key"
    folder.mkdir()
    keygen("-t", "ed25519", "-N", "", "-f", key)
    lay_out(folder, articles, key, photos)
    publish(f"{photos} photos known", folder, key)


def main(arguments: list[str]) -> int:
    """`--articles`, `--photos`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--photos", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="publish-") as work:
        if options.photos:
            measure_with_photos(Path(work), options.articles, options.photos)
        else:
            measure(Path(work), options.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
