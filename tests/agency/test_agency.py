import re

import pytest

from plugins.agency.agency import parse_agency, read_agency
from plugins.problems import ProblemsFound
from tests.conftest import ROOT

GOOD = (ROOT / "content/co-quan.toml").read_text(encoding="utf-8")


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ProblemsFound) as found:
        parse_agency(text)
    return [(problem.line, problem.message) for problem in found.value.problems]


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_the_real_file_says_what_the_contract_fixes():
    agency = read_agency(ROOT / "content")
    assert agency.title == "Trang thông tin điện tử Thanh tra tỉnh Lạng Sơn"
    assert agency.address == "Số 04 Đường Hoàng Văn Thụ, phường Chi Lăng, thành phố Lạng Sơn, tỉnh Lạng Sơn"
    assert (agency.phone.printed, agency.phone.dial) == ("(025) 3.812.273", "+842053812273")
    assert agency.fax == "(025) 3.811.287"
    assert (agency.designed_by.name, agency.designed_by.host) == (
        "Công ty cổ phần Công Nghệ Bình Minh",
        "www.binhminh.com.vn",
    )
    assert agency.portal.url == "https://langson.gov.vn"


def test_what_the_office_has_not_confirmed_is_empty():
    agency = read_agency(ROOT / "content")
    assert (agency.address_since_2025, agency.responsible, agency.email, agency.emblem) == ("", "", "", "")
    assert agency.sample is False


def test_the_masthead_s_small_line_is_the_title_without_the_name():
    assert read_agency(ROOT / "content").site_kind == "Trang thông tin điện tử"


def test_the_number_to_dial_is_also_written_as_people_read_it():
    assert read_agency(ROOT / "content").phone.national.split() == ["0205", "3812", "273"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("+842053812273", "+84253812273", "mã vùng “0205” nên gọi sang tỉnh khác"),
        ('ma-vung = "0205"', 'ma-vung = "205"', "ví dụ “0205”"),
        ('"https://thanhtra.langson.gov.vn"', '"https://thanhtra.langson.gov.vn/"', "không có dấu / ở cuối"),
        ('dia-chi = "/gioi-thieu/"', 'dia-chi = "gioi-thieu"', "bắt đầu và kết thúc bằng /"),
        ("+842053812273", "0205 3812 273", "dạng +84"),
        ("(025) 3.811.287", "không có", "số fax"),
        ('thu-dien-tu = ""', 'thu-dien-tu = "thanhtra"', "địa chỉ thư"),
        ('thu-dien-tu = ""', "thu-dien-tu = 'a\"b@c.vn'", "địa chỉ thư"),
        ('bieu-trung = ""', 'bieu-trung = "C:\\\\anh.bmp"', "đường dẫn ảnh"),
        ('bieu-trung = ""', 'bieu-trung = "/anh/../../bi-mat.png"', "đường dẫn ảnh"),
        ('bieu-trung = ""', 'bieu-trung = "/anh/hinh-ve.svg"', "đường dẫn ảnh"),
        ("minh-hoa = false", 'minh-hoa = "không"', "true hoặc false"),
        ('"https://langson.gov.vn"', '"langson.gov.vn"', "bắt đầu bằng http"),
        ("http://www.binhminh.com.vn/", "javascript:alert(1)", "bắt đầu bằng http"),
        ('ten = "Thanh tra tỉnh Lạng Sơn"', 'ten = ""', "không để trống"),
    ],
)
def test_a_bad_value_is_reported_with_its_line_what_was_found_and_what_is_expected(old, new, expected):
    text = GOOD.replace(old, new, 1)
    ((line, message),) = problems(text)
    assert line == line_with(text, new)
    assert expected in message


def test_a_missing_key_names_the_key_and_its_table():
    text = re.sub(r"\nhien-thi = .*", "", GOOD)
    ((line, message),) = problems(text)
    assert line == line_with(text, "[dien-thoai]")
    assert "dien-thoai.hien-thi" in message


