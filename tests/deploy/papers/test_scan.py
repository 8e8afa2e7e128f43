"""Ten secrets and ten numbers of papers, planted in content and output, are all found; what looks alike is not reported."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.papers.scan import main
from plugins.project import ROOT

KEY = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n"  # in parts, so that nobody takes the test for a leak
SECRETS = {  # file: what it holds
    "content/so-lieu/nguon.toml": 'dia-chi = "postgresql://' + 'nguoi:matkhau@may/kho"',
    "content/.env": "TOKEN=" + "ghp_" + "a1" * 18,
    "content/tep/khoa.txt": KEY,
    "content/tep/putty.txt": "PuTTY-User-" + "Key-File-2: ssh-ed25519",
    "content/tin-tuc/huong-dan.md": "Title: Bài\nStatus: draft\n\nMở https://" + "nguoi:matkhau@langson.gov.vn/.",
    "content/anh/anh.jpg": "\xff\0" + KEY,
    "output/so-lieu/x.json": '{"khoa": "' + "AKIA" + "ABCDEFGHIJKLMNOP" + '"}',
    "output/tinh/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><!-- " + "glpat-" + "a" * 20 + " --></svg>",
    "output/tinh/x.js": 'const khoa = "' + "AIza" + "b" * 35 + '"',
    "output/khoa/index.html": "<!doctype html><!-- " + "github" + "_pat_" + "c" * 44 + " -->",
}
PAPERS = {
    "content/tin-tuc/bai.md": "Title: Bài\n\nCông dân có số 001190012345 đã được tiếp.",
    "content/tin-tuc/nhap.md": "Title: Nháp\nStatus: draft\n\nCMND: 080 123 456.",
    "content/so-lieu/ghi-chu.csv": "ten,so CCCD\nA,012345678901\n",
    "content/tin-tuc/tieu-de.md": "Title: Trả lời người có CCCD 020190001234\n\nChữ.",
    "content/tep/danh-sach.txt": "STT; Số CMND\n1; 123456789\n",
    "content/.ghi-chu": "Số định danh cá nhân: 020.190.001.234",
    "output/bai/index.html": "<!doctype html><p>căn cước <b>0201 9000 1234</b></p>",
    "output/so-lieu/y.csv": "cmnd,ten\n123456789,B\n",
    "output/rss.xml": "<?xml version='1.0'?><rss><title>CCCD số 020190001234</title></rss>",
    "output/tim-kiem/bai.json": '{"chu": "căn cước công dân 020190001234"}',
}
PLANTED = {**SECRETS, **PAPERS}
HARMLESS = {
    "content/tin-tuc/tien.md": "Title: Tiền\n\nTổng số 123.456.789.012 đồng, công văn 123456789.",
    "content/so-lieu/sha.toml": f'sha256 = "{"0123456789" * 6}abcd"',
    "content/anh/a.bin": "\0" + "001190012345",
    "output/manifest.json": f'{{"sha256": "{"ab" + "029190012357" + "c" * 50}"}}',
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


def test_all_twenty_are_found_at_their_files(scan):
    code, said = scan(PLANTED)
    assert (len(SECRETS), len(PAPERS), len(PLANTED)) == (10, 10, 20)
    assert (code, {line.partition(":")[0] for line in said.splitlines()}) == (1, set(PLANTED))


def test_none_is_repeated_in_full(scan):
    said = scan(PLANTED)[1]
    assert not [
        secret
        for secret in ("001190012345", "020190001234", "123456789", "matkhau", "a" * 20, "b" * 35, "c" * 44, "a1" * 18)
        if secret in said
    ]


def test_numbers_that_are_nobodys_papers_are_left_alone(scan):
    assert scan(HARMLESS)[0] == 0


def looked_at(baseline):
    """File and digest of all that detect-secrets takes for a secret."""
    results = json.loads(baseline.read_text(encoding="utf-8"))["results"]
    return {(file, secret["hashed_secret"]) for file, secrets in results.items() for secret in secrets}


def found_by_others(folder, files):
    """The same after detect-secrets read the files, which are named from the folder."""
    baseline = Path(shutil.copy(ROOT / ".secrets.baseline", folder.parent / "baseline.json"))
    command = [str(Path(sys.executable).with_name("detect-secrets")), "scan", "--baseline", str(baseline), *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return looked_at(baseline)


def test_no_file_of_the_deploy_has_a_secret_that_nobody_looked_at(tmp_path):
    """Where keys are used; the pre-commit hook looks at every file that changes. What looks like a secret and is none goes into
    the baseline: `detect-secrets scan --baseline .secrets.baseline`.
    """
    others = (":!tests", ":!content", ":!theme", ":!bench", ":!plugins", ":!docs", ":!requirements*.txt", ":!CHANGELOG.md")
    files = subprocess.run(["git", "ls-files", *others], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folder = tmp_path / "repository"
    folder.symlink_to(ROOT)
    assert len(files) > 100
    assert found_by_others(folder, files) - looked_at(ROOT / ".secrets.baseline") == set()


def test_a_new_one_would_be_found(tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "code/settings.py").write_text('password = "' + 'Qw3rtz-98f-matkhau"\n', encoding="utf-8")
    (tmp_path / "code/key.txt").write_text(KEY, encoding="utf-8")
    new = found_by_others(tmp_path / "code", ["settings.py", "key.txt"]) - looked_at(ROOT / ".secrets.baseline")
    assert {file for file, _ in new} == {"settings.py", "key.txt"}
