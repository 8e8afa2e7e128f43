"""A report of the current quarter is published the same day by someone who reads only the manual: this test follows its steps."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from plugins.project import DOCS, ROOT
from tests.conftest import run_build, run_check, run_make
from tests.reception.office_report import communes, write_report
from tests.site.pages import exact_text, read_page, words

MANUAL = (DOCS / "bieu-mau.md").read_text(encoding="utf-8")
CAUTION = "Biểu 01/TCD của Thông tư 06/2025/TT-TTCP chưa được đối chiếu với văn bản thông tư."
BLOCK = '\n```so-lieu\nbảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: "Phường Kỳ Lừa; Xã Cao Lộc"\n```\n'


class Office:
    """The tree, the site and the steps of the manual, by what they are."""

    def __init__(self, folder: Path) -> None:
        self.content = Path(shutil.copytree(ROOT / "content", folder / "content"))
        self.output, self.data = folder / "output", self.content / "so-lieu"
        self.workbook = write_report(folder / "bao-cao-quy-4.xlsx", self.data / "don-vi.csv")
        self.form = self.data / "bieu/tt06-2025-01-tcd.toml"

    def build(self) -> None:
        result = run_build(self.content, self.output)
        assert result.returncode == 0, result.stderr

    @property
    def article(self) -> str:
        return exact_text(read_page(self.output, "2025/12/quy-4/index.html").article)

    def rows(self) -> list[dict[str, str]]:
        with (self.output / "so-lieu/tiep-cong-dan/tiep-cong-dan.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["tu_ngay"] == "2025-09-15"]


def files_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Steps 1 to 5 of the manual."""
    office = Office(tmp_path_factory.mktemp("office"))
    drafted = run_make("form", f"CONTENT={office.content}", f"FILE={office.workbook}")
    assert drafted.returncode == 0, drafted.stderr
    assert office.form.read_text(encoding="utf-8").endswith(re.findall(r"```text\n(.*?)```", MANUAL, re.DOTALL)[0])
    assert run_check(office.content, str(office.form)).returncode == 1, "an unfinished draft passes"
    office.form.write_text(re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)[0], encoding="utf-8")
    assert run_check(office.content, str(office.form)).stdout == ""
    (office.data / "bao-cao/2025").mkdir(parents=True)
    shutil.copy(office.workbook, office.data / "bao-cao/2025")
    assert run_check(office.content).returncode == 0
    text = re.findall(r"```md\n(.*?)```", MANUAL, re.DOTALL)[0]
    (office.content / "tin-tuc/2025").mkdir(parents=True, exist_ok=True)
    (office.content / "tin-tuc/2025/quy-4.md").write_text(text + BLOCK, encoding="utf-8")
    office.build()
    return office


def test_every_commune_is_published_and_the_sum_of_all_is_nobody_s(office: Office) -> None:
    names = communes(office.data / "don-vi.csv")
    rows = [row for row in office.rows() if row["chi_tieu_id"] == "tcd.tong.luot"]
    assert len(names) == 65
    assert sorted(row["don_vi"] for row in rows) == sorted(names)
    assert {row["chi_tieu_id"] for row in office.rows()} >= {"rieng.truc_tuyen", "tcd.ld.luot"}


def test_the_numbers_say_that_they_are_provisional_wherever_they_are(office: Office) -> None:
    assert "lượt công dân (số sơ bộ). Các xã, phường" in office.article
    assert re.search(r"tiếp trực tuyến [0-9]+ lượt tiếp trực tuyến \(số sơ bộ\)\.", office.article)
    assert CAUTION in office.article, "the block below says nothing"
    page = words(read_page(office.output, "so-lieu/tiep-cong-dan/index.html"))
    assert CAUTION in page
    assert re.search(r"[0-9]+ lượt công dân \(số sơ bộ\)", page)
    assert {(row["trang_thai"], row["ghi_chu"]) for row in office.rows()} == {("so_bo", CAUTION)}
    for feed in ("rss.xml", "atom.xml"):
        assert "lượt công dân (số sơ bộ)" in (office.output / feed).read_text(encoding="utf-8")


def test_a_changed_form_changes_the_pages_that_rest_on_it(office: Office) -> None:
    """Step 7; then back: a build reuses texts, and must notice the form behind them."""
    draft = office.form.read_text(encoding="utf-8")
    checked = re.findall(r"```text\n(.*?)```", MANUAL, re.DOTALL)[1]
    office.form.write_text(draft.replace("da-doi-chieu = false\n", checked), encoding="utf-8")
    office.build()
    assert "(số sơ bộ)" not in office.article
    assert {row["trang_thai"] for row in office.rows()} == {"chinh_thuc"}
    anew = office.output.with_name("anew")
    assert run_build(office.content, anew, "--no-cache").returncode == 0
    assert files_of(office.output) == files_of(anew), "a changed form leaves old pages"
    office.form.write_text(draft, encoding="utf-8")
    office.build()
    assert "(số sơ bộ)" in office.article


def test_a_wrong_form_stops_check_and_build_with_the_same_line(office: Office) -> None:
    draft = office.form.read_text(encoding="utf-8")
    office.form.write_text(draft.replace("1=3+5+6", "1=3+5+9"), encoding="utf-8")
    checked, built = run_check(office.content, str(office.form)), run_build(office.content, office.output)
    office.form.write_text(draft, encoding="utf-8")
    line = "content/so-lieu/bieu/tt06-2025-01-tcd.toml:9: biểu 01/TCD: “1=3+5+9” nói đến cột 9 mà bảng cột không có."
    assert (checked.returncode, built.returncode) == (1, 1)
    assert line in checked.stdout
    assert line in built.stderr
