"""A project of its own in a Git repository of its own, small enough to publish in two seconds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.images.photo import photo_of
from plugins.images.picture import address_of
from tests.conftest import ROOT
from tests.pictures import jpeg

CODE = ("plugins", "deploy", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")
FIRST_COMMIT = 1_760_000_000  # 9 October 2025
LONG = "Đoạn văn đủ dài để nén. " * 30


def git(project: Path, *arguments: str, time: int = FIRST_COMMIT) -> str:
    who = {"GIT_AUTHOR_NAME": "Bài", "GIT_AUTHOR_EMAIL": "bai@vi-du.example"}
    who |= {"GIT_COMMITTER_NAME": "Bài", "GIT_COMMITTER_EMAIL": "bai@vi-du.example"}
    when = {"GIT_AUTHOR_DATE": f"{time} +0700", "GIT_COMMITTER_DATE": f"{time} +0700", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(
        command, cwd=project, env={**os.environ, **who, **when}, capture_output=True, text=True, check=True
    ).stdout


def commit(project: Path, time: int = FIRST_COMMIT) -> str:
    git(project, "add", "--all", time=time)
    git(project, "commit", "--quiet", "--allow-empty", "--message", "Bài mới", time=time)
    return git(project, "rev-parse", "HEAD").strip()


def write_text(project: Path, name: str, header: str, body: str) -> Path:
    path = project / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{header}\n\n{body}\n", encoding="utf-8")
    return path


PHOTO = jpeg(b"x" * 50)


def photo_address() -> str:
    """The derived photo that readers get, by address."""
    photo = photo_of("anh/anh.jpg", PHOTO)
    assert photo
    return address_of(photo)


def write_content(project: Path) -> None:
    for number in range(1, 4):
        body = f"Bài số {number}. {LONG}\n\n![Ảnh](../anh/anh.jpg)"
        header = f"Title: Bài {number}\nDate: 2024-05-0{number} 08:00"
        aliases = "\nAliases: /2024/04/bai-3/" if number == 3 else ""
        write_text(project, f"tin-tuc/bai-{number}.md", header + aliases, body)
    for name, title in (("gioi-thieu", "Giới thiệu"), ("lien-he", "Liên hệ")):
        write_text(project, f"trang/{name}.md", f"Title: {title}\nSlug: {name}", "Trang mẫu.")
    (project / "content/anh").mkdir()
    (project / "content/anh/anh.jpg").write_bytes(PHOTO)
    shutil.copy(ROOT / "content/co-quan.toml", project / "content/co-quan.toml")


def make_project(project: Path) -> Path:
    """Committed once."""
    project.mkdir(parents=True)
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, project / name)
    (project / ".gitignore").write_text("__pycache__/\n.build/\n/output*/\n*.csp\n", encoding="utf-8")
    write_content(project)
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project)
    return project


def environment(project: Path, **changes: str) -> dict[str, str]:
    own = {"SITEURL": "https://vi-du.example", "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **own, **changes}


def run_publish(project: Path, *options: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """The command behind `make publish`."""
    command = [sys.executable, "-m", "deploy.release.publish", "--content", "content", *options]
    run = environment(project, **changes)
    return subprocess.run(command, cwd=project, env=run, capture_output=True, text=True, check=False)


def published(project: Path, *options: str, **changes: str) -> Path:
    """The output of a publication that succeeded."""
    result = run_publish(project, *options, **changes)
    assert result.returncode == 0, result.stderr
    return project / "output"
