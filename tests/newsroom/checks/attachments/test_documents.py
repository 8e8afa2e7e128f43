"""Documents are looked into: what runs, fetches, hides, bursts or is locked is refused with advice; harmless ones pass."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from PIL import Image

from tests.newsroom.checks.attachments.files import RELATIONS, WORD_TYPES, doc, docx, odt, pdf, record, renamed, xls, xlsx, zipped
from tests.newsroom.checks.attachments.test_every_kind import trouble_in

ODS = "application/vnd.oasis.opendocument.spreadsheet"
EXCEL_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PACKED = "\x01Ole10Native".encode("utf-16-le")
MACRO_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    f"{WORD_TYPES}'/><Default Extension='bin' ContentType='application/vnd.ms-office.vbaProject",
)


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    return f'<Relationships><Relationship Id="a" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'


def lengthened(data: bytes, **parts: bytes | str) -> bytes:
    """A zipped document with further parts, "__" for "/" in their names."""
    file = BytesIO(data)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return file.getvalue()


@pytest.mark.parametrize("types", MACRO_TYPES)
def test_a_word_document_with_macros_is_refused_whatever_it_is_called(types):
    assert "macro" in trouble_in(".docx", docx("Chào", types))


@pytest.mark.parametrize(
    ("ending", "data", "message"),
    [
        (".docx", docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "macro"),
        (".docx", docx(word__embeddings__a=b"x", **{"word__embeddings__oleObject1.bin": b"\xd0\xcf" + PACKED}), "gói bên trong"),
        (".docx", docx(**{"word__embeddings__a.bin": b"MZ\x90" + bytes(50)}), "gói bên trong"),
        (".docx", docx(**{"word___rels__document.xml.rels": relation("attachedTemplate", "https://a.example/x.dotm")}), "tự lấy"),
        (".docx", docx(**{"word___rels__document.xml.rels": relation("oleObject", "file:///C:/a.xlsx")}), "tự lấy"),
        (".docx", docx(**{"word__a.xml": '<w:instrText>DDEAUTO c:\\\\cmd.exe "/k"</w:instrText>'}), "DDE"),
        (".docx", docx(types=EXCEL_TYPES), "không phải tài liệu Word"),
        (".xlsx", docx("Chào"), "không phải tài liệu Excel"),
        (".odt", lengthened(odt("Chào"), **{"Basic__Standard__Module1.xml": "<x/>"}), "macro"),
        (".odt", lengthened(odt("Chào"), **{"Scripts__python__a.py": "x"}), "macro"),
        (".odt", zipped({"mimetype": ODS, "content.xml": "<a/>"}), "không phải văn bản"),
        (
            ".odt",
            zipped(
                {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<m:encryption-data/>"}
            ),
            "mật khẩu",
        ),
        (".doc", renamed(doc(), "WordDocument", "Other"), "không phải tài liệu Word"),
        (".doc", doc(flags=0x0100), "mật khẩu"),
        (".doc", doc(text="x" * 3000) + PACKED, "gói bên trong"),
        (".doc", renamed(doc(), "Root Entry", "Macros"), ""),  # the root's own name is nobody's storage
        (".xls", xls(record(0x2F, bytes(54))), "mật khẩu"),
        (".xls", xls(record(0x85, bytes(4) + b"\x00\x01\x02\x00M1")), "trang macro"),
        (".xls", renamed(xls(), "Workbook", "EncryptedPackage"), "mật khẩu"),
        (".xls", renamed(xls(), "Workbook", "VBA"), "macro"),
    ],
)  # fmt: skip
def test_what_runs_hides_or_is_locked_is_refused(ending, data, message):
    assert message in trouble_in(ending, data)
    assert bool(trouble_in(ending, data)) == bool(message)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".docx", docx("Chữ DDE trong bài")),
        (".docx", docx(**{"word__embeddings__sheet1.xlsx": xlsx(("a", 1))})),
        (".docx", docx(**{"word__embeddings__oleObject1.bin": "Equation Native".encode("utf-16-le")})),
        (".docx", docx(**{"word___rels__document.xml.rels": relation("hyperlink", "https://langson.gov.vn")})),
        (".docx", docx(**{"word___rels__settings.xml.rels": relation("attachedTemplate", "file:///C:/Normal.dotm")})),
        (".odt", lengthened(odt("Chào"), **{"Basic__script-lc.xml": "<x/>", "Basic__Standard__script-lb.xml": "<x/>"})),
        (".odt", zipped({"content.xml": "<office:document-content><office:text/></office:document-content>"})),
        (".xls", xls(record(0x85, bytes(4) + b"\x00\x00\x02\x00A1"))),
        (".xls", renamed(xls(), "Workbook", "Book")),
        (".xls", renamed(xls(), "Workbook", "WORKBOOK")),
    ],
)
def test_what_only_looks_like_it_passes(ending, data):
    assert trouble_in(ending, data) == ""


JAVASCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(b"7 0 obj" + JAVASCRIPT + b"endobj\n"), "JavaScript"),
        (pdf(b"7 0 obj<</S/J#61vaScript/J#53(x)>>endobj\n"), "JavaScript"),
        (pdf(packed=JAVASCRIPT), "JavaScript"),
        (pdf(b"7 0 obj<</S/Launch/F(cmd.exe)>>endobj\n"), "mở chương trình khác"),
        (pdf(b"7 0 obj<</Names<</EmbeddedFiles 8 0 R>>>>endobj\n"), "gói bên trong"),
        (pdf().replace(b"/Size 5", b"/Size 5/Encrypt 8 0 R"), "mật khẩu"),
        (pdf() + zipped({"a.exe": b"MZ"}), "thiếu phần cuối|giấu"),
        (pdf()[:-40], "thiếu phần cuối"),
    ],
)
def test_a_pdf_that_acts_carries_or_is_locked_is_refused(data, message):
    assert any(part in trouble_in(".pdf", data) for part in message.split("|"))


@pytest.mark.parametrize(
    "data",
    [pdf(page=b"(/JavaScript is a language) Tj /JS /Launch"), pdf(packed=b"<</Type/Annot>>"), b"\r\n" + pdf(), pdf() + b"\r\n"],
)
def test_a_pdf_that_only_speaks_of_it_passes(data):
    assert trouble_in(".pdf", data) == ""


def bomb(megabytes: int) -> bytes:
    return zipped({"a.txt": b" " * (megabytes * 1024 * 1024)})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bomb(30), "bom nén"),
        (zipped({"a.zip": zipped({"b.txt": "b"})}), "loại tệp không nhận"),
        (zipped({"a.exe": b"MZ"}), "loại tệp không nhận"),
        (zipped({"không có đuôi": b"a"}), "loại tệp không nhận"),
        (zipped({"a.jpg": b"MZ\x90\x00" + bytes(40)}), "chứa “a.jpg”: tên ghi “.jpg” nhưng bên trong là chương trình"),
        (zipped({"../a.txt": b"a"}), "ra ngoài thư mục"),
        (zipped({"/etc/a.txt": b"a"}), "ra ngoài thư mục"),
        (zipped({"a/../../b.txt": b"a"}), "ra ngoài thư mục"),
        (zipped({"__MACOSX/._a.jpg": b"MZ\x90"}), "bên trong là chương trình"),
        (zipped({f"{number}.txt": b"a" for number in range(5001)}), "quá 5000"),
        (zipped({"a.txt": b"-----BEGIN OPENSSH PRIVATE KEY-----"}), "khoá riêng"),
    ],
)
def test_an_archive_that_bursts_nests_leads_outside_or_holds_a_refused_file_is_refused(data, message):
    assert message in trouble_in(".zip", data)


def test_an_office_document_may_be_a_bomb_too():
    assert "bom nén" in trouble_in(".docx", docx(**{"word__a.xml": b" " * (30 * 1024 * 1024)}))


def test_a_locked_entry_and_a_link_are_refused():
    locked = bytearray(zipped({"a.txt": b"a"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "mật khẩu" in trouble_in(".zip", bytes(locked))
    file, link = BytesIO(), ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "symlink" in trouble_in(".zip", file.getvalue())


def jpeg(size: tuple[int, int] = (30, 20)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    "tail",
    [
        zipped({"a.exe": b"MZ"}),
        b"MZ\x90",
        b"Rar!\x1a\x07\x00",
        b"%PDF-1.7",
        b"notes <script>a</script>",
        b"junk" + zipped({"a": "b"}),
    ],
)
def test_a_picture_that_hides_something_behind_its_end_is_refused(tail):
    assert "giấu" in trouble_in(".jpg", jpeg() + tail)


@pytest.mark.parametrize("tail", [b"\x00" * 500, jpeg(), b"\x00\x00\x00\x1cftypisom" + bytes(99), b"SEFH" + bytes(20) + b"SEFT"])
def test_what_phones_leave_behind_a_picture_passes(tail):
    assert trouble_in(".jpg", jpeg() + tail) == ""


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_nothing_stands_behind_the_other_pictures(kind):
    file = BytesIO()
    Image.new("RGB", (9, 9)).save(file, kind)
    assert "còn dữ liệu khác" in trouble_in(f".{kind.lower()}", file.getvalue() + b"the part that was cut off")


def test_a_picture_with_a_preview_is_cut_even_where_the_preview_ends():
    preview = jpeg((8, 8))
    exif = b"\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    whole = jpeg()
    assert trouble_in(".jpg", whole[:2] + exif + whole[2:]) == ""
    assert "thiếu phần cuối" in trouble_in(".jpg", whole[:2] + exif)


def test_a_picture_of_a_million_by_a_million_points_is_not_unpacked():
    data = bytearray(jpeg())
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = b"\xff\xdc\xff\xdc"
    assert "triệu điểm" in trouble_in(".jpg", bytes(data))


def test_a_changed_byte_of_a_png_shows():
    file = BytesIO()
    Image.effect_noise((20, 20), 50).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[60] ^= 1
    assert "sai mã kiểm" in trouble_in(".png", bytes(data))


@pytest.mark.parametrize(("ending", "most"), [(".png", 10), (".pdf", 50), (".txt", 20)])
def test_a_file_too_heavy_is_refused_with_its_weight_and_the_most(ending, most):
    assert trouble_in(ending, bytes(most * 1024 * 1024 + 600_000)).startswith(f"tệp nặng {most},6 MB, quá {most} MB")
