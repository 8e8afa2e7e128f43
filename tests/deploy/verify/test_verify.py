"""How a run goes: at what pace, until when, and what it leaves for the next one."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deploy.verify.client import Client, Pace, Unreachable
from deploy.verify.other_doors import check_plain_http, check_security_txt
from deploy.verify.outward import outward_links, verify_outward
from deploy.verify.plan import questions
from deploy.verify.readers import READERS
from deploy.verify.state import RunState, read_state, write_state
from deploy.verify.verify import main
from plugins.project import ROOT
from tests.deploy.publishing import run
from tests.deploy.verify.conftest import HOST, SITE
from tests.deploy.verify.served import AGENCY, Reply, Shown, serving
from tests.deploy.verify.tampering import ARTICLE, BETS, PHOTO, at, instead


def test_the_command_ends_with_0_1_or_2(show, command, signed):
    shown = show()
    right = command(shown, "--release", str(signed.release))
    assert (right.code, right.errors) == (0, "")
    shown.tamper = at(ARTICLE, instead(BETS))
    assert command(shown).code == 1
    report = json.loads(command(shown, "--json").said)
    assert (report["code"], [finding["addresses"] for finding in report["findings"]]) == (1, [[ARTICLE]])
    shown.via = "127.0.0.1:1"
    nobody = command(shown)
    assert (nobody.code, nobody.said.splitlines()[0]) == (2, f"{SITE}: không hỏi được (máy chủ không mở cổng này).")


@pytest.mark.parametrize("to", ["", "vi-du.example", "https://vi-du.example/tin/", "ftp://vi-du.example", "/srv/site"])
def test_an_address_that_is_none_is_refused(to):
    result = run(main, "--to", to, "--content", "content")
    assert (result.code, result.said) == (1, "")
    assert result.errors.startswith(f"TO=“{to}” không đúng. Viết TO=https://ten-mien")


def test_a_release_of_another_site_is_refused(signed):
    result = run(main, "--to", "https://khac.example", "--content", "content", "--release", str(signed.release))
    assert (result.code, result.said) == (1, "")
    assert f"bản này làm cho {SITE}, không phải https://khac.example" in result.errors


def test_a_run_that_was_interrupted_goes_on_where_it_was(show, options, verified):
    shown, state = show(), RunState()
    stopped = verified(shown, state, save=lambda: (_ for _ in ()).throw(Unreachable("dừng")))
    assert (stopped.code, stopped.unreachable) == (2, "dừng")
    first = {(request.address, request.headers["user-agent"], request.headers["accept-encoding"]) for request in shown.asked}
    shown.asked.clear()
    assert verified(shown, state).code == 0
    again = {
        (request.address, request.headers["user-agent"], request.headers["accept-encoding"])
        for request in shown.asked
        if "if-none-match" not in request.headers and not request.path.startswith("/manifest.json")
    }
    assert len(again & first) < len(first) / 10
    assert state.done == []


def test_each_run_asks_every_address_and_in_a_few_runs_everybody_has(signed):
    expected = Shown(signed.release).expected
    asked = []
    for number in range(12):
        plan = questions(expected, number, (), most=0)
        assert {question.address for question in plan} >= set(expected.paths)
        asked += [question for question in plan if question.address == "/"]
    assert {question.reader for question in asked} == set(READERS)
    assert {question.encoding for question in asked} == {"br", "gzip", "identity"}
    suspected = [question for question in questions(expected, 1, {"/"}, most=0) if question.address == "/"]
    assert {question.reader for question in suspected} == set(READERS)


def test_what_time_is_left_goes_to_other_readers_in_turn(signed):
    expected = Shown(signed.release).expected
    everything = questions(expected, 1, (), None)
    least = len(questions(expected, 1, (), 0))
    seen = set()
    for number in range(30):
        plan = questions(expected, number, (), least + 10)
        assert len(plan) == least + 10
        seen |= {(question.address, question.reader) for question in plan}
    assert {(question.address, question.reader) for question in everything if question.status == 200} <= seen


def test_requests_are_spread_evenly_over_the_seconds(monkeypatch):
    waits = []
    monkeypatch.setattr("deploy.verify.client.time.sleep", waits.append)
    monkeypatch.setattr("deploy.verify.client.time.monotonic", lambda: 100.0)
    pace = Pace(20)
    for _ in range(5):
        pace.wait()
    assert waits == pytest.approx([0, 0.05, 0.1, 0.15, 0.2])


def test_a_server_that_asks_for_patience_gets_it(show, verified, monkeypatch):
    pauses = []
    monkeypatch.setattr("deploy.verify.client.PAUSE", 0)
    shown = show(lambda request, reply, _: pauses.append(1) or Reply(429) if len(pauses) < 1 else reply)
    assert verified(shown).code == 0


def test_a_deploy_in_between_is_no_finding(show, verified, signed):
    """The manifest at the end is another one: pages are looked at once more against that."""
    shown, changed = show(), []

    def deploys(request, reply, _):
        if request.path == ARTICLE and not changed:
            changed.append(1)
            return reply.having(body=b"of the release before")
        if request.path == "/manifest.json" and not changed:
            return reply.having(body=reply.body.replace(b'"mtime":1', b'"mtime":2'))
        return reply

    shown.tamper = deploys
    assert verified(shown).code == 0
    assert changed


def test_a_large_file_that_came_whole_is_not_sent_again_for_a_week(show, verified, monkeypatch):
    monkeypatch.setattr("deploy.verify.asking.LARGE", 10)
    shown, state = show(), RunState()
    verified(shown, state, now=1_800_000_000.0)

    def whole(days):
        shown.asked.clear()
        assert verified(shown, state, now=1_800_000_000.0 + days * 86400).code in (0, 1)
        return [request for request in shown.asked if request.path == PHOTO and "if-none-match" not in request.headers]

    assert whole(1) == []
    assert whole(8)


def test_what_a_run_leaves_is_read_by_the_next_one(tmp_path):
    state = RunState(run=3, newest=7, whole={"/a": ("x", "y", 1.0)}, announced=["/a/ nội dung"])
    write_state(tmp_path / "of" / "state.json", state)
    again = read_state(tmp_path / "of" / "state.json")
    assert replace(again, whole={}) == replace(state, whole={})
    assert again.etag_of("/a", "x", 2.0) == "y"
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert read_state(tmp_path / "broken.json") == RunState()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Contact: x\nExpires: 2026-01-01T00:00:00Z\n", "đã hết hạn 01/01/2026"),
        ("Expires: 2026-07-01T00:00:00+07:00", "hết hạn 01/07/2026"),
        ("Contact: x", "không có ngày Expires"),
        ("Expires: mai", "không có ngày Expires"),
        ("Expires: 2027-01-01T00:00:00Z", ""),
    ],
)
def test_security_txt_must_hold_for_another_month(text, says):
    found = "".join(map(str, check_security_txt(text, datetime(2026, 6, 15, tzinfo=UTC))))
    assert bool(found) == bool(says)
    assert says in found


@pytest.mark.parametrize(("status", "place", "count"), [(301, f"{SITE}/", 0), (301, "https://bet.example/", 1), (200, None, 1)])
def test_plain_http_leads_to_https(signed, status, place, count):
    shown = Shown(signed.release, lambda request, reply, _: Reply(status, {"Location": place} if place else {}))
    with serving(shown, None):
        assert len(check_plain_http(Client(f"http://{HOST}", via=shown.via, rate=0), SITE)) == count


LINKS = "[a](http://con.example/) và [b](http://ban.example/x)\n\n[c](http://mat.example/) [d](http://con.example/)\n"


def test_links_to_other_sites_are_looked_at_with_the_line_they_stand_on(tmp_path, signed):
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    (tmp_path / "content/tin-tuc/bai.md").write_text(f"Title: T\nDate: 2024-05-01 08:00\n\n{LINKS}", encoding="utf-8")
    assert outward_links(tmp_path / "content")["http://con.example/"] == ["content/tin-tuc/bai.md:4", "content/tin-tuc/bai.md:6"]
    pages = {"con.example": Reply(200, {}, b"still there"), "ban.example": Reply(302, {"Location": "http://bet.example/"})}
    pages |= {"bet.example": Reply(200, {}, BETS), "mat.example": Reply(404)}
    shown = Shown(signed.release, lambda request, reply, _: pages[request.headers["host"]])
    with serving(shown, None):
        verdict = verify_outward(tmp_path / "content", SITE, lambda site: Client(site, via=shown.via, rate=0), rate=0)
    assert [line.removeprefix("cảnh báo: ").split(";")[0] for line in verdict.text().splitlines()[:-2]] == [
        "content/tin-tuc/bai.md:4: liên kết tới http://ban.example/x: nay là trang có chữ “nhà cái” (đã chuyển sang bet.example)",
        "content/tin-tuc/bai.md:6: liên kết tới http://mat.example/: không còn trang này (404)",
    ]


@pytest.mark.parametrize(
    ("name", "header"),
    [("nhap.md", "Date: 2024-05-01\nStatus: draft"), ("hen.md", "Date: 2099-05-01"), ("._bai.md", "Date: 2024-05-01")],
    ids=["a draft", "still to come", "a hidden copy"],
)
def test_nobody_visits_what_no_reader_sees_yet(tmp_path, name, header):
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    (tmp_path / "content/tin-tuc" / name).write_text(f"Title: T\n{header}\n\n{LINKS}", encoding="utf-8")
    assert outward_links(tmp_path / "content") == {}


def test_links_that_are_as_they_were_give_no_finding(tmp_path):
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    verdict = verify_outward(tmp_path / "content", SITE)
    assert (verdict.code, verdict.title()) == (0, f"{SITE}: liên kết ra ngoài không có gì lạ.")


def test_names_to_watch_are_none_until_the_office_lists_them():
    assert AGENCY.watched_names == []


def test_a_timer_runs_what_there_is():
    folder = ROOT / "deploy/systemd"
    services = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("verify*.service")}
    assert services.keys() == {path.stem for path in folder.glob("verify*.timer")} == {"verify", "verify-outward"}
    assert all("ExecStart=/usr/bin/make --no-print-directory verify" in text for text in services.values())
