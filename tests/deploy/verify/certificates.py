"""Certificates of any validity, which no authority of the world would sign: each is its own."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

CONFIGURATION = """
[ca]
default_ca = own
[own]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[names]
subjectAltName = DNS:{host}
"""


def make_certificate(folder: Path, host: str, days: int) -> Path:
    """For a host, from ninety days ago until so many days from now; with its key in one file."""
    folder.mkdir()
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01", encoding="utf-8")
    (folder / "ca.conf").write_text(CONFIGURATION.format(folder=folder, host=host), encoding="utf-8")
    key = "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem"
    now = datetime.now(UTC)
    start, end = (f"{now + timedelta(days=each):%Y%m%d%H%M%SZ}" for each in (-90, days))
    own = "ca -batch -notext -selfsign -config ca.conf -extensions names -keyfile key.pem -in request.pem -out certificate.pem"
    for command in ([*key.split(), "-subj", f"/CN={host}"], [*own.split(), "-startdate", start, "-enddate", end]):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    whole = (folder / "certificate.pem").read_text() + (folder / "key.pem").read_text()
    (folder / "whole.pem").write_text(whole, encoding="utf-8")
    return folder / "whole.pem"
