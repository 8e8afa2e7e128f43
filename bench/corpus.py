"""`python -m bench.corpus --articles 1000 --to DIR`: a content tree of the portal with made-up articles, pictures and numbers.

The same size gives the same bytes on every machine. Everything in it is marked as sample content.
"""

from __future__ import annotations

import argparse
import csv
import io
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

from bench.articles import PHOTOS, ArticleLink, Corpus, CorpusArticle, CorpusPhoto, Number, NumbersTable, Piece, markdown, numbers
from plugins.project import CONTENT
from plugins.reception.data.sources.quoted_figures import COLUMNS
from plugins.vietnamese.slugs import slugify

AGENCY = CONTENT / "co-quan.toml"
DATASET, OBSERVATIONS = "so-lieu-minh-hoa", "so-lieu/quan-sat.csv"
MEASURES = {"luot": "lượt công dân", "nguoi": "người được tiếp"}
NOTE = "Số liệu minh hoạ, đặt ra để đo tốc độ."
SOURCES = f"""[bo-so-lieu.{DATASET}]
ten = "Số liệu minh hoạ"
mo-ta = "{NOTE}"
don-vi = "tinh-minh-hoa"
minh-hoa = true

[bo-so-lieu.{DATASET}.noi-bat]
ky = "2024-Q4"
chi-tieu = ["lượt công dân", "người được tiếp"]
"""
UNITS = """unit_id,ten,loai,cap,ma_dvhc,thuoc,tu_ngay,den_ngay,can_cu,ghi_chu
tinh-minh-hoa,Tỉnh Minh Hoạ,tinh,tinh,,,,,Danh mục minh hoạ,"Đơn vị đặt ra, không có thật"
"""
PAGES = {
    "trang/gioi-thieu.md": "Title: Giới thiệu\nSlug: gioi-thieu\n\nCây nội dung minh hoạ, đặt ra để đo tốc độ dựng trang.\n",
    "trang/lien-he.md": "Title: Liên hệ\nSlug: lien-he\n\nTrang minh hoạ.\n",
}


def article_path(article: CorpusArticle) -> str:
    """The article's path in the tree: "tin-minh-hoa/2017/bai-minh-hoa-000042.md"."""
    return f"{slugify(article.section)}/{article.date:%Y}/{article.slug}.md"


def article_text(article: CorpusArticle, corpus: Corpus) -> str:
    """The article as an editor of the portal would have written it."""
    header = {
        "Title": article.title,
        "Date": f"{article.date:%Y-%m-%d %H:%M}",
        "Category": article.section,
        "Tags": ", ".join(article.tags),
        "Summary": article.summary,
    }
    if article.quarter:
        header["So-lieu"] = f"{DATASET}/{article.quarter}"
    lines = "\n".join(f"{key}: {value}" for key, value in header.items())
    return f"{lines}\n\n{markdown(article, lambda piece: _written(piece, corpus))}"


def _written(piece: Piece, corpus: Corpus) -> str:
    match piece:
        case ArticleLink(number, label):
            return f"[{label}](../../{article_path(corpus.head(number))})"
        case CorpusPhoto(name, alt, caption):
            return f'![{alt}](../../anh/{name} "{caption}")'
        case Number(measure, bare):
            return f"{{{{ {MEASURES[measure]}{' | số' if bare else ''} }}}}"
        case NumbersTable(title):
            return f"```so-lieu\nkhối: chuẩn\ntiêu-đề: {title}\n```"
        case str():
            return piece


def observations(values: Mapping[str, int]) -> str:
    """quan-sat.csv with these numbers ("2017-Q3/luot" -> value)."""
    file = io.StringIO()
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
    table.writeheader()
    for number, (key, value) in enumerate(values.items(), start=1):
        quarter, _, measure = key.partition("/")
        table.writerow(
            {
                "so_lieu_id": f"minh-hoa-{number:03d}",
                "bo_so_lieu": DATASET,
                "unit_id": "tinh-minh-hoa",
                "pham_vi": "toan_dia_ban",
                "ky": quarter,
                "chi_tieu_id": f"tcd.tong.{measure}",
                "gia_tri": str(value),
                "trang_thai": "so_bo",
                "lan": "1",
                "nguon": "Số liệu minh hoạ",
                "nguon_duong_dan": "/gioi-thieu/",
                "trich_dan": NOTE,
            }
        )
    return file.getvalue()


def picture(number: int) -> bytes:
    """A tiny PNG of one colour, stored, not compressed: versions of zlib compress differently."""
    width, height = 48, 32
    row = b"\0" + bytes((40 * number % 256, 90, 140)) * width
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height, level=0)),
        (b"IEND", b""),
    )
    parts = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def agency() -> str:
    """The portal's own co-quan.toml, marked as sample content."""
    text = AGENCY.read_text(encoding="utf-8")
    marked = text.replace("\nminh-hoa = false", "\nminh-hoa = true", 1)
    return marked if marked != text else f"minh-hoa = true\n{text}"


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file and the folders above it; text is UTF-8 with plain line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def write_tree(corpus: Corpus, folder: Path) -> None:
    """Write the whole content tree; other files in `folder` stay."""
    for article in corpus:
        write_file(folder / article_path(article), article_text(article, corpus))
    for number, name in enumerate(PHOTOS, start=1):
        write_file(folder / "anh" / name, picture(number))
    texts = {"co-quan.toml": agency(), "so-lieu/nguon.toml": SOURCES, "so-lieu/don-vi.csv": UNITS, **PAGES}
    for path, text in {**texts, OBSERVATIONS: observations(numbers())}.items():
        write_file(folder / path, text)


def main(arguments: list[str] | None = None) -> int:
    """Write a tree of the wanted size."""
    parser = argparse.ArgumentParser(description="Viết cây nội dung minh hoạ để đo tốc độ.")
    parser.add_argument("--articles", type=int, default=1000, help="số bài")
    parser.add_argument("--to", type=Path, required=True, help="thư mục nhận")
    parsed = parser.parse_args(arguments)
    write_tree(Corpus(parsed.articles), parsed.to)
    print(f"Đã viết {parsed.articles} bài minh hoạ vào {parsed.to}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
