"""Somebody is called when it is time, and not more often."""

from dataclasses import replace

from deploy.verify.alarm import announce
from deploy.verify.findings import Finding
from deploy.verify.report import Verdict
from deploy.verify.state import RunState
from tests.deploy.verify.conftest import SITE
from tests.deploy.verify.tampering import ARTICLE, BETS, at, instead

FAULT = Finding("/a/", "nội dung khác", "đúng", "Sửa.")


def verdict(*findings, unreachable=""):
    return Verdict(SITE, findings, "1-a", unreachable=unreachable)


def test_somebody_is_called_after_two_failures_once_and_when_all_is_well_again():
    sent, state = [], RunState()
    for each in [verdict(FAULT)] * 5 + [verdict()] * 3:
        announce(each, state, lambda subject, text: sent.append(subject))
    assert sent == [f"CẦN XEM: {SITE}: 1 lỗi.", f"Hết lỗi: {SITE}"]


def test_one_failure_and_notes_call_nobody():
    sent, state = [], RunState()
    for each in [verdict(unreachable="dừng"), verdict(), verdict(FAULT), verdict(), verdict(replace(FAULT, severity="note"))] * 3:
        announce(each, state, lambda subject, text: sent.append(subject))
    assert sent == []


def test_something_new_calls_once_more():
    sent, state = [], RunState()
    for each in [verdict(FAULT)] * 3 + [verdict(FAULT, replace(FAULT, address="/b/"))] * 3:
        announce(each, state, lambda subject, text: sent.append(subject))
    assert len(sent) == 2


def test_the_command_that_calls_gets_the_report(show, command, tmp_path):
    shown = show(at(ARTICLE, instead(BETS)))
    alarm = f"sh -c 'cat > {tmp_path}/mail; printf %s \"$VERIFY_SUBJECT\" > {tmp_path}/subject'"
    command(shown, "--alarm", alarm)
    assert not (tmp_path / "mail").exists()
    command(shown, "--alarm", "false")
    assert not (tmp_path / "mail").exists()
    command(shown, "--alarm", alarm)
    assert (tmp_path / "subject").read_text(encoding="utf-8") == f"CẦN XEM: {SITE}: 1 lỗi."
    assert ARTICLE in (tmp_path / "mail").read_text(encoding="utf-8")
