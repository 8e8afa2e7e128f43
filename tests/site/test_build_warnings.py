"""`make` shows the warnings that `make check` shows, in every build that makes something; a question stops it until answered."""

from __future__ import annotations

from pathlib import Path

from plugins.check import check
from plugins.messages import warning_lines
from tests.conftest import run_build

UNSURE = "Giải quyết 1.336/1.990 hồ sơ, đạt 68,5%.\n"


def test_a_warning_is_shown_as_the_check_words_it_in_each_build(tree: Path, article: Path, tmp_path: Path) -> None:
    article.write_text(f"{article.read_text(encoding='utf-8')}\nChữ <b>đậm</b>.\n", encoding="utf-8")
    expected = warning_lines(check(tree))
    assert len(expected) == 1
    for change in ("một", "hai"):
        (tree / "tin-tuc/khac.md").write_text(f"Title: Bài khác\nDate: 2024-01-05 08:00\n\nLần {change}.\n", encoding="utf-8")
        built = run_build(tree, tmp_path / "output")
        assert (built.returncode, built.stderr.splitlines()) == (0, expected)


def test_a_question_stops_the_build_until_it_is_answered(tree: Path, article: Path, tmp_path: Path) -> None:
    text = article.read_text(encoding="utf-8")
    article.write_text(f"{text}\n{UNSURE}", encoding="utf-8")
    stopped = run_build(tree, tmp_path / "output")
    assert stopped.returncode == 1
    assert "Da-xac-nhan: 1.336/1.990 hồ sơ, đạt 68,5%”" in stopped.stderr
    article.write_text(text.replace("\n\n", "\nDa-xac-nhan: 1.336/1.990 hồ sơ, đạt 68,5%\n\n", 1) + f"\n{UNSURE}", encoding="utf-8")
    assert run_build(tree, tmp_path / "output").returncode == 0
