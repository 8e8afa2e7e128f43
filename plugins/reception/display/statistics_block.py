"""A block's table, drawing, source and downloads, as the arguments of the component `statistics`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import PROVISIONAL, Dataset, Observation
from plugins.reception.data.queries.select import Selection, all_values, selection_of
from plugins.reception.data.queries.totals import Total, total
from plugins.reception.data.units.register import Unit
from plugins.reception.display.block_files import BlockPlace, block_files, block_path, reuse_of
from plugins.reception.display.chart_file import has_chart_file
from plugins.reception.display.crosstab import AXIS_NAMES, Crosstab, crosstab_of, in_time, period_words, ranked
from plugins.reception.display.line_chart import line_of
from plugins.reception.display.offered_files import data_files
from plugins.reception.display.sources import source_of
from plugins.reception.display.table import table_of
from plugins.reception.embeds.block import Block, BlockProblem
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period

SELECTING = {"bộ": "dataset", "kỳ": "periods", "đơn-vị": "units", "phạm-vi": "scope"}
COLUMNS_DRAWN = {"bars": 1, "grouped": 2}


def statistics_of(
    catalogue: Catalogue, block: Block, default_scope: str, identifier: str, place: BlockPlace | None = None
) -> dict[str, Any]:
    """What a block shows, with files of its own where it has a `place`.

    Raises QueryError, or BlockProblem where one line of the block is to blame.
    """
    selection = _selection(catalogue, block, default_scope)
    measures = _measures(catalogue, block, selection)
    crosstab = crosstab_of(catalogue, selection, measures, block.rows or ("periods" if block.drawing == "line" else ""))
    _refuse_drawing(block, crosstab)
    if block.ranked:
        _refuse_ranking(block, crosstab)
        crosstab = ranked(crosstab)
    title = block.title or _title(crosstab, selection)
    period = period_words(selection.periods)
    totals = _totals(catalogue, block, selection, crosstab) if block.with_total else ()
    table = table_of(
        catalogue, crosstab, f"{title}, {period}", block.drawing in COLUMNS_DRAWN, tuple(each.value for each in totals)
    )
    rows = crosstab.found()  # never empty
    latest = max(row.revision for row in rows)
    shown = {
        "id": identifier,
        "title": title,
        "period": period,
        "unit": table["unit"],
        "drawing": "line" if block.drawing == "line" else "bars" if block.drawing else "table",
        "table": table,
        "line": line_of(catalogue, crosstab, identifier, title) if block.drawing == "line" else None,
        "notes": [*map(str, crosstab.marks), *_notes_of(totals), *([block.note] if block.note else []), *notes(rows)],
        "source": source_of(catalogue, rows),
        "as_of": format_official_date(max(row.end for row in rows)),
        "revision": f"đính chính lần {latest - 1}" if latest > 1 else None,
        "sample": selection.dataset.sample,
    }
    return {**shown, **_to_take_away(shown, selection.dataset, place)}


def _to_take_away(shown: dict[str, Any], dataset: Dataset, place: BlockPlace | None) -> dict[str, Any]:
    """The files, and how to cite the block; without a place only the files of the data set."""
    if place is None:
        return {"downloads": data_files(dataset), "reuse": None}
    files = block_files(block_path(place.page, shown["id"]), has_chart_file(shown))
    return {"downloads": files, "reuse": reuse_of(place, dataset, shown)}


def notes(rows: list[Observation]) -> list[str]:
    """A note that numbers are provisional, and each of the clerk's notes once."""
    provisional = [row for row in rows if row.status == PROVISIONAL]
    said = "Số sơ bộ, có thể còn được sửa." if len(provisional) == len(rows) else "Có số sơ bộ, có thể còn được sửa."
    return list(dict.fromkeys([*([said] if provisional else []), *(row.note for row in rows if row.note)]))


def _notes_of(totals: tuple[Total, ...]) -> list[str]:
    """What the row of sums mixes, each thing once."""
    return list(dict.fromkeys(f"Hàng “Cộng” {each.note}." for each in totals if each.note))


def _selection(catalogue: Catalogue, block: Block, default: str) -> Selection:
    written = {"bộ": block.dataset, "kỳ": block.periods, "đơn-vị": block.units, "phạm-vi": block.scope}
    given = {key: text for key, text in written.items() if text}

    def ask(options: dict[str, str]) -> Selection:
        return selection_of(catalogue, default, **options)

    try:
        return ask({SELECTING[key]: text for key, text in given.items()})
    except QueryError as error:
        raise BlockProblem(str(error), block.lines.get(_blamed(given, ask, str(error)), 0)) from error


def _blamed(given: dict[str, str], ask: Callable[[dict[str, str]], Selection], message: str) -> str:
    """The first key of the block that causes the message; "" where none does."""
    options: dict[str, str] = {}
    for key, text in given.items():
        options[SELECTING[key]] = text
        try:
            ask(options)
        except QueryError as error:
            if str(error) == message:
                return key
    return ""


