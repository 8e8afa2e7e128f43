"""A repository that has a number, but nothing to build."""

import pytest

from deploy.release import origin
from tests.deploy.release.scratch import commit, git, write_text


@pytest.fixture
def project(tmp_path, monkeypatch):
    """What counts of a project: its content, its lock and its theme."""
    root = tmp_path / "project"
    write_text(root, "tin-tuc/cu.md", "Title: Cũ\nDate: 2024-05-01 08:00", "X.")
    (root / "theme").mkdir()
    (root / "theme/base.css").write_text("p{}", encoding="utf-8")
    (root / "requirements.txt").write_text("x==1\n", encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    for name, value in {"ROOT": root, "THEME": root / "theme", "LOCK": root / "requirements.txt"}.items():
        monkeypatch.setattr(origin, name, value)
    return root
