"""Every number can be followed to its source, taken away, and found in all pages that use it."""

import csv
import io
import json
import subprocess

import openpyxl
import pytest

from tests.conftest import run_build, run_make
from tests.site.pages import read_page, words

DATASET = "so-lieu/tiep-cong-dan/tiep-cong-dan"


@pytest.fixture(scope="module")
def rows(real_site):
    return list(csv.DictReader(io.StringIO((real_site / f"{DATASET}.csv").read_text(encoding="utf-8"))))


def test_csv_json_and_workbook_say_the_same(real_site, rows):
    as_json = json.loads((real_site / f"{DATASET}.json").read_text(encoding="utf-8"))["so_lieu"]
    sheet = openpyxl.load_workbook(real_site / f"{DATASET}.xlsx")["Số liệu"]
    header, *lines = list(sheet.values)
    assert [row["gia_tri"] for row in rows] == ["17668", "9626"]
    assert [row["gia_tri"] for row in as_json] == [17668, 9626]
    assert [line[header.index("gia_tri")] for line in lines] == [17668, 9626]
    assert list(rows[0]) == list(as_json[0]) == list(header)


def test_the_files_stand_before_the_single_numbers(real_site):
    page = (real_site / "so-lieu/tiep-cong-dan/index.html").read_text(encoding="utf-8")
    numbers = page.index('<section class="observation')
    assert all(page.index(f'href="/{DATASET}.{ending}"') < numbers for ending in ("csv", "xlsx", "json"))


def test_days_and_numbers_are_typed_cells(real_site):
    sheet = openpyxl.load_workbook(real_site / f"{DATASET}.xlsx")["Số liệu"]
    types = {cell.value: sheet.cell(2, cell.column).data_type for cell in sheet[1]}
    assert (types["gia_tri"], types["tu_ngay"], types["chi_tieu"]) == ("n", "d", "s")


def test_the_codebook_explains_every_column_and_every_measure_that_occurs(real_site, rows):
    code = list(csv.DictReader(io.StringIO((real_site / f"{DATASET}-giai-thich.csv").read_text(encoding="utf-8"))))
    assert [line["ma"] for line in code if line["loai"] == "cột"] == list(rows[0])
    assert {line["ma"] for line in code if line["loai"] == "chỉ tiêu"} == {row["chi_tieu_id"] for row in rows}
    assert all(line["nghia"] for line in code)


def test_a_cell_that_looks_like_a_formula_stays_text(tree, output):
    table = tree / "so-lieu/quan-sat.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("Hội nghị tổng kết 03 năm Luật Tiếp công dân,2017", "=1+1,2017"), encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 0, result.stderr
    assert "'=1+1" in (output / f"{DATASET}.csv").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(output / f"{DATASET}.xlsx")["Số liệu"]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("=1+1"))
    assert cell.data_type != "f" or cell.quotePrefix


def test_two_builds_give_the_same_workbook(tree, output, real_site):
    assert run_build(tree, output).returncode == 0
    assert (output / f"{DATASET}.xlsx").read_bytes() == (real_site / f"{DATASET}.xlsx").read_bytes()


