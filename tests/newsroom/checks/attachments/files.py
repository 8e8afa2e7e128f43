"""Sound files of every kind that readers may be given, made by the libraries that write them, different for every seed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import P
from PIL import Image
from xlwt.CompoundDoc import XlsDoc

WORDS = (
    "Đơn vị",
    "lượt công dân",
    "Xã Đình Lập",
    "17.668",
    "quý III/2017",
    "150000000",
    "02053812273",
    "079-081",
    "Điều 5, khoản 2",
)
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def words(random: Random) -> list[str]:
    return [random.choice(WORDS) for _ in range(random.randint(1, 8))]


def picture(kind: str, **options: object) -> Callable[[Random], bytes]:
    """Flat colours and noise by turns, of many sizes, plain and with the options of each format."""

    def make(random: Random) -> bytes:
        size = random.randint(1, 24), random.randint(1, 24)
        mode = random.choice(("RGB", "L"))
        points = random.randbytes(size[0] * size[1] * len(mode)) if random.random() < 0.7 else bytes(size[0] * size[1] * len(mode))
        image, file = Image.frombytes(mode, size, points), BytesIO()
        extra = {"progressive": random.random() < 0.5, "quality": random.randint(20, 95)} if kind == "JPEG" else {}
        image.save(file, kind, **extra, **options)
        return file.getvalue()

    return make


def zipped(parts: dict[str, bytes | str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def docx(text: str = "", types: str = WORD_TYPES, **more: bytes | str) -> bytes:
    """What Word needs at least; `more` are further parts, "__" for "/" in their names."""
    body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text.split("\n"))
    main = f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": f"<Relationships>{main}</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({**parts, **{name.replace("__", "/"): part for name, part in more.items()}})


def xlsx(*rows: tuple[object, ...]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def ods(*rows: tuple[str, ...]) -> bytes:
    document, table, file = OpenDocumentSpreadsheet(), Table(name="A"), BytesIO()
    for row in rows:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(file)
    return file.getvalue()


def odt(text: str) -> bytes:
    document, file = OpenDocumentText(), BytesIO()
    for line in text.split("\n"):
        document.text.addElement(P(text=line))
    document.write(file)
    return file.getvalue()


def record(kind: int, body: bytes) -> bytes:
    return kind.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body


def xls(*records: bytes, text: str = "") -> bytes:
    """A container with the stream of a workbook: its begin, records, end."""
    stream = record(0x809, bytes(16)) + b"".join(records) + record(0xFC, text.encode("utf-16-le")) + record(0x0A, b"")
    return _container(stream)


def doc(flags: int = 0, text: str = "") -> bytes:
    """The same container with its stream called as Word calls it."""
    stream = b"\xec\xa5\xc1\x00" + bytes(6) + flags.to_bytes(2, "little") + text.encode("utf-16-le")
    return renamed(_container(stream), "Workbook", "WordDocument")


def renamed(container: bytes, name: str, other: str) -> bytes:
    """Names of streams stand in 64 bytes, their length in bytes behind; nothing else counts on them."""
    place = container.index(name.encode("utf-16-le") + b"\x00\x00")
    entry = (other + "\0").encode("utf-16-le")
    return container[:place] + entry.ljust(64, b"\x00") + len(entry).to_bytes(2, "little") + container[place + 66 :]


def _container(stream: bytes) -> bytes:
    file = BytesIO()
    XlsDoc().save(file, stream)
    return file.getvalue()


def pdf(objects: bytes = b"", packed: bytes = b"", page: bytes = b"BT ET") -> bytes:
    """One page; `objects` among the objects, `packed` in a stream of objects."""
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n" + _stream(4, b"", page) + objects
    if packed:
        body += _stream(9, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", zlib.compress(b"8 0 " + packed))
    return body + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _stream(number: int, keys: bytes, body: bytes) -> bytes:
    return b"%d 0 obj<<%b/Length %d>>\nstream\n%b\nendstream endobj\n" % (number, keys, len(body), body)


def mp3(random: Random) -> bytes:
    """Frames of silence of one bit rate, with or without a tag before them."""
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x20" + bytes(32) if random.random() < 0.5 else b""
    return tag + (b"\xff\xfb\x90\x64" + bytes(413)) * random.randint(3, 9)


def opus(random: Random) -> bytes:
    def page(number: int, body: bytes, last: bool = False) -> bytes:
        return (
            b"OggS\x00"
            + bytes([4 if last else 0])
            + bytes(12)
            + number.to_bytes(4, "little")
            + bytes(4)
            + bytes([1, len(body)])
            + body
        )

    head = page(0, b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00")
    bodies = [random.randbytes(random.randint(1, 200)) for _ in range(random.randint(2, 5))]
    return head + b"".join(page(number, body, number == len(bodies)) for number, body in enumerate(bodies, start=1))


def archive(random: Random) -> bytes:
    """Any of the others, in folders, with what a Mac adds."""
    endings = random.sample(sorted(set(SOUND) - {".zip", ".avif"}), random.randint(1, 3))
    parts = {f"thư mục/{number} tệp{ending}": SOUND[ending](random) for number, ending in enumerate(endings)}
    mac: dict[str, bytes | str] = {"__MACOSX/._a.jpg": b"\x00\x05\x16\x07" + bytes(20), ".DS_Store": b"\x00\x00\x00\x01Bud1"}
    return zipped({**parts, **(mac if random.random() < 0.3 else {})})


SOUND: dict[str, Callable[[Random], bytes]] = {
    ".jpg": picture("JPEG"),
    ".jpeg": picture("JPEG", optimize=True),
    ".png": picture("PNG"),
    ".gif": picture("GIF"),
    ".webp": picture("WEBP"),
    ".avif": picture("AVIF", speed=10, max_threads=1),
    ".pdf": lambda random: pdf(page=zlib.compress(" ".join(words(random)).encode()) + random.randbytes(99)),
    ".doc": lambda random: doc(text=" ".join(words(random)) * random.randint(1, 300)),
    ".docx": lambda random: docx("\n".join(words(random))),
    ".odt": lambda random: odt("\n".join(words(random))),
    ".xls": lambda random: xls(text=(" ".join(words(random)) * random.randint(1, 300))[:30_000]),
    ".xlsx": lambda random: xlsx(*(tuple(words(random)) for _ in range(3))),
    ".ods": lambda random: ods(*(tuple(words(random)) for _ in range(3))),
    ".csv": lambda random: "\n".join(random.choice(",;\t").join(words(random)) for _ in range(4)).encode(),
    ".txt": lambda random: random.choice((b"", b"\xef\xbb\xbf")) + "\r\n".join(words(random)).encode(),
    ".zip": archive,
    ".mp3": mp3,
    ".opus": opus,
}
