import brotli

from plugins.search.script import sent
from tests.conftest import ROOT

SOURCE = (ROOT / "theme/scripts/tim-kiem.js").read_text(encoding="utf-8")


def test_comments_indents_and_empty_lines_are_not_sent():
    assert sent("// why\nconst a = 1;\n\nif (a) {\n  // so\n  b('//x');\n}\n") == "const a = 1;\nif (a) {\nb('//x');\n}\n"


def test_a_comment_behind_code_and_a_text_with_slashes_stay():
    assert sent("a('http://x'); // so\n") == "a('http://x'); // so\n"


def test_the_script_weighs_less_than_a_thousand_bytes_on_the_way():
    assert len(brotli.compress(sent(SOURCE).encode())) <= 1000


def test_no_text_of_the_script_spans_lines_where_taking_indents_would_change_it():
    assert all(line.count("`") % 2 == 0 for line in SOURCE.splitlines())


def test_data_never_become_markup():
    assert not [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(") if word in SOURCE]
