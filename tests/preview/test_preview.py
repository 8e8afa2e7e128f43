"""What an editor sees while writing: the future page at once, and its mistakes."""

import os
import re
import shutil
import signal
import time

import pytest

from tests.builder.edits import rewrite, set_field
from tests.builder.project import make_project, write_article
from tests.pictures import jpeg
from tests.preview.previewing import Preview, children_of, eventually

ARTICLE = "content/tin-tuc/bai-3.md"
PAGE = "/2017/04/bai-3/"
CONFERENCE = "/2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("preview") / "p")
    (project / "content/tin-tuc/nhap.md").write_text(
        f"Title: Bài đang viết\nDate: 2024-01-01\nStatus: draft\nAliases: {PAGE}\n\nNội dung.\n", encoding="utf-8"
    )
    (project / "content/tin-tuc/hen.md").write_text(
        "Title: Bài hẹn ngày\nDate: 2099-01-01\nAliases: /hen-cu/\n\nNội dung.\n", encoding="utf-8"
    )
    running = Preview(project)
    try:
        running.until_built()
        yield running
    finally:
        running.stop(signal.SIGKILL)


@pytest.fixture
def file(preview, request):
    """A file that the test may change; it is restored."""
    path = preview.project / getattr(request, "param", ARTICLE)
    good = path.read_text(encoding="utf-8")
    yield path
    path.write_text(good, encoding="utf-8")
    caught_up(preview)


def caught_up(preview):
    """Wait until all that was saved so far is built: the last save shows it."""
    line = f"Mốc {time.monotonic_ns()}."
    rewrite(preview.project / "content/tin-tuc/nhap.md", lambda text: re.sub(r"Nội dung\.|Mốc \d+\.", line, text))
    preview.until("/nhap/nhap/", line)


def test_an_earlier_address_leads_on_as_long_as_its_line_is_there_and_those_of_drafts_do_not(preview, file):
    set_field(file, "Aliases", "/2017/03/bai-3/")
    preview.until("/2017/03/bai-3/", f'content="0; url={PAGE}"')
    set_field(file, "Aliases", "")
    preview.until("/2017/03/bai-3/", "Không tìm thấy trang")
    preview.until("/hen-cu/", "Không tìm thấy trang")
    preview.until(PAGE, "Đoạn <strong>mở</strong> đầu 3")


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "words"),
    [
        (ARTICLE, "Đoạn **mở** đầu", "Đoạn vừa sửa", PAGE, "Đoạn vừa sửa"),
        ("content/so-lieu/quan-sat.csv", ",9626,", ",9627,", "/so-lieu/tiep-cong-dan/", "9.627"),
        ("content/co-quan.toml", "phường", "phường vừa sửa", "/", "phường vừa sửa"),
        ("theme/templates/404.html", "<h1>", "<h1>Mẫu vừa sửa. ", "/khong-co/", "Mẫu vừa sửa."),
        ("theme/css/base.css", "", ".vua-sua{color:red}\n", "/", ".vua-sua{color:red}"),
        ("plugins/newsroom/plugin.py", "def mend_feed", "def _vua_sua() -> None: ...\n\n\ndef mend_feed", PAGE, "<article"),
        ("plugins/markup/photos.py", 'MISSING_NOTE = "', 'MISSING_NOTE = "Mã vừa sửa. ', CONFERENCE, "Mã vừa sửa."),
        ("pelicanconf.py", "http://127.0.0.1:8000", "http://127.0.0.1:8001", "/sitemap.xml", "http://127.0.0.1:8001/"),
        ("content/co-quan.toml", 'ten = "Trang chủ"', 'ten = "Trang vừa sửa"', "/", "Trang vừa sửa"),
    ],
    indirect=["file"],
)
def test_a_change_of_any_kind_is_shown(preview, file, old, new, where, words):
    before = preview.built()
    rewrite(file, lambda text: text.replace(old, new, 1))
    preview.until(where, words)
    eventually(lambda: preview.built() > before, preview.terminal)


def test_a_file_saved_beside_and_renamed_is_a_change(preview, file):
    beside = file.with_name(".bai-3.md.swp")
    beside.write_text(file.read_text(encoding="utf-8").replace("Đoạn", "Khúc"), encoding="utf-8")
    beside.rename(file)
    preview.until(PAGE, "Khúc")


