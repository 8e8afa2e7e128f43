"""Bad files at the door: both commands name each of them and what to do, and no byte of them gets further."""

import re

import pytest

from plugins.project import PHOTO_CACHE
from tests.conftest import run_build, run_check
from tests.images.bad_files import MARKER, bad_files

FILES = bad_files()
ADVICE = re.compile("make photos|Lưu thành|lưu lại|Lưu lại|Xuất|xuất lại|Chép lại|chép lại|Thu nhỏ|Xoá|git lfs|Mở ảnh|Đặt lại")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """What `make check` and `make` say of a tree with all of them, every line by its file."""
    folder = tmp_path_factory.mktemp("bad")
    tree = folder / "content"
    for part in ("tin-tuc", "anh"):
        (tree / part).mkdir(parents=True)
    links = "\n\n".join(f"![Ảnh](/anh/{name})" for name in FILES)
    (tree / "tin-tuc/bai.md").write_text(f"Title: Bài\nDate: 2024-03-07 08:00\n\n{links}\n", encoding="utf-8")
    for name, data in FILES.items():
        (tree / "anh" / name).write_bytes(data)
    before = set(PHOTO_CACHE.rglob("*"))
    checked, built = run_check(tree).stdout, run_build(tree, folder / "output")
    assert built.returncode == 1
    assert not (folder / "output").exists()
    leaked = [path for path in set(PHOTO_CACHE.rglob("*")) - before if path.is_file() and MARKER in path.read_bytes()]
    assert leaked == []
    return [_by_file(text) for text in (checked, built.stderr)]


def _by_file(text: str) -> dict[str, list[str]]:
    return {name: [line for line in text.splitlines() if line.strip().startswith(f"content/anh/{name}:")] for name in FILES}


def test_there_are_many():
    assert len(FILES) >= 40


def test_each_is_reported_once_by_each_command_with_what_to_do(reports):
    for found in reports:
        assert {name: lines for name, lines in found.items() if len(lines) != 1} == {}
        assert [lines for lines in found.values() if not ADVICE.search(lines[0])] == []


def test_both_commands_say_the_same(reports):
    checked, built = reports
    assert {name: lines[0].strip() for name, lines in checked.items()} == {name: lines[0].strip() for name, lines in built.items()}


def test_what_make_photos_can_mend_names_the_command(reports):
    for name in ("gps.jpg", "maker.png", "orientation-6.jpg", "long.jpg", "heavy.jpg", "film-behind.jpg", "print.jpg", "deep.png"):
        assert f"make photos FILES=content/anh/{name}" in reports[0][name][0]
