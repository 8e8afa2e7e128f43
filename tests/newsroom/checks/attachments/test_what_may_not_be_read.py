"""Keys and numbers of citizens' papers are found in whatever file they stand, and nothing else is taken for them."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.newsroom.checks.attachments.files import doc, docx, ods, odt, xls, xlsx, zipped
from tests.newsroom.checks.attachments.test_every_kind import trouble_in

KEYS = (
    "-----BEGIN PRIVATE KEY-----\nMIIE",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "PuTTY-User-Key-File-3: ssh-ed25519",
    "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
)
TOKENS = (
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1B2" * 9,
    "glpat-" + "a1B2" * 5,
    "xoxb-" + "1234567890-abcdefghij",
    "AIza" + "a1B2c" * 7,
    "eyJhbGciOiJIUzI1NiJ9xx" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".abcdefghijklmnopqrstuvwxyz",
)
FILES: dict[str, Callable[[str], bytes]] = {
    ".txt": lambda text: f"Kính gửi\n{text}\n".encode(),
    ".csv": lambda text: f"a,b\n1,{text}\n".encode(),
    ".docx": lambda text: docx(f"Kính gửi\n{text}"),
    ".odt": lambda text: odt(f"Kính gửi\n{text}"),
    ".xlsx": lambda text: xlsx(("a", "b"), ("1", text)),
    ".ods": lambda text: ods(("a", "b"), ("1", text)),
    ".doc": lambda text: doc(text=f"{' ' * 20}{text}{' ' * 20}"),
    ".xls": lambda text: xls(text=f"{' ' * 20}{text}{' ' * 20}"),
    ".zip": lambda text: zipped({"a.txt": text}),
}
PROVINCES = st.integers(1, 96).map("{:03d}".format)
CITIZENS = st.builds("{}{}{:08d}".format, PROVINCES, st.integers(0, 3), st.integers(0, 99_999_999))
PAPERS = st.builds("{:09d}".format, st.integers(10_000_000, 399_999_999))
ASKING = st.sampled_from(["Số CCCD", "CMND", "số căn cước", "Chứng minh nhân dân số:", "Căn cước công dân", "Giấy tờ tùy thân"])


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("key", KEYS)
def test_a_private_key_is_refused_in_every_kind_of_file(ending, key):
    assert "khoá riêng" in trouble_in(ending, FILES[ending](key))


@pytest.mark.parametrize("ending", [".txt", ".csv", ".docx", ".xlsx", ".odt", ".ods", ".zip"])
@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_refused_and_only_its_beginning_repeated(ending, token):
    message = trouble_in(ending, FILES[ending](f"khoá {token}"))
    assert "mã truy cập" in message
    assert token not in message


@pytest.mark.parametrize("ending", FILES)
@settings(max_examples=200)
@given(number=CITIZENS)
def test_a_citizen_s_number_is_refused_wherever_it_stands_and_never_repeated(ending, number):
    message = trouble_in(ending, FILES[ending](number))
    assert "giấy tờ tuỳ thân" in message
    assert number not in message


@settings(max_examples=200)
@given(asking=ASKING, number=PAPERS | CITIZENS, ending=st.sampled_from([".txt", ".docx", ".odt"]))
def test_nine_digits_are_refused_behind_words_that_ask_for_them(asking, number, ending):
    assert "giấy tờ tuỳ thân" in trouble_in(ending, FILES[ending](f"Ông A, {asking} {number}, trú tại"))


@settings(max_examples=200)
@given(asking=ASKING, number=PAPERS | CITIZENS, name=st.sampled_from(["csv ,", "csv ;", "xlsx", "xlsx number", "ods"]))
def test_a_column_that_asks_for_them_is_refused_however_its_numbers_are_typed(asking, number, name):
    heading, row = ("STT", "Họ tên", asking), ("1", "Nguyễn Văn A", number)
    files = {
        "csv ,": lambda: ("\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (heading, row))).encode(),
        "csv ;": lambda: ("\n".join(";".join(cells) for cells in (heading, row))).encode(),
        "xlsx": lambda: xlsx(heading, row),
        "xlsx number": lambda: xlsx(heading, (1, "Nguyễn Văn A", int(number) if int(number) >= 10**7 else number)),
        "ods": lambda: ods(heading, row),
    }
    message = trouble_in(f".{name[:4].strip()}", files[name]())
    assert "giấy tờ tuỳ thân" in message
    assert number not in message


FINE = (
    "Kinh phí 150000000 đồng", "Kinh phí 150.000.000.000 đồng", "150000000000", "999123456789", "Điện thoại 02053812273",
    "di động 0912345678", "mã 4201234567", "2017-07-01 2014-07-01", "CCCD cấp ngày 01/7/2021 cho 1.234.567 người", "0912 345 678",
    "số 12/KL-TTr", "tài khoản 3713.0.1054321", "097123456789", "1,079,123,456,789", "toạ độ 21.853708, 106.761519",
)  # fmt: skip


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("text", FINE)
def test_sums_telephones_days_and_codes_are_no_papers(ending, text):
    assert trouble_in(ending, FILES[ending](text)) == ""


def test_the_line_of_a_text_is_reported():
    assert "dòng 2" in trouble_in(".txt", FILES[".txt"]("CMND 012345678"))
    assert "dòng" not in trouble_in(".docx", FILES[".docx"]("CMND 012345678"))


@pytest.mark.parametrize("text", ["Khoá riêng (private key) là gì?", "BEGIN CERTIFICATE", "-----BEGIN PUBLIC KEY-----", "ghp_ngắn"])
def test_words_about_keys_are_no_keys(text):
    assert trouble_in(".txt", FILES[".txt"](text)) == ""


@pytest.mark.parametrize("ending", [".txt", ".csv"])
def test_digests_of_files_and_ids_of_statistics_are_no_papers(ending):
    assert trouble_in(ending, FILES[ending](f"{'ab' * 20}024089001234{'cd' * 6} bc-0a024089001234bc")) == ""
    assert "giấy tờ tuỳ thân" in trouble_in(ending, FILES[ending]("bc-0a024089001234bc, CCCD 024089001234"))
