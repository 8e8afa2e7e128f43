"""A killed build, or two builds at once, never leave a mixture. RANDOM_KILLS=500 kills as often."""

import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest

from tests.builder.project import files_of, make_project

KILLS = int(os.environ.get("RANDOM_KILLS", "5"))
COMMAND = [sys.executable, "-m", "plugins.builder.build", "--output", "out/site"]


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "p")


def start(project):
    return subprocess.Popen(COMMAND, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def finish(project):
    began = time.monotonic()
    process = start(project)
    message = process.communicate()[1]
    assert process.returncode == 0, message
    return files_of(project / "out/site"), time.monotonic() - began


def put(project, words):
    """Bring the project into one of two states that differ in many pages."""
    article = project / "content/tin-tuc/bai-3.md"
    lines = article.read_text(encoding="utf-8").split("\n")
    article.write_text("\n".join([f"Title: {words}", *lines[1:]]), encoding="utf-8")
    (project / "theme/css/utilities.css").write_text(f".{words.replace(' ', '-')}{{color:var(--ink)}}\n", encoding="utf-8")


def put_body(project, words):
    """Bring it into one of two states that differ only in a body, which feeds show too."""
    article = project / "content/tin-tuc/bai-1.md"
    header = article.read_text(encoding="utf-8").partition("\n\n")[0]
    article.write_text(f"{header}\n\nThân {words}.\n", encoding="utf-8")


@pytest.mark.parametrize("put", [put, put_body])
def test_a_killed_build_leaves_the_old_output_or_the_new_and_the_next_one_is_right(project, put):
    random, states, names = Random(3), {}, ["mot", "hai"]
    for name in names:
        put(project, name)
        states[name], duration = finish(project)
    assert states["mot"] != states["hai"]
    for number in range(KILLS):
        name = names[number % 2]
        put(project, name)
        process = start(project)
        time.sleep(random.random() * duration * 1.2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert files_of(project / "out/site") in states.values()
        assert finish(project)[0] == states[name]
        assert {path.name for path in (project / "out").iterdir()} == {"site", "site.csp"}


def test_two_builds_at_once_give_one_output(project):
    put(project, "mot")
    processes = [start(project) for _ in range(2)]
    message = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], message
    assert files_of(project / "out/site") == finish(project)[0]


def test_a_file_saved_while_a_build_runs_is_in_the_next_one(project):
    put(project, "hai")
    wanted, duration = finish(project)
    for part in (0.3, 0.6, 0.9):
        put(project, "mot")
        process = start(project)
        time.sleep(duration * part)
        put(project, "hai")
        process.communicate()
        assert finish(project)[0] == wanted
