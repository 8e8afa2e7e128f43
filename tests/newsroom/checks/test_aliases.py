"""Earlier addresses: each is an address, free, and claimed once; links are led to the address of today."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.aliases import aliases_are_addresses
from plugins.newsroom.checks.check_tree import check_tree
from plugins.newsroom.checks.site import publication_of
from plugins.newsroom.checks.site_aliases import new_addresses

HEADER = "Title: Bài\nDate: 2024-03-09 08:00\nSlug: bai\n"


def problems_of(value: str, header: str = HEADER) -> list[str]:
    text = f"{header}Aliases: {value}\n\nChữ.\n"
    return [f"{problem.line}: {problem.message}" for problem in aliases_are_addresses(parse_manuscript(text, "bai.md"), "article")]


@pytest.mark.parametrize(
    "value",
    ["/2024/02/bai/", "/a/, /b/,/c-1/", "/tin-tuc/", "/2017/", "/nhan/cu/", "/chuyen-muc/cu/trang/2/", "/luu-tru/2023/", "",
     ", ".join(f"/cu/{number}/" for number in range(500))],
)  # fmt: skip
def test_an_address_of_the_site_s_own_form_passes(value):
    assert problems_of(value) == []


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("/2024/02/bai", "Có phải “/2024/02/bai/”?"),
        ("2024/02/bai/", "Có phải “/2024/02/bai/”?"),
        ("/2024/02/bai/index.html", "Có phải “/2024/02/bai/”?"),
        ("/2024/02/Bai/", "Có phải “/2024/02/bai/”?"),
        ("/2024/02/bài-đăng/", "Có phải “/2024/02/bai-dang/”?"),
        ("/2024/02/b%C3%A0i/", "Có phải “/2024/02/bai/”?"),
        ("/2024/02/bai/?a=1", "Có phải “/2024/02/bai/”?"),
        ("/2024/02/bai/#muc", "Có phải “/2024/02/bai/”?"),
        ("https://thanhtra.langson.gov.vn/2024/02/bai/", "Có phải “/2024/02/bai/”?"),
        ("//thanhtra.langson.gov.vn/cu/", "Có phải “/cu/”?"),
        ("/cu/../moi/", "Có phải “/moi/”?"),
        ("/cu//moi/", "Có phải “/cu/moi/”?"),
        ("\\cu\\moi", "Có phải “/cu/moi/”?"),
        ("/vi/news/Tin-hoat-dong/Hoi-nghi-123.html", "Có phải “/vi/news/tin-hoat-dong/hoi-nghi-123/”?"),
        ("/default.aspx?id=3", "Có phải “/default/”?"),
        ("/a_b/", "Có phải “/a-b/”?"),
        ("/-a-/", "Có phải “/a/”?"),
        ("/a/; /b/", "Có phải “/a/, /b/”?"),
        ("/a/ /b/", "Có phải “/a/, /b/”?"),
        ("/a b/", "Có phải “/a-b/”?"),
        ("javascript:alert(1)", "Địa chỉ cũ có dạng"),
        ("/..", "Địa chỉ cũ có dạng"),
        ("/../../etc/passwd", "Có phải “/etc/passwd/”?"),
        ("/tep/2024/bao-cao.pdf", "Địa chỉ cũ có dạng"),
        ("/rss.xml", "Địa chỉ cũ có dạng"),
        ("/404.html", "Địa chỉ cũ có dạng"),
        ("http://[x", "Địa chỉ cũ có dạng"),
        ("???", "Địa chỉ cũ có dạng"),
        ("/\u202ea/", "Có phải “/a/”?"),
        ("/", "trang chủ"),
        ("/tim-kiem/cu/", "do trang tự tạo hoặc để dành"),
        ("/so-lieu/cu/", "do trang tự tạo hoặc để dành"),
        ("/tinh/cu/", "do trang tự tạo hoặc để dành"),
        ("/nhap/bai/", "do trang tự tạo hoặc để dành"),
        ("/cu/con/", "Windows"),
        ("/2024/03/bai/", "địa chỉ hiện nay của chính bài này"),
        ("/cu/, /moi/, /cu/", "ghi hai lần"),
        ("/" + "a" * 121 + "/", "Địa chỉ cũ có dạng"),
        ("/" + "a" * 100 + "/" + "b" * 110 + "/", "nhiều nhất là 200"),
    ],
)
def test_what_is_no_address_of_the_site_is_reported_with_the_nearest_good_one(value, advice):
    (problem,) = problems_of(value)
    assert problem.startswith("4: ")
    assert advice in problem


@pytest.fixture
def check(tmp_path):
    def run(**texts: str) -> list[str]:
        files = {"tin-tuc/nen.md": "Title: Nền\nDate: 2024-01-05\nTags: Nhãn\n\nChữ.\n", "trang/ve.md": "Title: Về\n\nChữ.\n"}
        files |= {f"tin-tuc/{name}.md": text for name, text in texts.items()}
        for path, text in files.items():
            (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "content" / path).write_text(text, encoding="utf-8")
        return [str(problem) for problem in check_tree(tmp_path / "content")]

    return run


def text(aliases: str = "", body: str = "Chữ.", date: str = "2024-03-09", more: str = "") -> str:
    line = f"Aliases: {aliases}\n" if aliases else ""
    return f"Title: Bài\nDate: {date}\n{line}{more}\n{body}\n"


@pytest.mark.parametrize(
    ("alias", "found"),
    [
        ("/2024/01/nen/", "địa chỉ hiện nay của content/tin-tuc/nen.md"),
        ("/ve/", "địa chỉ hiện nay của content/trang/ve.md"),
        ("/2099/01/sau/", "địa chỉ hiện nay của content/tin-tuc/sau.md"),
        ("/nhan/nhan/", "một trang mà hệ thống đang tạo"),
        ("/chuyen-muc/tin-tuc/", "một trang mà hệ thống đang tạo"),
        ("/luu-tru/2024/01/", "một trang mà hệ thống đang tạo"),
        ("/luu-tru/2099/", "một trang mà hệ thống đang tạo"),
        ("/luu-tru/", "một trang mà hệ thống đang tạo"),
    ],
)
@pytest.mark.parametrize("date", ["2024-03-09", "2098-03-09"])
def test_the_address_of_what_is_there_now_or_later_is_no_alias(check, alias, found, date):
    (problem,) = check(bai=text(alias, date=date), sau="Title: Sau\nDate: 2099-01-01\n\nChữ.\n")
    assert problem.startswith("content/tin-tuc/bai.md:3: ")
    assert found in problem


def test_two_texts_cannot_have_one_alias(check):
    assert check(bai=text("/cu/"), khac=text("/cu/")) == [
        "content/tin-tuc/khac.md:3: địa chỉ cũ /cu/ đã có ở content/tin-tuc/bai.md:3. Chỉ giữ ở bài thay thế nó."
    ]


def test_two_texts_that_lead_to_each_other_are_both_reported(check):
    assert len(check(a=text("/2024/03/b/"), b=text("/2024/03/a/"))) == 2


def test_a_draft_claims_no_address_but_its_line_is_read(check):
    draft = "Status: draft\n"
    assert check(bai=text("/2024/01/nen/", more=draft), khac=text("/cu/", more=draft), sau=text("/cu/")) == []
    assert len(check(bai=text("/Cũ", more=draft), khac=text(), sau=text())) == 1


def test_a_link_to_an_alias_is_warned_of_with_the_new_address(check):
    (problem,) = check(bai=text("/cu/"), khac=text(body="Xem [bài](/cu/)."))
    assert problem.startswith("content/tin-tuc/khac.md:4: liên kết “/cu/” dùng địa chỉ cũ, nay là /2024/03/bai/.")


@pytest.mark.parametrize(
    ("target", "aliases"),
    [("/cu/#muc", text("/cu/")), ("/cu/", text("/cu/", date="2099-01-01")), ("/cu/", text("/cu/", more="Status: draft\n"))],
)
def test_a_link_to_an_alias_that_is_not_there_or_to_a_part_of_it_is_dead(check, target, aliases):
    problems = check(bai=aliases, khac=text(body=f"Xem [bài]({target})."))
    assert any("content/tin-tuc/khac.md:4: liên kết" in problem and "không dẫn tới" in problem for problem in problems)


def test_an_alias_leads_on_from_the_minute_in_which_its_text_is_published():
    def publication(value: str):
        return publication_of(parse_manuscript(value, "bai.md"), "article", ())

    published = [publication(f"{HEADER}Aliases: /b/, /a/\n"), publication(text("/nhap/", more="Status: draft\n"))]
    assert new_addresses(published, "2024-03-09 07:59") == {}
    assert new_addresses(published, "2024-03-09 08:00") == {"/a/": "/2024/03/bai/", "/b/": "/2024/03/bai/"}
