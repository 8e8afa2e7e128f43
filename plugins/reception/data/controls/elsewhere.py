"""Rules that no look at the store can hold: they are about files, sums, comparisons, drawings and sentences."""

from __future__ import annotations

from plugins.reception.data.controls.rules import Control

ELSEWHERE = (
    Control(
        "V01",
        "error",
        "Tệp bảng viết bằng UTF-8 không BOM, chữ Việt dựng sẵn (NFC), xuống dòng kiểu LF.\n\n"
        "Sai: lưu bằng Excel kiểu “CSV (Comma delimited)”\n"
        "Đúng: lưu bằng trình soạn thảo văn bản, UTF-8, LF",
        "plugins.reception.data.sources.quoted_figures",
    ),
    Control(
        "V11",
        "error",
        "Không cộng số tại một thời điểm, số vụ việc qua nhiều kỳ; không cộng số toàn địa bàn với số của đơn vị trong địa bàn; "
        "không cộng lượt với người.\n\n"
        "Sai: đơn kỳ trước chuyển sang của quý I + quý II\n"
        "Đúng: lượt công dân của quý I + quý II",
        "plugins.reception.data.queries.totals",
    ),
    Control(
        "V11",
        "warning",
        "Hàng “Tổng cộng” là số toàn địa bàn khi các hàng của trang có đủ đơn vị của địa bàn theo don-vi.csv, hoặc tên hàng nói rõ "
        "(“Toàn tỉnh”), hoặc nguon.toml khai tong-cua. Nếu không, hàng ấy chỉ để kiểm tra. “Cộng khối sở” và các hàng cộng từng "
        "phần không bao giờ được công bố.\n\n"
        "Sai: Sở Tài chính, Sở Tư pháp, “Tổng cộng”\n"
        "Đúng: Sở Tài chính, Sở Tư pháp, “Cộng khối sở”, các huyện, “Tổng cộng toàn tỉnh”",
        "plugins.reception.data.sources.reports.total_area",
    ),
    Control(
        "V13",
        "warning",
        "So sánh “tăng”, “giảm” so với cùng kỳ được tính lại từ hai số liệu.\n\n"
        "Sai: gõ tay “tăng 5,3% so với cùng kỳ”\n"
        "Đúng: {{ lượt công dân | so-với cùng-kỳ }}",
        "plugins.reception.typed_numbers.changes",
    ),
    Control(
        "V14",
        "warning",
        "Tỷ lệ phần trăm được tính lại từ hai số; lệch quá 0,1 điểm thì báo.\n\n"
        "Sai: 1.336/1.990 vụ việc, đạt 68,5%\n"
        "Đúng: 1.336/1.990 vụ việc, đạt 67,1%",
        "plugins.reception.typed_numbers.shares",
    ),
    Control(
        "V15",
        "error",
        "Biểu đồ có số liệu của hai chế độ báo cáo, hoặc qua ngày địa giới thay đổi, phải có dấu ngắt.\n\n"
        "Sai: một đường liền từ năm 2020 sang năm 2021\n"
        "Đúng: đường ngắt giữa năm 2020 và năm 2021, có chú thích vì sao",
        "plugins.reception.data.queries.breaks",
    ),
    Control(
        "V17",
        "error",
        "Số trong lời văn bằng số liệu mà nó dẫn.\n\n"
        "Sai: {{ lượt công dân = 17.686 }} khi số liệu là 17668\n"
        "Đúng: {{ lượt công dân = 17.668 }}, hoặc {{ lượt công dân }}",
        "plugins.reception.typed_numbers.check",
    ),
)
