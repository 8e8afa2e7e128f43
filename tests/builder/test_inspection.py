"""Nothing broken is installed: a build inspects what it made before that replaces the last build."""

import pytest

from plugins.builder.output.inspection import inspect_page, problems_of
from plugins.files import stamps_in

PAGE = '<html><body><header></header><main id="noi-dung"><h1>T</h1>{}</main><footer></footer></body></html>'


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "output"
    (folder / "bai").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(""), encoding="utf-8")
    return folder


def problems(site, page: str = "") -> list[str]:
    (site / "bai/index.html").write_text(PAGE.format(page), encoding="utf-8")
    (site.parent / "content").mkdir(exist_ok=True)
    (site.parent / "content/bai.md").write_text(f"Title: x\n\n{page}\n", encoding="utf-8")
    sizes = {name: size for name, (size, *_) in stamps_in(site).items()}
    texts = {name: (site / name).read_text(encoding="utf-8") for name in sizes if name.endswith(".html")}
    pages = {name: inspect_page(text) for name, text in texts.items()}
    return list(map(str, problems_of(sizes, pages, {"bai/index.html": "content/bai.md"}, site.parent, texts.__getitem__)))


def test_a_sound_site_has_no_problems(site):
    assert (
        problems(site, '<a href="/">x</a> <a href="/bai/#p">y</a> <p id="p"><a href="#p">z</a> <a href="https://x.vn">w</a>') == []
    )


@pytest.mark.parametrize(
    "link", ["<a>lạc</a>", '<a href="/khong-co/">x</a>', '<a href="bai/">x</a>', '<a href="#khong-co">x</a>', '<img src="/a.png">']
)
def test_a_dead_link_is_reported_at_its_line_in_the_source(site, link):
    (problem,) = problems(site, link)
    assert problem.startswith("content/bai.md:3: liên kết “")


def test_an_id_that_stands_twice_is_reported(site):
    (problem,) = problems(site, '<p id="hai"></p><p id="mot"></p><p id="hai"></p>')
    assert "mã “hai” đứng ở 2 chỗ của trang." in problem


@pytest.mark.parametrize("part", ["<footer></footer>", "<h1>T</h1>", "<header></header>", ' id="noi-dung"'])
def test_a_page_without_one_of_its_parts_is_reported(site, part):
    (site / "index.html").write_text(PAGE.format("").replace(part, ""), encoding="utf-8")
    assert problems(site)


@pytest.mark.parametrize("name", ["a.php", "a.env", "khoa", "a.HTML"])
def test_a_file_of_an_unknown_kind_is_reported(site, name):
    (site / name).write_text("x", encoding="utf-8")
    assert problems(site) == [f"{name}: tệp loại này không được phép đăng."]


def test_an_empty_file_is_reported(site):
    (site / "a.csv").touch()
    assert problems(site) == ["a.csv: tệp rỗng."]


def test_a_site_without_a_home_page_is_reported(site):
    (site / "index.html").unlink()
    assert "index.html: thiếu trang chủ." in problems(site)