@pytest.mark.parametrize("status", ["rut", "dinh_chinh"])
def test_a_correction_shows_the_old_number_struck_through_and_keeps_its_row(tree, output, status):
    table = tree / "so-lieu/quan-sat.csv"
    header, first, second = table.read_text(encoding="utf-8").strip().splitlines()
    old = first.replace(",bao_chi,1,,", f",{status},1,,")
    new = first.replace("sl-0001", "sl-0003").replace("17668", "17686").replace(",bao_chi,1,,", ",bao_chi,2,sl-0001,")
    table.write_text("\n".join([header, old, second, new]) + "\n", encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 0, result.stderr
    section = read_page(output, "so-lieu/tiep-cong-dan/index.html").find(id="sl-0003")
    assert "17.686 lượt công dân" in words(section)
    assert words(section.find("del")) == "17.668 lượt công dân"
    assert "sl-0001" in (output / f"{DATASET}.csv").read_text(encoding="utf-8")


def test_a_number_names_the_articles_that_show_it(real_site):
    section = read_page(real_site, "so-lieu/tiep-cong-dan/index.html").find(id="sl-0001")
    assert section.find_all("a", href="/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/")


def test_the_data_set_is_described_for_search_engines(published_site):
    page = read_page(published_site, "so-lieu/tiep-cong-dan/index.html")
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == "Dataset"
    assert data["name"] == page.h1.text.strip()
    assert {part["encodingFormat"] for part in data["distribution"]} >= {"text/csv", "application/json"}
    assert all(part["contentUrl"].startswith("https://") for part in data["distribution"])


def where(number: str, content: str = "content") -> subprocess.CompletedProcess[str]:
    return run_make("where", f"FIGURE={number}", f"CONTENT={content}")


def test_make_where_lists_every_place_that_uses_a_number():
    article = "content/tin-tuc/2017/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md"
    lines = [line.rsplit(": ", 1)[0] for line in where("luot cong dan").stdout.splitlines()]
    places = [line.partition(": ")[0] for line in lines]
    home, data_set = "content/so-lieu/nguon.toml:12", "content/so-lieu/nguon.toml:5"
    assert places == [f"{article}:5", f"{article}:10", f"{article}:18", home, data_set]


def test_make_where_corrects_a_misspelt_name():
    result = where("lượt côn dân")
    assert result.returncode != 0
    assert "Có phải “lượt công dân”?" in result.stderr


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/", "data:text/html", "ftp://x"])
def test_a_source_s_address_that_no_link_may_hold_is_refused(tree, output, address):
    table = tree / "so-lieu/quan-sat.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/", address), encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 1
    assert "content/so-lieu/quan-sat.csv:2: cột nguon_duong_dan" in result.stderr


def test_items_of_feeds_are_named_by_ids_that_are_no_links(real_site):
    rss = (real_site / "rss.xml").read_text(encoding="utf-8")
    assert '<guid isPermaLink="false">' in rss
    assert "<description></description>" not in rss
    assert "<name></name>" not in (real_site / "atom.xml").read_text(encoding="utf-8")


def test_each_number_on_the_page_of_the_data_set_has_a_json_of_its_own(real_site, rows):
    for row in rows:
        found = json.loads((real_site / f"so-lieu/tiep-cong-dan/{row['so_lieu_id']}.json").read_text(encoding="utf-8"))
        assert found["gia_tri"] == int(row["gia_tri"])
        assert found["nguon"]["dia_chi"].endswith("/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/")


def block_files(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted((site / "so-lieu/nhung").rglob("*.*"))}


def test_the_files_of_a_block_follow_its_text_and_vanish_with_it(tree, output, tmp_path):
    """A body that changes alone is built alone, but not when a block of it changes; other files are not made again."""
    (article,) = tree.glob("tin-tuc/2017/*.md")
    text = article.read_text(encoding="utf-8")
    assert run_build(tree, output).returncode == 0
    first, made = block_files(output), (output / f"{DATASET}.xlsx").stat().st_mtime_ns
    assert [name.rpartition(".")[2] for name in first] == ["csv", "html", "json", "svg", "xlsx"]
    article.write_text(text.replace("tiêu-đề:", "tiêu-đề: Bản mới,"), encoding="utf-8")
    assert run_build(tree, output).returncode == 0
    changed = block_files(output)
    assert (output / f"{DATASET}.xlsx").stat().st_mtime_ns == made
    assert run_build(tree, tmp_path / "full").returncode == 0
    assert changed == block_files(tmp_path / "full")
    assert {name.rpartition(".")[2] for name in first if first[name] != changed[name]} == {"html", "json", "svg", "xlsx"}
    (tree / "so-lieu/quan-sat.csv").write_text(
        (tree / "so-lieu/quan-sat.csv").read_text(encoding="utf-8").replace("9.626", "9.627").replace(",9626,", ",9627,"),
        encoding="utf-8",
    )
    assert run_build(tree, output).returncode == 0
    assert "9627" in (output / f"{DATASET}.csv").read_text(encoding="utf-8")
    (output / f"{DATASET}.xlsx").unlink()
    assert b"9627" in next(content for name, content in block_files(output).items() if name.endswith(".csv"))
    start = text.index("```so-lieu")
    article.write_text(text[:start] + text[text.index("```", start + 3) + 3 :], encoding="utf-8")
    assert run_build(tree, output).returncode == 0
    assert block_files(output) == {}
    assert (output / f"{DATASET}.xlsx").is_file()
