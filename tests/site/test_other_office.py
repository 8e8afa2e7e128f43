"""Another office builds its portal with the same code, and nothing in it is ours."""

import re
import shutil
import subprocess
import sys

from plugins.agency.new_office import new_office
from tests.conftest import ROOT

OTHER = ROOT / "tests/other-office"
OURS = re.compile("lạng sơn|lang ?son|langson|0205", re.IGNORECASE)
NAME = "Thanh tra tỉnh Minh Hoạ"


def test_a_tree_with_its_blanks_filled_and_one_article_builds(tmp_path):
    new_office(tmp_path / "moi", NAME)
    shutil.copy(OTHER / "co-quan.toml", tmp_path / "moi/co-quan.toml")
    (tmp_path / "moi/tin-tuc/bai.md").write_text("Title: Bài đầu\nDate: 2024-05-06 07:08\n\nNội dung.\n", encoding="utf-8")
    assert built(tmp_path / "moi", tmp_path / "out")


def test_another_office_s_pages_name_nobody_but_that_office(tmp_path):
    pages = built(OTHER, tmp_path / "out")
    assert len(pages) > 8
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path.name for path in files if OURS.search(path.read_bytes().decode(errors="replace"))] == []
    home = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert NAME in home
    assert '<link rel="canonical" href="https://minh-hoa.example/">' in home
    feed = (tmp_path / "out/rss.xml").read_text(encoding="utf-8")
    assert "Tin minh hoạ của Thanh tra tỉnh Minh Hoạ" in feed
    assert "https://minh-hoa.example/2024/05/bai/" in feed


def built(content, output):
    build = ["plugins.builder.build", "--settings", "publishconf.py", "--content", content, "--output", output]
    command = [sys.executable, "-m", *build]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return list(output.rglob("*.html"))
