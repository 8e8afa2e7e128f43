"""Rules for what rows name and how corrections are linked (V01, V16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, func, select

from plugins.problems import Problem, suggest
from plugins.reception.data.controls.context import ControlContext, place_of
from plugins.reception.data.model import Observation, Origin
from plugins.reception.data.sources.declarations import FILE
from plugins.reception.data.store import NOT_LIVE, equal, observation
from plugins.rules import rule
from plugins.vietnamese.folding import fold
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, format_period

SHOWN = 20
SUBJECT = (observation.c.dataset, observation.c.measure, observation.c.unit, observation.c.period, observation.c.scope)


@rule("V01")
def ids_are_unique(known: ControlContext) -> Iterator[Problem]:
    """Mỗi số liệu có một mã riêng (so_lieu_id).

    Sai: hai dòng cùng mã sl-0001.
    Đúng: sl-0001 và sl-0002.
    """
    twice = select(observation.c.id).group_by(observation.c.id).having(func.count() > 1)
    first: dict[str, Observation] = {}
    for row in known.store.with_ids(known.store.connection.scalars(twice).all()):
        earlier = first.setdefault(row.id, row)
        two_reports = earlier.origin.cell and row.origin.cell and _subject(earlier) == _subject(row)  # one_value_is_live says so
        if earlier is not row and not two_reports:
            yield row.origin.problem(f"mã “{row.id}” đã dùng ở {place_of(earlier, row)}. Đặt mã khác.")


@rule("V01")
def names_are_known(known: ControlContext) -> Iterator[Problem]:
    """Bộ số liệu, chỉ tiêu và đơn vị mà số liệu nêu đều có trong danh mục.

    Sai: unit_id = so-tu-fap
    Đúng: unit_id = so-tu-phap
    """
    catalogues: tuple[tuple[str, ColumnElement[str], Iterable[str]], ...] = (
        ("bộ số liệu", observation.c.dataset, known.datasets),
        ("chỉ tiêu", observation.c.measure, known.measures),
        ("đơn vị", observation.c.unit, [unit.unit_id for unit in known.register.units]),
    )
    for what, column, names in catalogues:
        for name in sorted(set(known.store.connection.scalars(select(column).distinct())) - set(names)):
            yield from _named(known, column == name, f"không có {what} “{name}”. {suggest(name, names, 'Xem danh mục.')}")


@rule("V01")
def datasets_name_known_units(known: ControlContext) -> Iterator[Problem]:
    """Đơn vị mà mỗi bộ số liệu khai trong nguon.toml có trong don-vi.csv.

    Sai: don-vi = "tinh-lang-xon"
    Đúng: don-vi = "tinh-lang-son"
    """
    units = [unit.unit_id for unit in known.register.units]
    for dataset in known.datasets.values():
        if units and dataset.unit not in units:
            place = Origin(f"{known.folder}/{FILE}", dataset.unit_line)
            advice = suggest(dataset.unit, units, "Xem don-vi.csv.")
            yield place.problem(f"bộ số liệu “{dataset.id}”: không có đơn vị “{dataset.unit}”. {advice}")


@rule("V01")
def featured_statistics_are_there(known: ControlContext) -> Iterator[Problem]:
    """Chỉ tiêu mà nguon.toml đưa lên trang chủ (noi-bat) có trong danh mục; chưa có số liệu của kỳ ấy thì cảnh báo.

    Sai: chi-tieu = ["lượt côn dân"]
    Đúng: chi-tieu = ["lượt công dân"]
    """
    ids = {fold(name): measure.id for measure in known.measures.values() for name in (measure.name, *measure.aliases)}
    for dataset in known.datasets.values():
        if dataset.featured_period is None:
            continue
        here = (observation.c.dataset == dataset.id, observation.c.unit == dataset.unit, observation.c.live)
        code, origin = format_code(dataset.featured_period), Origin(f"{known.folder}/{FILE}", dataset.featured_line)
        there = {row.measure for row in known.store.observations(*here, observation.c.period == code)}
        for name in dataset.featured:
            measure = ids.get(fold(name))
            if measure is None:
                advice = suggest(name, (each.name for each in known.measures.values()), "Sửa chi-tieu.")
                yield origin.problem(f"noi-bat: không có chỉ tiêu “{name}”. {advice}")
            elif measure not in there:
                period = format_period(dataset.featured_period)
                message = (
                    f"noi-bat: chưa có số liệu “{name}” trong {period}, nên trang chủ không hiện số này. Sửa ky hoặc chi-tieu."
                )
                yield origin.problem(message, softer=True)


@rule("V16")
def corrections_are_linked(known: ControlContext) -> Iterator[Problem]:
    """Số đính chính là một dòng mới, ghi thay_cho; dòng cũ giữ nguyên số, đổi trạng thái thành dinh_chinh hoặc rut.

    Sai: sửa thẳng 17668 thành 17686 ở dòng cũ.
    Đúng: dòng cũ ghi dinh_chinh; dòng mới ghi 17686, lan = 2, thay_cho = mã dòng cũ.
    """
    new_rows = list(known.store.observations(observation.c.replaces != ""))
    olds = {row.id: row for row in known.store.with_ids({row.replaces for row in new_rows})}
    for row in new_rows:
        old = olds.get(row.replaces)
        if old is None:
            yield row.origin.problem(f"thay_cho “{row.replaces}” không có trong bảng. Dòng cũ phải được giữ lại.")
        elif old.id == row.id or _circle(row, {each.id: each for each in new_rows}):
            yield row.origin.problem(f"thay_cho “{row.replaces}” dẫn trở lại chính dòng này. Sửa thay_cho.")
        elif (old.dataset, old.measure, old.unit, old.period) != (row.dataset, row.measure, row.unit, row.period):
            yield row.origin.problem(f"dòng được thay “{old.id}” là số của chỉ tiêu, đơn vị hoặc kỳ khác. Sửa thay_cho.")
        elif old.status not in NOT_LIVE and old.origin.cell:
            message = f"“{row.id}” thay số trong báo cáo {place_of(old, row)}. Hãy nộp bản báo cáo đính chính thay vì ghi ở đây."
            yield row.origin.problem(message)
        elif old.status not in NOT_LIVE:
            yield old.origin.problem(f"dòng “{old.id}” đã có “{row.id}” thay. Đổi trang_thai thành dinh_chinh hoặc rut.")


@rule("V16")
def one_value_is_live(known: ControlContext) -> Iterator[Problem]:
    """Một chỉ tiêu của một đơn vị trong một kỳ chỉ có một số đang dùng.

    Sai: hai tệp báo cáo cùng có biểu 01/TCD quý III năm 2022 của một đơn vị.
    Đúng: tệp sau đặt tên có chữ “dinh-chinh”, hoặc khai thay-cho trong nguon.toml.
    """
    several = select(*SUBJECT).where(observation.c.live).group_by(*SUBJECT).having(func.count() > 1).order_by(*SUBJECT)
    counts: dict[tuple[str, str], int] = {}
    for subject in known.store.connection.execute(several).all():
        rows = known.store.observations(observation.c.live, *equal(SUBJECT, subject))
        first, *others = sorted(rows, key=lambda row: row.origin.path)
        for row in others:
            files = (first.origin.path, row.origin.path)
            counts[files] = counts.get(files, 0) + 1
            if counts[files] <= SHOWN:
                yield row.origin.problem(_two_values(first, row))
    for (earlier, later), count in counts.items():
        if count > SHOWN:
            yield Origin(later).problem(f"còn {count - SHOWN} số nữa trùng với {earlier}.")


def _named(known: ControlContext, condition: ColumnElement[bool], message: str) -> Iterator[Problem]:
    """The message at the first rows of a name that is not there; one mistake gives no thousand messages."""
    rows = list(known.store.observations(condition, limit=SHOWN + 1))
    for row in rows[:SHOWN]:
        yield row.origin.problem(message)
    if len(rows) > SHOWN:
        count = known.store.connection.scalar(select(func.count()).where(condition)) or 0
        yield Origin(rows[-1].origin.path, rows[-1].origin.line).problem(f"còn {count - SHOWN} số nữa như vậy: {message}")


def _two_values(first: Observation, row: Observation) -> str:
    period = format_period(row.period)
    if not (first.origin.cell or row.origin.cell):
        advice = "Nếu là số đính chính, ghi thay_cho và đổi trạng thái dòng cũ."
    elif first.origin.path == row.origin.path:
        advice = "Một đơn vị chỉ báo cáo một lần trong một tệp; bỏ hàng hoặc trang thừa."
    else:
        advice = "Bỏ tệp thừa; nếu một tệp là bản đính chính, thêm chữ “dinh-chinh” vào tên tệp đó."
    return f"{period} đã có số {format_number(first.value)} ở {place_of(first, row)}, ở đây là {format_number(row.value)}. {advice}"


def _subject(row: Observation) -> tuple[object, ...]:
    return row.dataset, row.measure, row.unit, row.period, row.scope


def _circle(row: Observation, by_id: dict[str, Observation]) -> bool:
    seen = {row.id}
    while row.replaces in by_id:
        row = by_id[row.replaces]
        if row.id in seen:
            return True
        seen.add(row.id)
    return False


RULES = (
    ids_are_unique,
    names_are_known,
    datasets_name_known_units,
    featured_statistics_are_there,
    corrections_are_linked,
    one_value_is_live,
)
