"""A tree with one article, checked as `make check` and `make` check it."""

import pytest

from plugins.newsroom.checks.check_tree import check_tree


@pytest.fixture
def check_article(tmp_path):
    def check(text: str):
        folder = tmp_path / "content/tin-tuc/2024"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "bai.md").write_text(text, encoding="utf-8")
        return check_tree(tmp_path / "content")

    return check
