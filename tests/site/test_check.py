"""`make check` reports everything at once: texts, links, data, and texts against data; and the build refuses the same."""

import pytest

from tests.conftest import run_build, run_check

SENTENCE = "đã tiếp {{ lượt công dân }}, tiếp nhận {{ lượt đơn thư }}.\n\nTại"


def test_the_real_content_has_nothing_to_tell():
    result = run_check("content")
    assert (result.returncode, result.stdout) == (0, "")


def test_mistakes_of_every_kind_are_reported_together(tree, article):
    article.write_text(
        article.read_text(encoding="utf-8").replace(SENTENCE, "đã tiếp {{ lượt côn dân }}.\n\nTại"), encoding="utf-8"
    )
    (tree / "tin-tuc/hong.md").write_text("Title: Hỏng\nDate: 05/03/2026\n\n[x](khong-co.md)\n", encoding="utf-8")
    result = run_check(tree)
    assert result.returncode != 0
    places = [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert places == [f"content/tin-tuc/2017/{article.name}:10", "content/tin-tuc/hong.md:2", "content/tin-tuc/hong.md:4"]


def test_only_the_named_files_are_shown(tree):
    for name in ("mot", "hai"):
        (tree / f"tin-tuc/{name}.md").write_text("Date: 2026-03-05\n\nNội dung.\n", encoding="utf-8")
    for named in (tree / "tin-tuc/hai.md", tree / "tin-tuc/../tin-tuc/hai.md"):
        lines = run_check(tree, str(named)).stdout.splitlines()
        assert [line.partition(":")[0] for line in lines] == ["content/tin-tuc/hai.md"]


def test_a_named_folder_shows_all_its_files_and_a_missing_one_is_no_all_clear(tree):
    (tree / "tin-tuc/mot.md").write_text("Date: 2026-03-05\n\nNội dung.\n", encoding="utf-8")
    assert "mot.md" in run_check(tree, str(tree / "tin-tuc")).stdout
    result = run_check(tree, str(tree / "tin-tuc/khong-co.md"))
    assert result.returncode != 0
    assert "không có tệp này" in result.stdout


@pytest.mark.parametrize(("typed", "kind"), [("17.686", "a swap"), ("17.66", "a digit lost"), ("17,668", "an English comma")])
def test_a_typed_number_that_is_nearly_right_stops_the_build_with_the_right_one(tree, article, output, typed, kind):
    text = article.read_text(encoding="utf-8").replace(SENTENCE, f"đã tiếp {typed} lượt công dân.\n\nTại")
    article.write_text(text, encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 1, kind
    assert f"content/tin-tuc/2017/{article.name}:10: " in result.stderr
    assert "17.668" in result.stderr
    assert not output.exists()
    assert "17.668" in run_check(tree).stdout


@pytest.mark.parametrize("letter", ["Ð", "Ɖ"])
def test_a_letter_that_only_looks_like_d_with_stroke_is_reported_by_both_commands(tree, output, letter):
    bad = tree / "tin-tuc/2024/dinh-lap.md"
    bad.parent.mkdir(exist_ok=True)
    text = f"Title: Huyện {letter}ình Lập tiếp công dân\nDate: 2024-03-07 08:00\n\nHuyện {letter}ình Lập tiếp công dân.\n"
    bad.write_text(text, encoding="utf-8")
    checked, built = run_check(tree), run_build(tree, output)
    assert checked.returncode == 1
    assert built.returncode == 1
    for line in (1, 4):
        reported = f"content/tin-tuc/2024/dinh-lap.md:{line}: “{letter}ình” có chữ “{letter}”"
        assert reported in checked.stdout
        assert reported in built.stderr
    assert "Gõ lại thành “Đình”" in checked.stdout
    bad.write_text(text.replace(letter, "Đ"), encoding="utf-8")
    assert run_build(tree, output).returncode == 0


def test_the_right_number_typed_by_hand_is_no_mistake(tree, article, output):
    text = article.read_text(encoding="utf-8").replace(SENTENCE, "đã tiếp 17.668 lượt công dân, 9.626 lượt đơn thư.\n\nTại")
    article.write_text(text, encoding="utf-8")
    assert run_build(tree, output).returncode == 0


def test_data_that_breaks_a_control_is_reported_with_its_line_and_rule(tree, output):
    table = tree / "so-lieu/quan-sat.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("sl-0002", "sl-0001"), encoding="utf-8")
    result = run_check(tree)
    assert "content/so-lieu/quan-sat.csv:" in result.stdout
    assert "(V01)" in result.stdout
    assert run_build(tree, output).returncode == 1
