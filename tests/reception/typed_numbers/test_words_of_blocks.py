"""What editors write as a block's title or note is checked like any sentence."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.typed_numbers.check import reconcile

DATA = example_catalogue()
ARTICLE = """Title: Tin thử
Date: 2017-10-10
So-lieu: tiep-cong-dan/2017-Q3

Kết quả:

```so-lieu
biểu-đồ: cột
chỉ-tiêu: lượt công dân
đơn-vị: cấp huyện
{}
```
"""


def problems(line):
    return reconcile(parse_manuscript(ARTICLE.format(line), "bai.md"), DATA)


@pytest.mark.parametrize("key", ["tiêu-đề", "ghi-chú"])
def test_a_wrong_number_is_found_at_its_line(key):
    found = problems(f"{key}: Cả tỉnh tiếp 1.246 lượt công dân")
    assert [(problem.line, "1.246" in problem.message) for problem in found] == [(11, True)]


@pytest.mark.parametrize(
    "title", ["Cả tỉnh tiếp 1.264 lượt công dân", "Lượt công dân quý III tăng so với quý III năm 2016", "Tiếp công dân theo đơn vị"]
)
def test_a_true_finding_stands(title):
    assert problems(f"tiêu-đề: {title}") == []


def test_a_finding_that_turns_the_change_round_is_found():
    assert [problem.line for problem in problems("tiêu-đề: Lượt công dân giảm từ 1.200 xuống 1.264 lượt so với cùng kỳ")] == [11]
