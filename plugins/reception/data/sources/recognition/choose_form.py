"""Which circular's form a sheet is: by the circular it names, else by the one in force when its period ended.

A form whose columns are still awaited is a warning, not an error: offices send one workbook with all forms of a circular.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plugins.reception.data.law.form import Form
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.regimes import Regime
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.spreadsheets.grid import Place
from plugins.rules import stated
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period, calendar_days, format_period

FORMS_OF_REPORTS_ARE_IN_FORCE = stated(
    "forms_of_reports_are_in_force",
    """Trang báo cáo theo biểu của thông tư có hiệu lực vào ngày cuối kỳ, và hệ thống đã khai biểu ấy.

    Sai: biểu 2a của Thông tư 03/2013 cho quý III năm 2022
    Đúng: biểu 01/TCD của Thông tư 02/2021 cho quý III năm 2022
    """,
    "V20",
)
RULES = (FORMS_OF_REPORTS_ARE_IN_FORCE,)
_CODE = FORMS_OF_REPORTS_ARE_IN_FORCE.code

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A circular that has the form, with its columns if they are known, and the days that the sheet's period covers."""

    regime: Regime
    form: Form | None
    days: Days


def choose_form(
    number: str, circulars: Mapping[str, Place], days: Days | None, label: Period | None, forms: Forms, findings: Findings
) -> tuple[Form, Days] | None:
    """The one form that fits, with the period's days; None, with a problem, if there is none or more than one."""
    candidates = _candidates(number, days, label, forms)
    named = [candidate for candidate in candidates if candidate.regime.circular in circulars]
    if label and not days and not any(_holds(candidate) for candidate in named or candidates):
        unknown = _days_unknown(number, circulars, label, forms)
        if unknown:
            _report_days_unknown(number, label, *unknown, findings)
            return None
    if named:
        fitting = named
    elif circulars and not any(regime.circular in circulars for regime in forms.regimes):
        known = ", ".join(regime.circular for regime in forms.regimes)
        message = f"chưa biết Thông tư {', '.join(circulars)}. Đã khai: {known}."
        findings.add(message, next(iter(circulars.values())), _CODE)
        return None
    elif circulars:
        findings.add(f"Thông tư {', '.join(circulars)} không có biểu {number}.", next(iter(circulars.values())), _CODE)
        return None
    else:
        fitting = candidates
    in_force = [candidate for candidate in fitting if _holds(candidate)]
    return _only(number, fitting, in_force, findings)


def _having(number: str, forms: Forms) -> list[tuple[Regime, Form | None]]:
    """The circulars that have the form, with its columns if they are known."""
    having: list[tuple[Regime, Form | None]] = [(form.regime, form) for form in forms.numbered(number)]
    return having + [(regime, None) for regime in forms.regimes if number in regime.awaiting]


def _candidates(number: str, days: Days | None, label: Period | None, forms: Forms) -> list[Candidate]:
    candidates = []
    for regime, form in _having(number, forms):
        covered = days or (regime.days(label) if label else None)
        if covered:
            candidates.append(Candidate(regime, form, covered))
    return candidates


def _days_unknown(number: str, circulars: Mapping[str, Place], label: Period, forms: Forms) -> tuple[Regime, Form | None] | None:
    """The circular that the sheet follows, if nobody has written which days it gives the label; those of another do not count."""
    for regime, form in _having(number, forms):
        follows = regime.circular in circulars if circulars else regime.holds_on(calendar_days(label)[1])
        if follows and regime.days(label) is None:
            return regime, form
    return None


def _only(number: str, fitting: list[Candidate], in_force: list[Candidate], findings: Findings) -> tuple[Form, Days] | None:
    if len(in_force) > 1:
        names = " và ".join(candidate.regime.circular for candidate in in_force)
        findings.add(f"biểu {number} của kỳ này có thể theo Thông tư {names}. Ghi rõ số thông tư ở đầu trang.", rule=_CODE)
    elif not in_force:
        spans = "; ".join(_in_force(candidate.regime) for candidate in fitting)
        ends = ", ".join(sorted({format_official_date(candidate.days[1]) for candidate in fitting}))
        findings.add(
            f"biểu {number} không dùng cho kỳ kết thúc ngày {ends or '…'}: {spans or 'không có thông tư nào cho kỳ này'}. "
            "Kiểm tra lại số biểu và kỳ số liệu.",
            rule=_CODE,
        )
    elif in_force[0].form is None:
        _report_columns_unknown(number, in_force[0].regime, findings)
    else:
        return in_force[0].form, in_force[0].days
    return None


def _holds(candidate: Candidate) -> bool:
    return candidate.regime.holds_on(candidate.days[1])


def _report_columns_unknown(number: str, regime: Regime, findings: Findings) -> None:
    message = (
        f"kỳ này theo Thông tư {regime.circular}; các cột của biểu {number} theo thông tư đó chưa được khai trong hệ thống. "
        "Trang này không được đọc. Cơ quan khai được biểu này: make form FILE=<tệp báo cáo>, rồi theo docs/bieu-mau.md."
    )
    findings.add(message, rule=_CODE, severity="warning")


def _report_days_unknown(number: str, label: Period, regime: Regime, form: Form | None, findings: Findings) -> None:
    if form is None:
        _report_columns_unknown(number, regime, findings)
        return
    findings.add(
        f"trang chỉ ghi {format_period(label)}, mà chưa ai khai {format_period(label)} gồm những ngày nào theo Thông tư "
        f"{regime.circular}. Ghi “Số liệu tính từ ngày … đến ngày …” ở đầu trang, hoặc khai [thong-tu.ky] khi có văn bản.",
        rule=_CODE,
    )


def _in_force(regime: Regime) -> str:
    start = format_official_date(regime.in_force)
    end = f" đến trước {format_official_date(regime.until)}" if regime.until else ""
    return f"Thông tư {regime.circular} có hiệu lực từ {start}{end}"
