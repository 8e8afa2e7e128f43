"""Made-up Vietnamese text: real words in an order that says nothing, so that no reader takes it for news.

It has no words that name a measure, because numbers beside them would be compared with the data.
"""

from __future__ import annotations

from random import Random

WORDS = """
bản làng, bến xe, bờ suối, buổi sáng, buổi chiều, cánh đồng, cây cầu, con đường, con suối, chợ phiên, cửa sổ, dòng sông, đèo cao,
đồi chè, đồng lúa, đường làng, gian nhà, góc phố, hàng cây, hiên nhà, hội trường, khu vườn, lối đi, lũng núi, mái ngói, mùa vụ,
ngôi trường, nhà sàn, nhà văn hoá, nương ngô, phiên chợ, quảng trường, ruộng bậc thang, sân trường, sườn đồi, thung lũng, thư viện,
trạm y tế, vườn hồng, vườn quýt, bàn ghế, bảng tin, biển báo, bìa sách, bức tranh, cuốn sổ, giá sách, giấy mời, hộp thư, lịch treo,
máy tính, mẫu giấy, ngăn kéo, phong bì, sổ tay, tấm bản đồ, tập ảnh, tờ lịch, tủ hồ sơ, văn phòng phẩm, cán bộ, chuyên viên,
người dân, tổ trưởng, trưởng thôn, già làng, thanh niên, phụ nữ, học sinh, thầy giáo, bạn đọc, khách mời, đồng nghiệp, đại biểu,
bàn bạc, bổ sung, chuẩn bị, chia sẻ, chỉnh sửa, đánh giá, đề xuất, ghi chép, giải thích, giới thiệu, góp ý, hoàn thành, học hỏi,
hướng dẫn, kết nối, kiểm tra, lắng nghe, liên hệ, lựa chọn, nhắc lại, phân công, phối hợp, quan sát, rà soát, sắp xếp, soạn thảo,
sử dụng, tập huấn, tham gia, theo dõi, thực hành, tìm hiểu, tổ chức, tổng hợp, trao đổi, trình bày, vận dụng, xây dựng, xem xét,
ân cần, bền bỉ, cẩn thận, chân thành, chu đáo, công khai, cụ thể, dễ hiểu, đầy đủ, đơn giản, gần gũi, gọn gàng, hài hoà, khoa học,
kiên trì, kịp thời, linh hoạt, mạch lạc, minh bạch, nghiêm túc, ngắn gọn, nhẹ nhàng, rõ ràng, sáng tạo, tỉ mỉ, thân thiện,
thiết thực, thuận tiện, thường xuyên, tích cực, trách nhiệm, vui vẻ, bài học, câu chuyện, chủ đề, cuộc họp, cách làm, dịp này,
điểm mới, đề cương, đợt này, giai đoạn, hội thảo, kế hoạch, kinh nghiệm, kỹ năng, lộ trình, mô hình, mục tiêu, nền nếp, nội dung,
phần việc, phong trào, phương án, quy trình, sáng kiến, tài liệu, thói quen, tiến độ, tiêu chí, trọng tâm, văn bản, ý kiến, ý tưởng,
yêu cầu, bước đầu, ban đầu, hằng ngày, hằng tuần, lâu dài, mới đây, năm nay, sắp tới, thời gian qua, trước mắt, vừa qua, xưa nay,
nắng sớm, mưa phùn, sương mù, gió núi, hoa đào, hoa hồi, hạt dẻ, quả na, quả mận, rừng thông, rừng hồi, lá cọ, tiếng đàn, điệu then,
câu hát, sắc chàm, khăn thêu, tấm vải, nồi bánh, bếp lửa, ấm trà, mâm cơm, trang sách, nét chữ, dấu thanh, dòng kẻ, khổ giấy
""".replace("\n", " ").split(",")
WORDS = [word.strip() for word in WORDS]
JOINTS = (
    "và", "của", "để", "cho", "khi", "nếu", "thì", "mà", "với", "theo", "từ", "đến", "trong", "ngoài", "trên", "sau", "trước",
    "bên", "cùng", "rồi", "vì", "nên", "như", "đã", "đang", "sẽ", "vẫn", "cũng", "được", "có", "là", "những", "các", "mỗi",
    "một", "nhiều", "từng", "còn", "qua", "giữa",
)  # fmt: skip
THEMES = (
    "Bản làng", "Chợ phiên", "Thư viện", "Trường học", "Nhà văn hoá", "Vườn hồng", "Rừng hồi", "Đường thôn", "Hội làng",
    "Sổ tay", "Bảng tin", "Tủ sách", "Cây xanh", "Nước sạch", "Lớp học",
)  # fmt: skip
ASPECTS = ("mùa xuân", "mùa hạ", "mùa thu", "mùa đông", "ngày mới", "cuối tuần", "vùng cao", "vùng thấp", "kiểu mẫu", "thân thiện")
SECTIONS = (
    "Tin minh hoạ", "Thông báo minh hoạ", "Hoạt động minh hoạ", "Hướng dẫn minh hoạ", "Hỏi đáp minh hoạ", "Văn bản minh hoạ",
    "Gương mặt minh hoạ", "Phóng sự minh hoạ", "Góp ý minh hoạ", "Nhìn lại minh hoạ",
)  # fmt: skip
TAGS = tuple(f"{theme} {aspect}" for theme in THEMES for aspect in ASPECTS)


def phrase(rng: Random, words: int) -> str:
    """`words` words, a joint after about every second one; the first letter is a capital."""
    chosen = rng.choices(WORDS, k=words)
    joints = rng.choices(JOINTS, k=words)
    gaps = rng.choices((True, False), k=words)
    parts = [f"{word} {joint}" if gap else word for word, joint, gap in zip(chosen[:-1], joints, gaps, strict=False)]
    text = " ".join([*parts, chosen[-1]])
    return text[0].upper() + text[1:]


def sentence(rng: Random) -> str:
    """A sentence of four to twelve words; some have a comma, a bold or an italic word, as edited texts do."""
    text = phrase(rng, rng.randint(4, 8))
    look = rng.random()
    if look < 0.4:
        text += ", " + phrase(rng, rng.randint(2, 4)).lower()
    elif look < 0.45:
        text += f" **{rng.choice(WORDS)}**"
    elif look < 0.5:
        text += f" *{rng.choice(WORDS)}*"
    return text + "."