def test_files_in_new_folders_come_and_go(preview):
    folder = preview.project / "content/tin-tuc/2031/moi"
    folder.mkdir(parents=True)
    (folder / "thu-muc-moi.md").write_text("Title: Trong thư mục mới\nDate: 2019-05-06\n\nChữ.\n", encoding="utf-8")
    preview.until("/2019/05/thu-muc-moi/", "<h1>Trong thư mục mới</h1>")
    shutil.rmtree(folder.parent)
    eventually(lambda: preview.get("/2019/05/thu-muc-moi/")[0] == 404, preview.terminal)


def test_many_files_at_once_are_shown(preview):
    made = [write_article(preview.project, number) for number in range(40, 60)]
    pages = [f"/20{17 + number % 3}/{1 + number % 12:02}/bai-{number}/" for number in range(40, 60)]
    eventually(lambda: {preview.get(page)[0] for page in pages} == {200}, preview.terminal)
    for path in made:
        path.unlink()
    eventually(lambda: {preview.get(page)[0] for page in pages} == {404}, preview.terminal)


def test_a_change_during_a_build_is_in_the_next_one(preview, file):
    for number in range(12):
        set_field(file, "Title", f"Tên thứ {number}")
    preview.until(PAGE, "<h1>Tên thứ 11</h1>")


def test_only_a_page_that_changed_is_loaded_again(preview, file):
    before = {page: preview.digest(page) for page in (PAGE, "/lien-he/")}
    rewrite(file, lambda text: f"{text}\nChỉ bài này đổi.\n")
    preview.until(PAGE, "Chỉ bài này đổi")
    assert [preview.event(page, digest)["reload"] for page, digest in before.items()] == [True, False]


def test_a_page_is_loaded_again_when_its_picture_changes(preview):
    picture, page = preview.project / "content/anh/0.jpg", PAGE
    before, good = preview.digest(page), picture.read_bytes()
    assert re.search(r'<img [^>]*src="/anh-web/[0-9a-f]+-6\.jpg"', preview.get(page)[1])
    picture.write_bytes(jpeg(b"khac"))
    eventually(lambda: preview.event(page, before)["reload"], preview.terminal)
    picture.write_bytes(good)
    caught_up(preview)


def test_a_mistake_is_reported_over_the_last_good_page_and_goes_when_corrected(preview, file):
    good, page = file.read_text(encoding="utf-8"), preview.get(PAGE)[1]
    file.write_text(good.replace("Date: 2017", "Date: hôm 2017"), encoding="utf-8")
    event = eventually(lambda: preview.event(PAGE)["problems"] and preview.event(PAGE), preview.terminal)
    assert [place for place, _ in event["problems"]] == ["content/tin-tuc/bai-3.md:2"]
    assert "content/tin-tuc/bai-3.md:2: " in preview.terminal()
    assert (preview.get(PAGE)[1], event["reload"]) == (page, False)
    file.write_text(good, encoding="utf-8")
    eventually(lambda: preview.event(PAGE)["problems"] == [], preview.terminal)


def test_a_mistake_that_only_a_full_build_finds_is_shown_over_the_last_good_page_too(preview, file):
    page = preview.get(PAGE)[1]
    rewrite(file, lambda text: text + "\nXem [bài này](/khong-co/).\n")
    eventually(lambda: preview.event(PAGE)["problems"], preview.terminal)
    assert preview.get(PAGE)[1] == page


def test_an_address_that_no_file_can_have_is_not_found(preview):
    assert preview.get(f"/{'a' * 300}/")[0] == 404
    assert preview.event(f"/{'ạ' * 200}/", "x")
    assert "Traceback" not in preview.terminal()


def test_what_may_not_lie_in_the_tree_is_reported_until_it_goes(preview):
    link = preview.project / "content/tin-tuc/lien-ket"
    link.symlink_to(preview.project / "theme")
    eventually(lambda: preview.event(PAGE)["problems"], preview.terminal)
    link.unlink()
    eventually(lambda: preview.event(PAGE)["problems"] == [], preview.terminal)


@pytest.mark.parametrize("file", ["plugins/newsroom/plugin.py"], indirect=True)
@pytest.mark.parametrize("broken", ["def (", "raise RuntimeError('hỏng')", "import os; os._exit(3)"])
def test_broken_code_is_reported_and_corrected_code_builds_again(preview, file, broken):
    rewrite(file, lambda text: f"{text}\n{broken}\n")
    failure = eventually(lambda: preview.event(PAGE)["failure"], preview.terminal)
    assert "tiến trình dựng trang dừng giữa chừng (mã" in failure
    assert preview.get(PAGE)[0] == 200


