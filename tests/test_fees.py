"""`make fees` lists each article once, in the first month that readers had it."""

import csv
import io

import pytest

from plugins.fees import articles_of, as_csv, main

NOW = "2026-12-15 08:00"


@pytest.fixture
def content(tmp_path):
    def write(name, header, body="Một hai ba.\n"):
        path = tmp_path / "content/tin-tuc" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title: Bài {name}\n{header}\n\n{body}", encoding="utf-8")

    write("a", "Date: 2026-11-02 08:00\nAuthor: Tác giả B", "Xem [bài này](b.md) `mã`.\n\n![Họp](/anh/x.jpg) ![Họp](/anh/x.jpg)\n")
    write("b", "Date: 2026-11-03\nAuthors: Tác giả A, =1+1\nCategory: Thông báo\nModified: 2026-12-01")
    write("doi-thang", "Date: 2026-12-01 08:00\nAliases: /cu/, /2026/11/ten-cu/")
    write("thang-muoi-hai", "Date: 2026-12-02 08:00")
    write("nhap", "Date: 2026-11-04 08:00\nStatus: draft")
    write("hen", "Date: 2026-12-31 08:00")
    return tmp_path / "content"


def titles(content, month):
    return [row.ten_bai for row in articles_of(content, month, NOW)]


def test_a_month_has_what_was_first_published_in_it_and_no_article_is_in_two(content):
    assert titles(content, "2026-11") == ["Bài doi-thang", "Bài b", "Bài a"]
    assert titles(content, "2026-12") == ["Bài thang-muoi-hai"]


def test_a_row_has_author_section_date_words_and_photos(content):
    row = next(row for row in articles_of(content, "2026-11", NOW) if row.ten_bai == "Bài a")
    assert row[:5] == ("Tác giả B", "Tin tức", "2026-11-02 08:00", 3, 1)  # a photo shown twice is one


def test_the_table_is_csv_that_excel_reads_and_does_not_run(content):
    text = as_csv(articles_of(content, "2026-11", NOW))
    assert text.startswith("\ufefftac_gia,chuyen_muc,ngay,so_tieng,so_anh,ten_bai,tep\r\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1]["tac_gia"] == "Tác giả A; =1+1"
    assert as_csv([articles_of(content, "2026-11", NOW)[0]._replace(tac_gia="=1+1")]).splitlines()[1].startswith("'=1+1")


@pytest.mark.parametrize("month", ["", "11/2026", "2026-13"])
def test_what_is_no_month_is_refused_with_an_example(content, month, capsys):
    assert main([str(content), month]) == 1
    assert "make fees MONTH=2026-11" in capsys.readouterr().err
