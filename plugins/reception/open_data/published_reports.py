"""The reports that are published as they were received: those that the office says (`cong-bo-tep`), if they give nobody away.

A check finds numbers of papers and hidden sheets; it does not know whether a name may be public. So the office decides, and what
it does not mention is not published.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath

from plugins.build_cache import Cached, uncached
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.open_data.digests import path_of, sha256_of
from plugins.reception.open_data.report_privacy import trouble_with_report
from plugins.rules import stated

PUBLISHED_REPORTS_NAME_NOBODY = stated(
    "published_reports_name_nobody",
    """Báo cáo gốc được đăng (`cong-bo-tep = true`) không có số giấy tờ, điện thoại, thư điện tử, số tài khoản, tên người soạn
    trong thuộc tính; không có trang tính, hàng, cột ẩn, ghi chú, hình. Tệp không đạt thì không được đăng, số liệu vẫn lên trang.

    Sai: q3.xlsx có trang tính ẩn “Danh sách”
    Đúng: q3.xlsx đã xoá trang tính ấy
    """,
    "V18",
    "warning",
)
RULES = (PUBLISHED_REPORTS_NAME_NOBODY,)
FOLDER = "so-lieu/bao-cao"
DIGESTS = f"{FOLDER}/sha256.txt"
MEND = (
    "Xoá những phần ấy (Excel: Tệp > Thông tin > Kiểm tra Tài liệu) rồi lưu, hoặc ghi cong-bo-tep = false cho tệp này trong "
    "nguon.toml."
)


def with_published_reports(catalogue: Catalogue, cached: Cached = uncached) -> Catalogue:
    """The catalogue with the reports that are published, and a warning for each that the office offers and that is not fit."""
    content = catalogue.content
    if content is None or not catalogue.offered_reports:
        return catalogue
    names = {path.partition("/")[2]: path for path in catalogue.offered_reports}
    found = cached("what reports give away", list(names), lambda name: trouble_with_report(name, (content / name).read_bytes()))
    unfit = [_problem(names[name], troubles) for name, troubles in found.items() if troubles]
    published = frozenset(names[name] for name, troubles in found.items() if not troubles)
    return replace(catalogue, published_reports=published, warnings=tuple(sorted([*catalogue.warnings, *unfit])))


def published_report_files(catalogue: Catalogue) -> list[str]:
    """The published reports, by path from the site's root, which is their path from the content's; and the list of digests."""
    reports = sorted(path.partition("/")[2] for path in catalogue.published_reports)
    return [*reports, *([DIGESTS] if reports else [])]


def copy_reports(catalogue: Catalogue, output: Path) -> None:
    """Put the published reports into the site's folder, byte for byte, and the list by which `sha256sum -c` checks copies."""
    lines = []
    for path in sorted(catalogue.published_reports):
        name, digest = path.partition("/")[2], sha256_of(catalogue, path)
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path_of(catalogue, path), output / name)
        lines.append(f"{digest}  {PurePosixPath(name).relative_to(FOLDER)}\n")
    if lines:
        (output / DIGESTS).write_text("".join(lines), encoding="utf-8")


def _problem(path: str, troubles: tuple[str, ...]) -> Problem:
    message = f"chưa đăng tệp này như đã khai (cong-bo-tep), vì có {'; '.join(troubles)}. {MEND}"
    return PUBLISHED_REPORTS_NAME_NOBODY.problem(path, message=message)