@pytest.mark.parametrize("file", ["plugins/newsroom/plugin.py"], indirect=True)
def test_code_that_never_ends_is_given_up_when_it_is_corrected(preview, file):
    good, trap = file.read_text(encoding="utf-8"), preview.project / "vao-bay"
    file.write_text(f"{good}\nopen({str(trap)!r}, 'w').close()\nwhile True: pass\n", encoding="utf-8")
    eventually(trap.exists, preview.terminal)
    before = preview.built()
    file.write_text(good, encoding="utf-8")
    eventually(lambda: preview.built() > before, preview.terminal)
    assert "Đã dựng" in preview.terminal().splitlines()[-1]


def test_a_killed_worker_is_replaced(preview, file):
    for pid in children_of(preview.pid):
        os.kill(pid, signal.SIGKILL)
    rewrite(file, lambda text: f"{text}\nLần một.\n")
    eventually(lambda: preview.event(PAGE)["failure"] or "Lần một." in preview.get(PAGE)[1], preview.terminal)
    rewrite(file, lambda text: f"{text}\nLần hai.\n")
    preview.until(PAGE, "Lần hai.")


def test_the_script_is_in_answers_and_never_in_files(preview):
    text, headers = preview.get(PAGE)[1:]
    (policy,) = re.findall(r"script-src ([^;]+)", headers["Content-Security-Policy"])
    assert (text.count("<script"), policy.split()[-1][:8]) == (1, "'sha256-")
    (csp,) = (preview.project / ".build/preview").glob("content-*.csp")
    file = csp.with_suffix("") / PAGE.strip("/") / "index.html"
    assert "</body>" in file.read_text(encoding="utf-8")
    assert "EventSource" not in file.read_text(encoding="utf-8")
    assert policy.split()[-1] not in csp.read_text(encoding="utf-8")


def test_files_that_are_no_pages_are_sent_as_they_are(preview):
    status, text, headers = preview.get("/rss.xml")
    assert (status, headers["Content-Type"], "<script" in text) == (200, "application/xml; charset=utf-8", False)
    assert "sha256-" not in re.sub("style-src[^;]*", "", headers["Content-Security-Policy"])


@pytest.mark.parametrize("path", ["/khong-co/", "/khong-co.html", "/luu-tru/x.png", "/%2e%2e/content/co-quan.toml", "/2017"])
def test_what_is_not_there_is_404_with_its_page_and_the_script(preview, path):
    status, text, _ = preview.get(path)
    assert (status, "Không tìm thấy trang" in text, text.count("<script")) == (404, True, 1)


def test_drafts_are_shown_with_a_mark_and_in_no_list(preview):
    assert "<h1>[Bản nháp] Bài đang viết</h1>" in preview.get("/nhap/nhap/")[1]
    assert "[Bản nháp] Bài hẹn ngày" in preview.get("/nhap/hen/")[1]
    lists = ("/", "/luu-tru/", "/rss.xml", "/atom.xml", "/sitemap.xml", "/so-do-trang/")
    (csp,) = (preview.project / ".build/preview").glob("content-*.csp")
    found = [f"/tim-kiem/{path.name}" for path in csp.with_suffix("").glob("tim-kiem/*.json")]
    assert found
    assert not [page for page in (*lists, *found) if re.search("đang viết|hẹn ngày", preview.get(page)[1])]


def test_editors_find_what_is_not_published(preview):
    assert preview.event("/")["drafts"] == 2
    text = preview.get("/nhap/")[1]
    assert '<a href="/nhap/nhap/">[Bản nháp] Bài đang viết</a>' in text
    assert '<a href="/nhap/hen/">' in text
    assert f"Bài chưa đăng: {preview.address}/nhap/" in preview.terminal()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.168.1.4:8000", "[::1"])
def test_who_calls_this_machine_by_another_name_gets_nothing(preview, host):
    assert preview.get("/nhap/nhap/", host)[:2] == (421, "Chỉ xem được tại 127.0.0.1.\n")


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_this_machine_is_known_by_its_own_names(preview, host):
    assert preview.get("/", host)[0] == 200
