"""`make check` and `make` say the same: what one refuses the other does, at the same place; what passes is built."""

import re
import shutil
from pathlib import Path

import pytest

from plugins.check import check
from plugins.messages import lines
from plugins.newsroom.checks.check_tree import check_tree
from plugins.newsroom.checks.file_names import printable
from plugins.problems import errors_of
from tests.broken_texts import BESIDE, KINDS, corpus
from tests.conftest import ROOT, run_build, run_check
from tests.pictures import PNG

HEADER = "Title: Bài\nDate: 2024-03-11 08:00\n"
VIETNAMESE = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)
CASES = {
    "muc-khong-co": ({"tin-tuc/2024/muc.md": f"{HEADER}\nXem [mục](#khong-co).\n"}, "tin-tuc/2024/muc.md:4: liên kết “#khong-co”"),
    "nhan-khong-co-chu": ({"tin-tuc/2024/nhan.md": f"{HEADER}Tags: ???\n\nChữ.\n"}, "tin-tuc/2024/nhan.md:3: “Tags” có tên “???”"),
    "nhan-qua-dai": (
        {"tin-tuc/2024/nhan.md": f"{HEADER}Tags: {'thanh tra kiểm tra ' * 20}\n\nChữ.\n"},
        "tin-tuc/2024/nhan.md:3: “Tags” có tên “thanh tra",
    ),
    "tep-ky-tu-la": (
        {"tin-tuc/2024/tep.md": f"{HEADER}\n[Tệp](../../tep/a%23b%2520c.pdf)\n", "tep/a#b%20c.pdf": "%PDF-1.4\n"},
        "tin-tuc/2024/tep.md:4: không tìm thấy tệp",
    ),
    "muc-khong-co-o-luu-tru": (
        {"tin-tuc/2024/muc.md": f"{HEADER}\n[x](/luu-tru/#chua-ai-viet)\n"},
        "tin-tuc/2024/muc.md:4: liên kết",
    ),
    "so-lieu-khong-co": (
        {"tin-tuc/2024/muc.md": f"{HEADER}\n[x](/so-lieu/tiep-cong-dan/#sl-9999)\n"},
        "tin-tuc/2024/muc.md:4: liên kết “/so-lieu/tiep-cong-dan/#sl-9999”",
    ),
}
PARTS_OF_MADE_PAGES = "[một số](/so-lieu/tiep-cong-dan/#sl-0001), [mới nhất](/luu-tru/#moi-nhat), [tra cứu](/so-lieu/#tra-cuu)"

AGENCY = (ROOT / "content/co-quan.toml").read_text(encoding="utf-8")
EMBLEM = AGENCY.replace('bieu-trung = ""', 'bieu-trung = "/anh/bieu-trung.png"')


def line_in_agency(words: str) -> int:
    return next(number for number, line in enumerate(AGENCY.splitlines(), start=1) if line.startswith(words))


AGENCIES = {
    "so-goi-sai": (
        {"co-quan.toml": AGENCY.replace("+842053812273", "0205 3812 273")},
        f"co-quan.toml:{line_in_agency('goi =')}: “dien-thoai.goi” đang là",
    ),
    "bieu-trung-khong-co": (
        {"co-quan.toml": EMBLEM},
        f"co-quan.toml:{line_in_agency('bieu-trung =')}: không có ảnh “content/anh/bieu-trung.png”",
    ),
}


def test_the_emblem_that_the_office_names_is_published_and_shown_on_every_page(tree, output):
    (tree / "co-quan.toml").write_text(EMBLEM, encoding="utf-8")
    (tree / "anh").mkdir()
    (tree / "anh/bieu-trung.png").write_bytes(PNG)
    assert not errors_of(check(tree))
    built = run_build(tree, output)
    assert built.returncode == 0, built.stderr
    assert (output / "anh/bieu-trung.png").read_bytes() == PNG
    assert 'src="/anh/bieu-trung.png"' in (output / "lien-he/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES | AGENCIES)
def test_a_case_is_reported_by_both_commands_at_the_same_place(tree, output, name):
    files, reported = (CASES | AGENCIES)[name]
    for path, text in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, encoding="utf-8")
    checked, built = run_check(tree), run_build(tree, output)
    assert f"content/{reported}" in checked.stdout
    assert f"content/{reported}" in built.stderr
    assert checked.returncode
    assert built.returncode == 1
    assert not output.exists()


def test_links_to_parts_of_the_portal_s_own_pages_pass_both(tree, output):
    (tree / "tin-tuc/muc.md").write_text(f"{HEADER}\n{PARTS_OF_MADE_PAGES}\n", encoding="utf-8")
    assert not errors_of(check(tree))
    built = run_build(tree, output)
    assert built.returncode == 0, built.stderr


def write(tree: Path, odds) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(ROOT / "content", tree)
    for path, content in BESIDE.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
    for odd in odds:
        odd.write(tree)


def refused(odds, problems) -> list:
    """The texts that are reported themselves, or with a file or folder of theirs."""
    places = {problem.path for problem in errors_of(problems)}

    def is_reported(path: str) -> bool:
        shown = printable(f"content/{path}")
        return any(shown == place or shown.startswith(f"{place}/") for place in places)

    return [odd for odd in odds if any(map(is_reported, (odd.path, *odd.files)))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_check_refuses_the_build_refuses_and_what_it_passes_is_built(tmp_path, kind):
    tree, output = tmp_path / "content", tmp_path / "output"
    passed = list({odd.path: odd for odd in corpus(kind, 250)}.values())
    write(tree, passed)
    found = check(tree)
    at_once = refused(passed, found)
    assert len(at_once) > 20
    assert {str(problem) for problem in errors_of(check_tree(tree))} <= {str(problem) for problem in errors_of(found)}
    reported = run_build(tree, output)
    assert reported.returncode == 1
    assert [line for line in reported.stderr.split("\n") if line and not VIETNAMESE.search(line)] == []
    assert [str(problem) for problem in errors_of(found) if str(problem) not in reported.stderr] == []
    while bad := refused(passed, check(tree)):
        passed = [odd for odd in passed if odd not in bad]
        write(tree, passed)
    assert len(passed) > 10
    built = run_build(tree, output)
    assert built.returncode == 0
    warned = {line for line in built.stderr.splitlines() if not line.startswith("Còn ")}
    assert warned <= set(lines(check(tree)))


def test_a_check_of_one_file_reports_what_the_whole_check_reports_of_it(tmp_path):
    tree = tmp_path / "content"
    write(tree, [odd for kind in KINDS for odd in corpus(kind, 60, seed=2)])
    whole = check(tree)
    reported = sorted({problem.path for problem in whole if (tmp_path / problem.path).is_file()})
    sound = sorted(path.relative_to(tmp_path).as_posix() for path in tree.rglob("*.md"))
    assert len(reported) > 60
    for path in (*reported[::9], *sound[::30]):
        assert check(tree, [tmp_path / path]) == [problem for problem in whole if problem.path == path], path