def _measures(catalogue: Catalogue, block: Block, selection: Selection) -> list[Measure]:
    single = len(selection.units) == 1 and len(selection.periods) == 1
    if block.standard and not single:
        line = block.lines.get("kỳ" if len(selection.periods) > 1 else "đơn-vị", 0)
        raise BlockProblem("khối chuẩn chỉ nhận một kỳ và một đơn vị. Dùng “bảng: theo kỳ” hoặc “bảng: theo đơn-vị”.", line)
    if block.measures:
        try:
            return [catalogue.measure(name) for name in block.measures]
        except QueryError as error:
            raise BlockProblem(str(error), block.lines.get("chỉ-tiêu", block.lines.get("bảng", 0))) from error
    if not single or block.rows in ("units", "periods") or block.drawing in ("line", "grouped"):
        raise BlockProblem("chưa ghi chỉ tiêu. Thêm dòng dạng “chỉ-tiêu: lượt công dân”.")
    return [catalogue.measures[row.measure] for row in all_values(catalogue, selection)]


def _refuse_drawing(block: Block, crosstab: Crosstab) -> None:
    """Refuse drawings that would mislead: unlike things on one scale, or more series than a reader can tell apart."""
    if not block.drawing:
        return
    line, columns = block.lines.get("biểu-đồ", 0), len(crosstab.columns.items)
    if block.drawing == "line" and crosstab.rows.kind != "periods":
        raise BlockProblem("biểu đồ đường vẽ theo kỳ. Đổi “bảng: theo kỳ” hoặc dùng “biểu-đồ: cột”.", line)
    if columns != COLUMNS_DRAWN.get(block.drawing, columns):
        raise BlockProblem(
            f"biểu đồ này vẽ {COLUMNS_DRAWN[block.drawing]} cột số, đang có {columns}. {_other(block, columns)}", line
        )
    kinds = {item.kind for axis in (crosstab.rows, crosstab.columns) for item in axis.items if isinstance(item, Period)}
    if len(kinds) > 1:
        raise BlockProblem(
            "không vẽ chung các kỳ dài ngắn khác nhau. Ghi các kỳ cùng loại, hoặc dùng bảng.", block.lines.get("kỳ", 0)
        )
    if not block.standard and len(crosstab.units_of_count()) > 1:
        units = " và ".join(crosstab.units_of_count())
        place = next((block.lines[key] for key in ("chỉ-tiêu", "bảng") if key in block.lines), line)
        raise BlockProblem(f"không vẽ chung {units} trên một trục. Tách thành hai khối, hoặc bỏ “biểu-đồ” để chỉ có bảng.", place)
    if any(len({row.scope for row in series if row}) > 1 for series in in_time(crosstab)):
        raise BlockProblem("các kỳ có phạm vi khác nhau (toàn địa bàn, riêng đơn vị) nên không vẽ chung. Ghi thêm “phạm-vi”.", line)


def _refuse_ranking(block: Block, crosstab: Crosstab) -> None:
    if crosstab.rows.kind != "units":
        raise BlockProblem("chỉ xếp hạng các đơn vị. Ghi “bảng: theo đơn-vị”, hoặc bỏ dòng “xếp-hạng”.", block.lines["xếp-hạng"])
    last = crosstab.column(len(crosstab.columns.items) - 1)
    if len({row.scope for row in last if row}) > 1:
        raise BlockProblem(
            "các đơn vị có phạm vi khác nhau (toàn địa bàn, riêng đơn vị) nên không xếp hạng chung. Ghi thêm “phạm-vi”.",
            block.lines["xếp-hạng"],
        )


def _other(block: Block, columns: int) -> str:
    if block.drawing == "bars" and columns == 2:
        return "Dùng “biểu-đồ: cột-nhóm”."
    if block.drawing == "grouped" and columns == 1:
        return "Dùng “biểu-đồ: cột”."
    return "Bỏ “biểu-đồ” để chỉ có bảng, hoặc tách thành nhiều khối."


def _title(crosstab: Crosstab, selection: Selection) -> str:
    if len(crosstab.measures) > 1 or crosstab.rows.kind == "measures":
        return selection.dataset.title
    name = crosstab.measures[0].name
    return f"{name[:1].upper()}{name[1:]} theo {AXIS_NAMES[crosstab.rows.kind].lower()}"


def _totals(catalogue: Catalogue, block: Block, selection: Selection, crosstab: Crosstab) -> tuple[Total, ...]:
    """One sum a column."""
    if crosstab.rows.kind == "measures":
        raise BlockProblem("không cộng các chỉ tiêu với nhau. Bỏ dòng “cộng”.", block.lines["cộng"])
    sums = []
    for item in crosstab.columns.items:
        units = (item,) if isinstance(item, Unit) else selection.units
        periods = (item,) if isinstance(item, Period) else selection.periods
        measure = item if isinstance(item, Measure) else crosstab.measures[0]
        try:
            sums.append(total(catalogue, replace(selection, units=units, periods=periods), measure))
        except QueryError as error:
            raise BlockProblem(str(error), block.lines["cộng"]) from error
    return tuple(sums)
