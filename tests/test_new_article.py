"""`make new` writes a draft that passes every check, at an address that nobody has or had."""

from __future__ import annotations

import json
import shutil
from datetime import datetime

import pytest

from plugins.check import check
from plugins.manuscript import read_manuscript
from plugins.new_article import SKELETONS, NewArticle, NoDraft, main, new_article
from plugins.problems import ProblemsFound, errors_of
from plugins.vietnamese.dates import TIMEZONE
from tests.conftest import ROOT

NOW = datetime(2026, 11, 28, 9, 5, tzinfo=TIMEZONE)
KINDS = sorted(path.stem for path in SKELETONS.glob("*.md"))
pytestmark = pytest.mark.slow  # loads the data of the demo for each article


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return shutil.copytree(ROOT / "tests/demo", tmp_path_factory.mktemp("new") / "content")


def test_a_draft_of_each_kind_passes_every_check_and_is_found_out_when_published_unfilled(demo, tmp_path):
    content = shutil.copytree(demo, tmp_path / "content")
    before = check(content)
    drafts = [new_article(content, NewArticle(f"Bài mẫu {kind}", kind, "thong-bao"), NOW) for kind in KINDS]
    assert len(drafts) == 7
    assert check(content) == before
    for draft in drafts:
        text = draft.read_text(encoding="utf-8")
        draft.write_text(text.replace("Status: draft\n", ""), encoding="utf-8")
    unfilled = [problem for problem in errors_of(check(content)) if problem.rule == "blanks_are_filled"]
    assert {problem.path.rpartition("/")[2] for problem in unfilled} == {draft.name for draft in drafts}
    assert "chỗ này còn chưa điền: “[điền: một hai câu tóm tắt]”" in unfilled[0].message


def test_header_slug_and_folder_are_those_of_the_title_section_and_hour(demo):
    draft = new_article(demo, NewArticle("  Hội nghị  triển khai Đề án 06 ", "hoi-nghi", "thong-bao"), NOW)
    assert draft.relative_to(demo).as_posix() == "thong-bao/2026/hoi-nghi-trien-khai-de-an-06.md"
    written = read_manuscript(draft, "bai.md")
    values = [written.value(key) for key in ("Title", "Date", "Category", "Status")]
    assert values == ["Hội nghị triển khai Đề án 06", "2026-11-28 09:05", "Thông báo", "draft"]


def test_a_result_names_the_newest_period_of_the_data_and_its_days(demo):
    text = new_article(demo, NewArticle("Kết quả quý", "ket-qua"), NOW).read_text(encoding="utf-8")
    assert "So-lieu: tiep-cong-dan-mau/2025-Q4\n" in text
    assert "Quý IV năm 2025 (số liệu từ ngày" in text
    assert "```so-lieu\nkhối: chuẩn\n```" in text
    assert "[kỳ của số liệu]" not in text


def test_a_long_title_gives_a_short_address_of_whole_words(demo):
    draft = new_article(demo, NewArticle("Thanh tra tỉnh " * 20), NOW)
    assert len(draft.stem) <= 80
    assert draft.stem.endswith(("thanh", "tra", "tinh"))


def test_an_address_that_exists_or_was_published_is_refused(demo, tmp_path):
    wanted = NewArticle("Bài trùng", section="thong-bao", last=tmp_path)
    (demo / "thong-bao/2026/khac.md").write_text("Title: X\nDate: 2026-11-01 08:00\nSlug: bai-trung\n\nChữ.\n", encoding="utf-8")
    with pytest.raises(NoDraft, match=r"/2026/11/bai-trung/ đã thuộc về content/thong-bao/2026/khac\.md"):
        new_article(demo, wanted, NOW)
    (demo / "thong-bao/2026/khac.md").unlink()
    for place in ({"addresses": ["/2026/11/bai-trung/"]}, {"addresses": [], "aliases": {"/2026/11/bai-trung/": "/moi/"}}):
        (tmp_path / "manifest.json").write_text(json.dumps(place), encoding="utf-8")
        with pytest.raises(NoDraft, match="/2026/11/bai-trung/ đã đăng ở bản trước"):
            new_article(demo, wanted, NOW)
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(NoDraft, match="không đọc được"):
        new_article(demo, wanted, NOW)
    assert new_article(demo, NewArticle("Bài trùng", section="thong-bao", last=tmp_path / "nowhere"), NOW).is_file()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (NewArticle(" … "), "chưa có tên bài"),
        (NewArticle("Bài", "hoinghi"), "Có phải “hoi-nghi”"),
        (NewArticle("Bài", section="thong-bo"), "Có phải “thong-bao”"),
        (NewArticle("Bài", section="Trang"), "không chứa bài viết"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(demo, wanted, message):
    with pytest.raises(NoDraft, match=message):
        new_article(demo, wanted, NOW)


def test_a_title_that_breaks_a_rule_is_not_written(demo):
    before = sorted(demo.rglob("*.md"))
    with pytest.raises(ProblemsFound, match="“Title” chỉ nhận chữ thường"):
        new_article(demo, NewArticle("Hội nghị <b>tổng kết</b>"), NOW)
    assert sorted(demo.rglob("*.md")) == before


def test_the_command_names_the_draft_or_says_why_there_is_none(demo, capsys):
    arguments = [str(demo), "Bài của lệnh"]
    assert main(arguments) == 0
    assert "Đã viết bản nháp" in capsys.readouterr().out
    assert main(arguments) == 1
    assert "Đặt tên bài khác" in capsys.readouterr().err
