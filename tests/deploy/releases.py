"""Signed releases for tests: real files, a real manifest, a real key."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from deploy.receiver.manifest import MANIFEST, NAMESPACE, SIGNATURE

SITE = "https://portal.example"
FIRST_DAY = 1_700_000_000  # mtime of what every release shares
PAGES = {
    "index.html": "trang chủ",
    "404.html": "không có trang này",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
    "tin/a/index.html": "bài a",
    "tin/b/index.html": "bài b",
    "tin/c/index.html": "bài c",
    "anh/a.png": "ảnh a",
}


def make_key(folder: Path, name: str = "key") -> Path:
    """A new ed25519 key without a passphrase."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", folder / name], check=True)
    return folder / name


def allow(site: Path, key: Path) -> None:
    """Set a server's folder up: whoever holds the key may publish."""
    site.mkdir(exist_ok=True)
    public_key = key.with_suffix(".pub").read_text(encoding="utf-8")
    (site / "allowed_signers").write_text(f'publisher namespaces="{NAMESPACE}" {public_key}', encoding="utf-8")


def sign(folder: Path, key: Path, namespace: str = NAMESPACE) -> None:
    """Write the signature beside the manifest."""
    (folder / SIGNATURE).unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key, folder / MANIFEST]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def make_release(folder: Path, sequence: int, files: Mapping[str, str | bytes], key: Path | None, **overrides: object) -> Path:
    """A release in `folder`; a file whose words stay keeps its time from release to release. Without a key it is not signed."""
    folder.mkdir(parents=True)
    entries = {}
    for path, words in files.items():
        data = words.encode() if isinstance(words, str) else words
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        mtime = FIRST_DAY + int(digest[:6], 16)
        entries[path] = {"sha256": digest, "size": len(data), "type": "text/html", "mtime": mtime}
    aliases: dict[str, str] = dict(overrides.get("aliases") or {})  # type: ignore[call-overload]
    addresses = {f"/{path.removesuffix('index.html')}" for path in files if path.endswith("index.html")}
    commit = hashlib.sha256(f"{sequence}".encode()).hexdigest()[:40]
    manifest = {
        "format": 1,
        "site": SITE,
        "id": f"{sequence}-{commit[:12]}",
        "sequence": sequence,
        "commit": commit,
        "digests": dict.fromkeys(("data", "lock", "theme"), "0" * 64),
        "files": entries,
        "addresses": sorted(addresses - aliases.keys()),
        "policy": {"/": "default-src 'none'"},
        "photos": {},
        **overrides,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    if key:
        sign(folder, key)
    return folder


def id_of(folder: Path) -> str:
    """The release's id."""
    return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["id"])
