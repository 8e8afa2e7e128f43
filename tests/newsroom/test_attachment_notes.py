"""Links to attachments say what readers will get."""

import pytest

from plugins.newsroom.attachment_notes import file_size, with_notes

SIZES = {"tep/bao-cao.pdf": 1_234_567, "tin-tuc/2024/mẫu đơn.docx": 900, "anh/hop.jpg": 5_000}


def noted(words, path):
    return with_notes(f'<p><a href="{{static}}{path}">{words}</a>.</p>', "tin-tuc/2024", SIZES.get)


@pytest.mark.parametrize(
    ("words", "path", "shown"),
    [
        ("Báo cáo", "../../tep/bao-cao.pdf", "Báo cáo</a> (PDF, 1,2\u00a0MB).</p>"),
        ("Báo cáo", "/tep/bao-cao.pdf#page=2", "Báo cáo</a> (PDF, 1,2\u00a0MB).</p>"),
        ("<em>Mẫu đơn</em>", "m%E1%BA%ABu%20%C4%91%C6%A1n.docx", "<em>Mẫu đơn</em></a> (DOCX, 1\u00a0kB).</p>"),
        ("Báo cáo (PDF)", "../../tep/bao-cao.pdf", "Báo cáo</a> (PDF, 1,2\u00a0MB).</p>"),
        ("Báo cáo (pdf, 900 kB)", "../../tep/bao-cao.pdf", "Báo cáo</a> (PDF, 1,2\u00a0MB).</p>"),
        ("(PDF)", "../../tep/bao-cao.pdf", "(PDF)</a> (PDF, 1,2\u00a0MB).</p>"),
    ],
)
def test_a_link_to_an_attachment_says_its_kind_and_size_once(words, path, shown):
    assert noted(words, path).endswith(shown)


@pytest.mark.parametrize("path", ["/anh/hop.jpg", "/tep/khong-co.pdf", "../../../ngoai.pdf"])
def test_pictures_and_files_that_are_not_there_say_nothing(path):
    assert noted("Xem", path) == f'<p><a href="{{static}}{path}">Xem</a>.</p>'


def test_other_links_say_nothing():
    html = '<a href="https://langson.gov.vn/a.pdf">a</a> <a href="{filename}/bai.md">b</a> <a href="#c">c</a>'
    assert with_notes(html, "tin-tuc", SIZES.get) == html


@pytest.mark.parametrize(
    ("size", "text"), [(0, "1 kB"), (1_499, "1 kB"), (12_600, "13 kB"), (999_999, "1.000 kB"), (1_000_000, "1,0 MB")]
)
def test_sizes_are_round_and_never_nought(size, text):
    assert file_size(size) == text.replace(" ", "\u00a0")
