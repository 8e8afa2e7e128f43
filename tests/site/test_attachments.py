"""What hides in a picture or an attachment stops `make check` and `make` alike, at its file, in Vietnamese, with the way out."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT, run_build, run_check
from tests.newsroom.checks.attachments.files import docx, xlsx, zipped
from tests.pictures import PNG, picture
from tests.site.pages import snapshot

BAD = {
    "anh/trang.jpg": (b"<!doctype html><script>alert(1)</script>", "trang web (HTML)"),
    "anh/hinh.png": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "Xuất hình thành PNG"),
    "anh/tro.jpg": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "git lfs pull"),
    "anh/cut.jpg": (picture("JPEG")[:-30], "bị cắt ngang"),
    "anh/cut.png": (picture("PNG", (300, 200))[:-5], "bị cắt ngang"),
    "tep/trang.pdf": (b"<html><body>x</body></html>", "trang web (HTML)"),
    "tep/trang.txt": (b"<html><body>x</body></html>", "trang web (HTML)"),
    "tep/chay.pdf": (b"MZ\x90\x00" + bytes(60), "chương trình chạy được"),
    "tep/macro.docx": (docx(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    "tep/bom.zip": (zipped({"0.txt": b"0" * 40_000_000}), "bom nén"),
    "tep/khoa.txt": (b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n", "khoá riêng"),
    "tep/ds.csv": ("Họ tên,CCCD\nNguyễn Văn A,020099001234\n".encode(), "giấy tờ tuỳ thân"),
    "tep/ds.xlsx": (xlsx(("Họ tên", "Số CMND"), ("A", 82012345)), "giấy tờ tuỳ thân"),
    "tin-tuc/2017/ds.docx": (docx("CCCD số 020099001234"), "giấy tờ tuỳ thân"),
    "tep/rong.pdf": (b"", "tệp rỗng"),
}
ARTICLE = "Title: Bài\nDate: 2024-03-07 08:00\n\n"


def put(tree: Path, path: str, data: bytes) -> None:
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_bytes(data)


def test_both_commands_tell_every_one_of_them_once_and_nothing_is_published(tree, output):
    for path, (data, _) in BAD.items():
        put(tree, path, data)
    checked, built = run_check(tree).stdout, run_build(tree, output)
    assert built.returncode == 1
    for path, (_, message) in BAD.items():
        for text in (checked, built.stderr):
            (line,) = [line for line in text.splitlines() if line.strip().startswith(f"content/{path}")]
            assert message in line
    assert len(checked.splitlines()) == len(BAD)
    assert "Traceback" not in built.stderr
    assert not output.exists()


def test_plain_pelican_stops_at_them_too(tree, tmp_path):
    put(tree, "anh/trang.jpg", BAD["anh/trang.jpg"][0])
    command = [sys.executable, "-m", "pelican", str(tree), "-s", str(ROOT / "pelicanconf.py"), "-o", str(tmp_path / "plain")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "anh/trang.jpg" in result.stderr + result.stdout


def test_a_file_that_turned_bad_between_two_builds_is_reported_and_the_good_one_stays_published(tree, output):
    put(tree, "anh/hop.png", PNG)
    put(tree, "tin-tuc/2024/bai.md", f"{ARTICLE}![Họp](../../anh/hop.png)\n".encode())
    assert run_build(tree, output).returncode == 0
    before = snapshot(output)
    put(tree, "anh/hop.png", picture("PNG", (300, 200))[:-9])
    again = run_build(tree, output)
    assert again.returncode == 1
    assert "content/anh/hop.png: ảnh PNG bị hỏng" in again.stderr
    assert snapshot(output) == before
    put(tree, "anh/hop.png", PNG)
    assert run_build(tree, output).returncode == 0


@pytest.mark.parametrize(("path", "said"), [("so-lieu/nguon.toml", "không đăng cho người đọc"), ("so-lieu/don-vi.csv", "")])
def test_of_the_data_s_own_folder_only_what_an_article_links_to_is_looked_into(tree, path, said):
    put(tree, "so-lieu/bao-cao/hong.xlsx", b"")
    assert "Chép lại tệp gốc" not in run_check(tree).stdout
    (tree / "so-lieu/bao-cao/hong.xlsx").unlink()
    put(tree, "tin-tuc/2024/bai.md", f"{ARTICLE}[Tệp](../../{path})\n".encode())
    found = run_check(tree).stdout
    assert (f"content/{path}: " in found) == bool(said)
    assert said in found


def test_a_file_that_only_keeps_a_place_is_reported_and_the_site_is_built(tree, output):
    put(tree, "anh/hop.png", b"\x89PNG\r\n")
    put(tree, "tep/ket-luan.pdf", b"%PDF-1.4\n")
    put(tree, "tin-tuc/2024/bai.md", f"{ARTICLE}![Họp](../../anh/hop.png)\n\n[Kết luận](../../tep/ket-luan.pdf)\n".encode())
    checked = run_check(tree)
    assert checked.returncode == 0
    assert checked.stdout.count("cảnh báo: tệp chỉ có") == 2
    assert run_build(tree, output).returncode == 0


def test_ten_photos_of_a_real_size_are_published(tree, output):
    for number in range(10):
        file = BytesIO()
        Image.effect_noise((640, 480), 30 + number).save(file, "JPEG", quality=80)
        put(tree, f"anh/{number}.jpg", file.getvalue())
    put(tree, "tin-tuc/2024/bai.md", (ARTICLE + "\n\n".join(f"![Ảnh {n}](../../anh/{n}.jpg)" for n in range(10))).encode())
    assert run_build(tree, output).returncode == 0
    assert len(list((output / "anh-web").glob("*.jpg"))) == 10


def test_a_link_says_the_size_of_today_s_file_and_the_byline_who_wrote(tree, output):
    put(
        tree,
        "tin-tuc/2024/bai.md",
        ARTICLE.replace("\n\n", "\nAuthors: Người Viết; Tổ Biên Tập\n\n").encode() + b"[M](/tep/m.txt)\n",
    )
    for size in (3_000, 5_000):
        put(tree, "tep/m.txt", b"chu thuong \n" * (size // 12))
        assert run_build(tree, output).returncode == 0
        page = (output / "2024/03/bai/index.html").read_text(encoding="utf-8")
        assert f"(TXT, {size // 1000}\u00a0kB)" in page
    assert "<span>Người viết: Người Viết, Tổ Biên Tập</span>" in page
    assert '"author": [{"@type": "Person"' in page
    assert "<name>Người Viết, Tổ Biên Tập</name>" in (output / "atom.xml").read_text(encoding="utf-8")
