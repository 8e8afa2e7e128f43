"""Links to pages and headings are known to be dead before anything is built."""

import pytest

from plugins.newsroom.checks.check_tree import check_tree, read_text
from plugins.newsroom.checks.site import DATA, FRAME, Publication, files_of, this_minute
from plugins.newsroom.checks.tree import walk
from plugins.vietnamese.slugs import slugify
from tests.conftest import ROOT
from tests.pictures import PNG
from tests.site.pages import ARTICLE, read_page

TEXTS = {
    "tin-tuc/nen.md": "Title: Nền\nDate: 2024-01-05\nTags: Nhãn\n\n## Điều 1\n\nChữ[^1].\n\n[^1]: Chú thích.\n",
    "tin-tuc/khung.md": "Title: Khung\nDate: 2024-01-06\n\n## Nội dung\n\n## Nội dung\n\n## Liên quan\n\n## Mục 1\n",
    "tin-tuc/nhap.md": "Title: Nháp\nDate: 2024-01-01\nStatus: draft\n\nChữ.\n",
    "tin-tuc/mai.md": "Title: Mai\nDate: 2099-01-02\n\nChữ.\n",
    "tin-tuc/kia.md": "Title: Kia\nDate: 2099-01-03\n\nXem [mai](mai.md), [mai](/2099/01/mai/).\n",
    "tin-tuc/an.md": "Title: Ẩn\nDate: 2023-02-01\nStatus: hidden\n\nChữ.\n",
    "trang/lien-he.md": "Title: Liên hệ\n\n```so-lieu\nkhối: chuẩn\n```\n\n[số liệu](#so-lieu-1)\n",
}


@pytest.fixture
def problems_of(tmp_path):
    for path, text in TEXTS.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")

    (tmp_path / "content/anh").mkdir()
    (tmp_path / "content/anh/a.png").write_bytes(PNG)

    def check(text: str, header: str = "Date: 2024-03-01") -> list[str]:
        (tmp_path / "content/tin-tuc/bai.md").write_text(f"Title: Bài\n{header}\n\n{text}\n", encoding="utf-8")
        return [str(problem) for problem in check_tree(tmp_path / "content")]

    return check


def test_a_date_that_is_none_is_reported_once_and_at_its_own_line(tmp_path):
    folder = tmp_path / "content/tin-tuc"
    folder.mkdir(parents=True)
    (folder / "hong.md").write_text("Title: Hỏng\nDate: hôm 2017-10-10\n\nChữ.\n", encoding="utf-8")
    (folder / "bai.md").write_text("Title: Bài\nDate: 2024-03-01\n\n[bài kia](hong.md)\n", encoding="utf-8")
    assert [problem.where() for problem in check_tree(tmp_path / "content")] == ["content/tin-tuc/hong.md:2"]


@pytest.mark.parametrize(
    "target",
    ["nen.md", "nen.md#dieu-1", "nen.md#fn:1", "/2024/01/nen/", "/2024/01/nen/index.html", "/2024/01/nen/#dieu-1", "#noi-dung",
     "an.md", "/2023/02/an/", "/luu-tru/2024/01/", "/luu-tru/2024/", "/nhan/nhan/", "/chuyen-muc/tin-tuc/",
     "/chuyen-muc/tin-tuc/rss.xml", "/", "/rss.xml", "/so-do-trang/", "/tim-kiem/?q=a", "/tinh/bieu-tuong.svg",
     "/lien-he/#so-lieu-1", "/tin-tuc/nen.md#dieu-1", "#", "/anh/a.png", "&#47;lien-he/", "khung.md#noi-dung",
     "khung.md#noi-dung_1", "khung.md#lien-quan", "/2024/01/khung/#muc-noi-dung", "/2024/01/khung/#muc-1", "/#noi-dung"],
)  # fmt: skip
def test_a_link_that_leads_somewhere_passes(problems_of, target):
    assert problems_of(f"Xem [mục]({target}).") == []


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("#khong-co", "không có mục “#khong-co”"),
        ("nen.md#dieu-2", "Có phải “#dieu-1”?"),
        ("/2024/01/nen/#dieu-2", "Có phải “#dieu-1”?"),
        ("/lien-he/#so-lieu-2", "không có mục"),
        ("nen.md#co-quan", "không có mục “#co-quan”"),
        ("/2024/01/nen/#co-quan", "không có mục “#co-quan”"),
        ("/2024/01/khung/#noi-dung", "Có phải “#muc-noi-dung”?"),
        ("/2024/01/khung/#lien-quan", "Có phải “#muc-lien-quan”?"),
        ("/2024/01/khung/index.html#noi-dung", "Có phải “#muc-noi-dung”?"),
        ("/lien-he/#noi-dung", "không có mục “#noi-dung”"),
        ("khung.md#1", "Có phải “#muc-1”?"),
        ("/khong-co/", "không dẫn tới trang nào"),
        ("/lien-he", "Có phải “/lien-he/”?"),
        ("/2024/01/nenn/", "Có phải “/2024/01/nen/”?"),
        ("/luu-tru/2023/", "không dẫn tới"),  # only a hidden article is of that year
        ("/chuyen-muc/khac/", "không dẫn tới"),
        ("/nhan/nhan/trang/2/", "không dẫn tới"),
        ("/mau-giao-dien/", "không dẫn tới"),
        ("nhap.md", "còn là bản nháp"),
        ("mai.md", "hẹn đăng ngày 2099-01-02"),
        ("/2099/01/mai/", "không dẫn tới"),
        ("/anh/khong.png", "không tìm thấy tệp"),
        ("&#47;khong-co/", "không dẫn tới"),
    ],
)
@pytest.mark.parametrize(
    "form", ["Xem [mục]({}).", "[a [b] c]({})", "[a\nb]({})", "[k][]\n\n[k]: {}", "> [x]( {} 'Tựa' )", "[x\\]]({})"]
)
def test_a_dead_link_is_reported_at_its_line_in_every_form(problems_of, target, advice, form):
    (problem,) = problems_of(form.format(target))
    assert problem.startswith(("content/tin-tuc/bai.md:4: ", "content/tin-tuc/bai.md:6: "))
    assert advice in problem


