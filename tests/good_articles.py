"""Articles as an office writes them, with nothing wrong: what `make check` says against one is a false alarm.

Parts are put together in every way that a seed picks. They name no person, and every article is marked as sample content.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SECTIONS = ("Tin tức", "Thông báo", "Phổ biến pháp luật", "Kết luận thanh tra", "Tiếp công dân")
TAGS = ("Tiếp công dân", "Cải cách hành chính", "Luật 2013", "Khiếu nại", "Phòng chống tham nhũng", "ISO 9001:2015", "R&D")
SUBJECTS = (
    "Thanh tra tỉnh", "UBND tỉnh", "Văn phòng HĐND & UBND tỉnh", "Sở TN&MT", "Ban Tiếp công dân tỉnh", "Phòng Nghiệp vụ 2",
    "Tổ công tác 09", "Các sở, ban, ngành", "Đoàn thanh tra", "Trung tâm Phục vụ hành chính công",
)  # fmt: skip
DEEDS = (
    "đã rà soát lịch trực", "tổ chức hội nghị trực tuyến", "hướng dẫn cách ghi sổ", "công khai thủ tục hành chính",
    "lấy ý kiến góp ý dự thảo", "kiểm tra việc lưu trữ hồ sơ", "triển khai kế hoạch năm", "bố trí lại phòng chờ",
)  # fmt: skip
ENDS = (
    "theo Quyết định số 12/QĐ-TTr ngày 05/01/2024", "theo Luật số 42/2013/QH13", "trước 16 giờ 30 phút ngày 20 tháng 11",
    "trong quý III/2024", "từ 7h30 đến 11h00", "căn cứ Điều 5, khoản 2, điểm a Thông tư 04/2021/TT-TTCP", "giai đoạn 2021–2025",
    "tại tầng 2, nhà A3", "với kinh phí 1.250.000.000 đồng", "đạt 98,5 % kế hoạch", "(gồm 03 phụ lục, 12 trang)",
    "trong 10 ngày làm việc", "ở nhiệt độ 25 °C", "với ≥ 2 bản sao", "qua số 0205 3812 273", "ở mức < 5% như năm trước",
    "theo Công văn 123/UBND-NC, v.v.", "đúng phương châm “4 tại chỗ”", "vào Thứ Hai, ngày 2-9-2024", "trong đợt 1/2 của năm",
)  # fmt: skip
TITLES = (
    "{who} {deed}", "Thông báo: {deed} (lần 2)", "Thông báo số 15/TB-TTr: {deed}", "“Nói đi đôi với làm” ở {who}", "{who}: {deed}?",
    "Kế hoạch 06/KH-UBND – {deed}", "Quý IV/2024, {deed} & báo cáo", "Hỏi – đáp: {deed} thế nào", "{deed} 24/7, đạt 100%",
)  # fmt: skip
BLOCKS = (
    "- {a}\n- {b}\n- {a}; {b}", "1. {a}.\n2. {b}.\n3. {a}.", "- {a}:\n\n    - {b};\n    - {a}.\n\n- {b}.", "a) {a};\n\nb) {b}.",
    "| Việc | Nơi làm | Hạn |\n|:---|:---|---:|\n| {a} | Tầng 2 | 30/9 |\n| {b} | Phòng 101 | 15/10/2024 |",
    "| STT | Nội dung |\n|---|---|\n| 1 | **{a}** |\n| 2 | {b}, *khi cần* |", "> {a}. {b}.", "> “{a}”\n>\n> {b}.",
    "## {a}\n\n{b}.", "## I. Kết quả\n\n{a}.\n\n### 1.1. {b}\n\n{a}.", "{a}[^1].\n\n[^1]: {b}.", "**{a}**, *{b}*.",
    "Xem [{a}](nen-mau.md), mục [Cách làm](nen-mau.md#cach-lam).", "Nguồn: [Cổng tỉnh](https://langson.gov.vn/tin?a=1&b=2#c).",
    "Tải [Giấy hẹn (TXT)](../../tep/giay-hen-minh-hoa.txt).", "Thư về <vi-du@langson.gov.vn> hoặc <https://langson.gov.vn>.",
    'Ảnh kèm theo:\n\n![](chưa-có-ảnh "{a} (ảnh: CTV)")', "2024\\. {a}.", "{a}: 5\\*3 = 15; 2 x 4 = 8; H~2~O.",
    "Mẫu 01-TTr: `{{{{ lượt công dân }}}}` trong ngoặc là chữ máy.", "{a} …\n\n* * *\n\n{b}...", "{a} \\[trích\\], {b} [sic].",
    "– {a};\n\n– {b}.", "+ {a}.", "#LangSon: {a}.", "{a} (QĐ_12_TTr.pdf) - {b}/.", "{a}  \n{b}.", "Điều 1. {a}.\n\nĐiều 2. {b}.",
)  # fmt: skip
STATISTICS = (
    "Các đơn vị mẫu đã tiếp {{ lượt công dân }}, {{ lượt công dân | so-với cùng-kỳ }}.",
    "```so-lieu\nkhối: chuẩn\ntiêu-đề: Tiếp công dân (minh hoạ)\n```",
    "Riêng tiếp thường xuyên là {{ lượt tiếp thường xuyên | số }}.",
    "```so-lieu\nbiểu-đồ: đường\nchỉ-tiêu: lượt công dân\nkỳ: 2024-Q2..2025-Q2\ntiêu-đề: Qua các quý\n```",
)
TARGET = "tin-tuc/2024/nen-mau.md"
TARGET_TEXT = "Title: Bài nền mẫu\nDate: 2024-01-02 08:00\n\nBài mẫu.\n\n## Cách làm\n\nChữ.\n"


def good_articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Path in the content tree and text of each, the first being what others link to."""
    yield TARGET, TARGET_TEXT
    for number in range(1, count):
        random = Random(f"{seed} {number}")  # nothing is to be kept secret
        yield f"tin-tuc/2024/bai-mau-{number:03}.md", f"{_header(random, number)}\n\n{_body(random, number)}"


def _phrase(random: Random) -> str:
    return f"{random.choice(SUBJECTS)} {random.choice(DEEDS)} {random.choice(ENDS)}"


def _header(random: Random, number: int) -> str:
    title = random.choice(TITLES).format(who=random.choice(SUBJECTS), deed=random.choice(DEEDS))
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    some = [
        f"Category: {random.choice(SECTIONS)}", f"Tags: {', '.join(random.sample(TAGS, 2))}", f"Slug: bai-so-{number}",
        f"Summary: Bài mẫu. {_phrase(random)}.", f"Modified: {day} 17:00", "Author: Ban biên tập", f"Aliases: /bai-cu/{number}/",
    ]  # fmt: skip
    lines = [f"Title: {title} (bài mẫu {number})", f"Date: {day}{random.choice(['', ' 08:30'])}"]
    lines += random.sample(some, random.randint(0, len(some)))
    return "\n".join([*lines, *(["So-lieu: bao-cao-quy-mau/2025-Q2"] if _has_statistics(number) else [])])


def _body(random: Random, number: int) -> str:
    blocks = [block.format(a=_phrase(random), b=_phrase(random)) for block in random.sample(BLOCKS, random.randint(2, 7))]
    blocks += random.sample(STATISTICS, 2) if _has_statistics(number) else []
    return "\n\n".join(["Bài mẫu, chữ đặt ra.", *(f"{block}\n\n{_phrase(random)}." for block in blocks)]) + "\n"


def _has_statistics(number: int) -> bool:
    return number % 5 == 0
