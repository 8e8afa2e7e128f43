"""Ten secrets and numbers of papers, planted in content and output, are all found; what looks alike is not reported."""

import pytest

from deploy.papers.scan import main

KEY = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n"  # in parts, so that nobody takes the test for a leak
PLANTED = {  # file: what it holds
    "content/tin-tuc/bai.md": "Title: Bài\n\nCông dân có số 001190012345 đã được tiếp.",
    "content/tin-tuc/nhap.md": "Title: Nháp\nStatus: draft\n\nCMND: 080 123 456.",
    "content/so-lieu/ghi-chu.csv": "ten,so CCCD\nA,012345678901\n",
    "content/so-lieu/nguon.toml": 'dia-chi = "postgresql://' + 'nguoi:matkhau@may/kho"',
    "content/.env": "TOKEN=" + "ghp_" + "a1" * 18,
    "content/tep/khoa.txt": KEY,
    "output/bai/index.html": "<!doctype html><p>căn cước <b>0201 9000 1234</b></p>",
    "output/so-lieu/x.json": '{"khoa": "' + "AKIA" + "ABCDEFGHIJKLMNOP" + '"}',
    "output/tinh/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><!-- " + "glpat-" + "a" * 20 + " --></svg>",
    "output/so-lieu/y.csv": "cmnd,ten\n123456789,B\n",
}
HARMLESS = {
    "content/tin-tuc/tien.md": "Title: Tiền\n\nTổng số 123.456.789.012 đồng, công văn 123456789.",
    "content/so-lieu/sha.toml": f'sha256 = "{"0123456789" * 6}abcd"',
    "content/anh/a.bin": "\0" + "001190012345",
    "output/index.html": "<!doctype html><p>Điện thoại 0205 3812 273, 17.668 lượt.</p>",
}


@pytest.fixture
def scan(tmp_path, capsys):
    def run(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        code = main(["--content", str(tmp_path / "content"), "--output", str(tmp_path / "output")])
        return code, capsys.readouterr().out

    return run


def test_all_ten_are_found_at_their_files(scan):
    code, said = scan(PLANTED)
    assert len(PLANTED) == 10
    assert (code, {line.partition(":")[0] for line in said.splitlines()}) == (1, set(PLANTED))


def test_none_is_repeated_in_full(scan):
    said = scan(PLANTED)[1]
    assert not [secret for secret in ("001190012345", "123456789", "matkhau", "a" * 20, "a1" * 18) if secret in said]


def test_numbers_that_are_nobodys_papers_are_left_alone(scan):
    assert scan(HARMLESS)[0] == 0
