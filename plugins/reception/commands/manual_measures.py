"""The editors' page of all measures (docs/chi-tieu.md): names that embeds accept, and the columns of forms they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.project import DOCS
from plugins.reception.commands.manual import table
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.forms import Forms, known_forms
from plugins.reception.data.law.measures import Measure

PAGE = DOCS / "chi-tieu.md"
HEAD = """# Các chỉ tiêu và tên của chúng

Trang này do lệnh `make docs` viết ra từ chính các biểu mẫu; không sửa tay. Trong bài viết tên nào trong hai cột đầu cũng được, có
dấu hay không: `{{{{ {example} }}}}` ([so-lieu-trong-bai.md](so-lieu-trong-bai.md)). Có {count} chỉ tiêu; tìm bằng Ctrl+F.

Mã ghi ở cột `chi_tieu_id` của `quan-sat.csv`. “Trong đó của” là chỉ tiêu chứa nó: hai chỉ tiêu ấy không bao giờ được cộng với nhau.
Biểu do cơ quan khai ở `content/so-lieu/bieu/` ([bieu-mau.md](bieu-mau.md)) có thể thêm chỉ tiêu riêng, không có ở đây.
"""
ELSEWHERE = "Không có trong biểu nào"


def page() -> str:
    """The whole page: a table for each form number, each measure under its newest form."""
    forms = known_forms()
    groups: dict[str, list[Measure]] = {}
    for measure in forms.measures.values():
        number = next((form.number for form in reversed(list(forms.forms.values())) if _columns(form, measure)), ELSEWHERE)
        groups.setdefault(number, []).append(measure)
    titles = {form.number: f"Biểu {form.number}: {form.title}" for form in forms.forms.values()}
    head = HEAD.format(count=len(forms.measures), example=next(iter(forms.measures.values())).name)
    return head + "".join(
        _section(titles.get(number, number), each, forms) for number, each in sorted(groups.items(), key=_is_elsewhere)
    )


def _is_elsewhere(group: tuple[str, list[Measure]]) -> bool:
    return group[0] == ELSEWHERE


def _section(title: str, measures: Iterable[Measure], forms: Forms) -> str:
    head = ("tên", "tên khác", "đơn vị tính", "biểu, cột", "trong đó của", "mã")
    return f"\n## {title}\n\n{table(head, (_row(measure, forms) for measure in measures))}"


def _row(measure: Measure, forms: Forms) -> tuple[str, ...]:
    places = [
        f"{form.number} (TT {form.regime.circular[:7]}), {where}"
        for form in forms.forms.values()
        if (where := _columns(form, measure))
    ]
    whole = forms.measures[measure.of].name if measure.of else "–"
    return measure.name, ", ".join(measure.aliases) or "–", measure.unit, "; ".join(places) or "–", whole, f"`{measure.id}`"


def _columns(form: Form, measure: Measure) -> str:
    return " và ".join(_places(form, measure))


def _places(form: Form, measure: Measure) -> Iterator[str]:
    yield from (f"cột {column.number}" for column in form.columns.values() if column.measure == measure.id)
    for derived in form.derived:
        if derived.measure == measure.id:
            yield f"cột {'+'.join(map(str, derived.columns))}"
