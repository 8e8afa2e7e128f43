"""All work spread over processes is done, and the build itself reports what went wrong in one."""

import logging
import os

import pytest

from plugins.builder import parallel as workers


@pytest.fixture(autouse=True)
def two_processes(monkeypatch):
    monkeypatch.setenv("BUILD_PROCESSES", "2")


@pytest.mark.parametrize("count", [0, 1, workers.FEWEST - 1, workers.FEWEST, 301])
def test_every_item_gets_its_result(count):
    assert dict(workers.spread(lambda number: number * 2, range(count))) == {number: number * 2 for number in range(count)}


def test_this_process_and_another_one_share_the_work():
    done = [process for _, process in workers.spread(lambda _: os.getpid(), range(100))]
    assert (len(set(done)), done.count(os.getpid())) == (2, 50)


def test_without_fork_the_build_does_it_all(monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert {process for _, process in workers.spread(lambda _: os.getpid(), range(100))} == {os.getpid()}


@pytest.mark.parametrize("wrong", [70, 71])
def test_an_error_is_raised_by_the_build_whoever_met_it(wrong, monkeypatch):
    started, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: started.append(fork()) or started[-1])

    def work(number):
        return 1 // (number - wrong)

    with pytest.raises(ZeroDivisionError):
        list(workers.spread(work, range(100)))
    (worker,) = started
    with pytest.raises(ChildProcessError):  # it has ended, and was waited for
        os.waitpid(worker, os.WNOHANG)


def test_a_warning_of_a_worker_is_reported_once_by_the_build(caplog):
    def work(number):
        if number == 71:
            logging.getLogger("a.plugin").warning("bài %s", number)
        return number

    assert len(dict(workers.spread(work, range(100)))) == 100
    assert caplog.messages == ["bài 71"]


def test_the_work_of_a_killed_worker_is_done_by_the_build(capfd):
    build = os.getpid()

    def work(number):
        if number == 71 and os.getpid() != build:
            os._exit(9)
        return number

    assert len(dict(workers.spread(work, range(100)))) == 100
    assert "dừng giữa chừng" in capfd.readouterr().err