@pytest.mark.parametrize(
    ("gone", "advice"),
    [
        (r"\[dien-thoai\][^\[]*", "thiếu bảng “dien-thoai”. Thêm ở cuối tệp dòng “[dien-thoai]” và dưới nó các dòng “hien-thi = "),
        (r"\nminh-hoa = .*", "thiếu mục “minh-hoa”. Thêm dòng “minh-hoa = false” ở đầu tệp, trước bảng đầu tiên."),
        (r"\nfax = .*", 'Thêm dòng “fax = "…"” ở đầu tệp'),
        (r"\nhien-thi = .*", 'Thêm dòng “hien-thi = "…"” dưới dòng “[dien-thoai]”.'),
    ],
)
def test_what_is_missing_is_reported_in_the_shape_it_has(gone, advice):
    ((_, message),) = problems(re.sub(gone, "", GOOD))
    assert advice in message


def test_what_the_advice_says_makes_the_file_right_again():
    without = re.sub(r"\[dien-thoai\][^\[]*", "", GOOD)
    with_table = without + '\n[dien-thoai]\nhien-thi = "(025) 3.812.273"\ngoi = "+842053812273"\n'
    with_table += 'ma-vung = "0205"\nluu-y = "Mã vùng Lạng Sơn đã đổi thành 0205 từ ngày 15/4/2017."\n'
    assert parse_agency(with_table) == parse_agency(GOOD)


def test_a_line_where_a_table_belongs_is_reported_as_such():
    text = 'dien-thoai = "(025) 3.812.273"\n' + re.sub(r"\[dien-thoai\][^\[]*", "", GOOD)
    ((line, message),) = problems(text)
    assert line == 1
    assert "cần một bảng. Thay bằng ở cuối tệp" not in message
    assert "“[dien-thoai]”" in message


def test_a_table_where_a_line_belongs_is_reported_without_python():
    ((_, message),) = problems(re.sub(r"\nfax = .*", "", GOOD) + "\n[fax]\nso = 1\n")
    assert "đang là “một bảng”; cần số fax" in message


@pytest.mark.parametrize(("old", "new", "right"), [("fax =", "faxx =", "fax"), ("hien-thi =", "hienthi =", "hien-thi")])
def test_a_misspelt_key_is_reported_with_the_right_one(old, new, right):
    assert any(f"Có phải “{right}”?" in message for _, message in problems(GOOD.replace(old, new)))


def test_an_unknown_key_is_refused_with_its_line():
    text = GOOD.replace("fax =", 'faks = "x"\nfax =')
    ((line, message),) = problems(text)
    assert line == line_with(text, "faks")
    assert "“faks”" in message


def test_a_printed_number_that_is_not_the_one_dialled_is_refused():
    ((line, message),) = problems(GOOD.replace("(025) 3.812.273", "(025) 3.812.274"))
    assert line == line_with(GOOD, "goi =")
    assert "gọi nhầm" in message


def test_a_title_without_the_agency_s_name_is_refused():
    ((line, _),) = problems(GOOD.replace("Trang thông tin điện tử Thanh tra tỉnh Lạng Sơn", "Trang tin"))
    assert line == line_with(GOOD, "ten-trang")


def test_everything_wrong_is_reported_at_once():
    text = GOOD.replace('"0205"', '"205"').replace("minh-hoa = false", "minh-hoa = 1").replace("fax =", "faks =")
    assert len(problems(text)) == 4


def test_a_broken_file_is_reported_with_its_line_and_without_english():
    text = GOOD.replace("minh-hoa = false", "minh-hoa = sai")
    ((line, message),) = problems(text)
    assert line == line_with(text, "minh-hoa = sai")
    assert "không đọc được" in message


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(ProblemsFound, match=r"co-quan.toml: không có tệp này"):
        read_agency(tmp_path)
