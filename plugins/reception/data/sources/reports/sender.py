"""Who sent a sheet, by its letterhead: "UBND TỈNH LẠNG SƠN" above "SỞ TÀI CHÍNH" is the finance department's.

The province proves nothing, as its name begins every letterhead; and the inspectorate and the reception board report for all.
"""

from __future__ import annotations

import re

from plugins.reception.data.sources.recognition.report import SheetReport
from plugins.reception.data.units.register import Register, Unit
from plugins.vietnamese.folding import as_meant

REPORT_FOR_ALL = ("tinh", "thanh_tra", "ban_tcd")
_BEFORE_NAME = re.compile(
    r"(?:(?:đơn vị|cơ quan)(?: báo cáo| lập| gửi)?\s*:\s*)?(?:(?:thanh tra|văn phòng|ban tiếp công dân)\s+)?", re.IGNORECASE
)


def sender_of(sheet: SheetReport, register: Register) -> Unit | None:
    """The one unit below the province that the lines above the table name; None where they name none, or several."""
    named = {unit.unit_id: unit for line in sheet.letterhead for unit in _units(line.strip(), sheet, register)}
    below = [unit for unit in named.values() if unit.kind not in REPORT_FOR_ALL]
    above = {each for unit in below for each in register.ids_above(unit)}
    lowest = [unit for unit in below if unit.unit_id not in above]
    return lowest[0] if len(lowest) == 1 else None


def stranger_of(sheet: SheetReport, register: Register) -> str:
    """The department that the letterhead names and the register lacks, as written; "" where there is none."""
    departments = (line.strip() for line in sheet.letterhead if as_meant(line.strip()).lower().startswith("sở "))
    return next((line for line in departments if not _units(line, sheet, register)), "")


def _units(line: str, sheet: SheetReport, register: Register) -> list[Unit]:
    days = (sheet.start, sheet.end)
    name = line[match.end() :] if (match := _BEFORE_NAME.match(line)) else line
    return register.named(line, days) or register.named(name, days)
