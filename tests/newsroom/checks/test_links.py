"""Links and pictures must lead to something inside the content tree."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.links import LINKS_MAY_BE_FOLLOWED, PICTURES_ARE_DESCRIBED, check_links, links_of

FILES = ("tin-tuc/2017/bai.md", "tin-tuc/2017/khac.md", "anh/hoi-nghi.jpg", "tep/bao-cao (1).pdf", "trang/gioi-thieu.md")


def problems_of(text: str) -> list[str]:
    manuscript = parse_manuscript(f"Title: Bài\n\n{text}\n", "content/tin-tuc/2017/bai.md")
    return [str(problem) for problem in check_links(manuscript, "tin-tuc/2017/bai.md", FILES)]


@pytest.mark.parametrize(
    "text",
    [
        "[Bài khác](khac.md)",
        "[Giới thiệu](../../trang/gioi-thieu.md#lich-su)",
        "[Bài khác]({filename}khac.md) và [trang]({filename}/trang/gioi-thieu.md)",
        "![Hội nghị](../../anh/hoi-nghi.jpg)",
        '![Hội nghị]({static}/anh/hoi-nghi.jpg "Chú thích")',
        "![Hội nghị](/anh/hoi-nghi.jpg) là địa chỉ trên trang",
        "[Báo cáo](<../../tep/bao-cao (1).pdf>)",
        "[Báo cáo](../../tep/bao-cao%20(1).pdf)",
        "[Cổng tỉnh](https://langson.gov.vn), <https://langson.gov.vn>, [thư](mailto:a@langson.gov.vn), [gọi](tel:+842053812273)",
        "[Mục](#muc-luc) và [sơ đồ](/so-do-trang/)",
        '![](chưa-có-ảnh "Chú thích")',
        "[một] và ngoặc (không phải liên kết)",
        "[^1]: chú thích cuối trang",
        "`[x](khong-co.md)`",
    ],
)
def test_a_good_link_passes(text):
    assert problems_of(text) == []


def test_a_link_in_the_summary_is_reported_with_its_line():
    text = "Title: Bài\nSummary: Xem [bài kia](khong-co.md) và `[x](khong-co.md)`.\n\nNội dung.\n"
    manuscript = parse_manuscript(text, "content/tin-tuc/2017/bai.md")
    (problem,) = check_links(manuscript, "tin-tuc/2017/bai.md", FILES)
    assert str(problem).startswith("content/tin-tuc/2017/bai.md:2: không tìm thấy tệp “khong-co.md”")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[Bài](kac.md)", "Có phải “/tin-tuc/2017/khac.md”?"),
        ("![Hội nghị](anh/hoi-nghi.jpg)", "không tìm thấy ảnh"),
        ("![](../../anh/hoi-nghi.jpg)", "chưa có lời mô tả"),
        ("[x]({attach}../../../.env)", "ngoài thư mục content/"),
        ("[x]({static}/../pelicanconf.py)", "ngoài thư mục content/"),
        ("[x](../../../../etc/passwd)", "ngoài thư mục content/"),
        ("[x](.env)", "tệp ẩn"),
        ("[x](JaVaScRiPt:alert(1))", "không được đặt liên kết"),
        ("[x](data:text/html;base64,AAAA)", "không được đặt liên kết"),
        ("[x](//evil.example)", "không được đặt liên kết"),
        ("[x](ftp://evil.example)", "không được đặt liên kết"),
        ("<javascript:alert(1)>", "không được đặt liên kết"),
        ("[x][y]\n\n[y]: javascript:alert(1)", "không được đặt liên kết"),
        ("[x]({category}tin)", "không được đặt liên kết"),
        ("[x](chưa-có-ảnh)", "chỉ dùng cho ảnh"),
        ("[![Hội nghị](mat.jpg)](khac.md)", "không tìm thấy ảnh"),
    ],
)
def test_a_bad_link_is_reported_with_its_line(text, message):
    problems = problems_of(text)
    assert problems
    assert message in problems[0]
    assert problems[0].startswith("content/tin-tuc/2017/bai.md:")


@pytest.mark.parametrize("target", ["bia.md", "../../tin-tuc/2017/bay.md"])
def test_the_text_itself_is_never_what_a_link_meant(target):
    (problem,) = problems_of(f"[Bài]({target})")
    assert "Kiểm tra lại tên" in problem


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("../hoi-nghi.jpg", "/anh/hoi-nghi.jpg"),
        ("gioi-thieu.md", "/trang/gioi-thieu.md"),
        ("../../tep/bao-cao.pdf", "/tep/bao-cao (1).pdf"),
    ],
)
def test_a_file_of_that_name_in_another_folder_is_offered(target, meant):
    (problem,) = problems_of(f"[Xem]({target})")
    assert f"Có phải “{meant}”?" in problem


def test_links_in_code_are_no_links():
    manuscript = parse_manuscript("Title: B\n\n```\n[x](javascript:1)\n```\n    \n`![](a.jpg)`\n", "bai.md")
    assert list(links_of(manuscript)) == []


@pytest.mark.parametrize("rule", [PICTURES_ARE_DESCRIBED, LINKS_MAY_BE_FOLLOWED], ids=lambda rule: rule.id)
def test_the_examples_of_rules_are_run(rule):
    texts = [parse_manuscript(f"Title: Bài\n\n{text.strip('`')}\n", "content/bai.md") for text in (rule.wrong, rule.right)]
    found = [[problem.rule for problem in check_links(text, "bai.md", ("hop.jpg", "tep/2017/bao-cao.pdf"))] for text in texts]
    assert found == [[rule.id], []]