def test_a_text_of_the_future_may_lead_to_one_that_comes_before_it(problems_of):
    assert problems_of("Chữ.") == []  # kia.md leads to mai.md
    assert problems_of("[kia](kia.md)", "Date: 2099-02-01") == []
    assert len(problems_of("[kia](kia.md)", "Date: 2099-01-02")) == 1


def test_a_draft_may_lead_to_what_is_still_to_come(problems_of):
    assert problems_of("[nháp](nhap.md) [x](/2030/01/x/)", "Date: 2024-03-01\nStatus: draft") == []


def test_a_name_that_only_a_hidden_text_has_is_reported(problems_of):
    (problem,) = problems_of("Chữ.", "Date: 2024-03-01\nStatus: hidden\nTags: Nhãn, Riêng")
    assert problem.startswith("content/tin-tuc/bai.md:4: Tags “Riêng”")


@pytest.mark.parametrize("content", ["content", "tests/demo"])
def test_the_files_worked_out_are_those_that_a_build_writes(content, real_site, demo_site):
    built = real_site if content == "content" else demo_site
    tree, _ = walk(ROOT / content, "content")
    read = [read_text(tree.root / path, path, tree.display_path(path)) for path in tree.texts()]
    now = this_minute()
    worked_out = {file for file, date in files_of(text.publication for text in read if text.kind).items() if date <= now}
    beside = (DATA, "tim-kiem/", "mau-giao-dien/", "anh-web/", "tep/")
    written = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert len(written) > 20
    assert {file for file in written if not file.startswith(beside)} == {file for file in worked_out if not file.startswith(beside)}


def test_a_section_of_more_than_a_page_has_its_next_pages_from_the_day_they_are_needed():
    name = read_text(
        ROOT / "content" / "tin-tuc/2017" / "hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md", "tin-tuc/x.md", "x"
    ).names[0]
    publications = [Publication(f"2024/01/{day}", f"2024-01-{day:02} 00:00", (name,)) for day in range(1, 32)]
    files = files_of(publications)
    assert files["chuyen-muc/tin-tuc/trang/2/index.html"] == "2024-01-21 00:00"
    assert "chuyen-muc/tin-tuc/trang/3/index.html" not in files


def test_every_page_has_the_ids_of_the_frame(real_site):
    for path in (ARTICLE, "gioi-thieu/index.html"):
        page = read_page(real_site, path)
        assert all(page.find(id=name) for name in FRAME)


@pytest.mark.parametrize("heading", ["Liên quan", "Số liệu 1", "Nội dung"])
def test_a_heading_named_like_a_part_of_the_page_is_found_by_its_words(problems_of, heading):
    link = f"[x](#{slugify(heading)})"
    assert problems_of(f"{link}\n\n## {heading}") == []
    assert problems_of("[x](#lien-quan)\n\n## Khác") != []
