"""Whatever is changed, a build that makes only what changed gives what a build from scratch gives, to the byte.

RANDOM_STEPS=10000 runs as many steps (hours) from each of RANDOM_SEEDS, by default "1 2 3 4".
"""

import compileall
import os
import shutil
from py_compile import PycInvalidationMode
from random import Random

import pytest

from tests.builder.edits import BODIES, EDITS
from tests.builder.note import RECORDING, SILENT, install
from tests.builder.project import Builder, bring_up_to_date, difference, files_of, make_project

STEPS = int(os.environ.get("RANDOM_STEPS", "60"))
SEEDS = tuple(map(int, os.environ.get("RANDOM_SEEDS", "1 2 3 4").split()))


def spoil(random, output, cache):
    """What happens to folders besides editing: an output file goes or changes, the cache is damaged or deleted."""
    accident = random.randrange(20)
    pages = sorted(path for path in output.rglob("*") if path.is_file())
    if accident == 0:
        random.choice(pages).unlink()
    elif accident == 1:
        random.choice(pages).write_text("không phải trang này", encoding="utf-8")
    elif accident == 2:
        (output / "la.txt").write_text("tệp lạ", encoding="utf-8")
    elif accident == 3:
        store = cache / "cache.sqlite"
        broken = bytearray(store.read_bytes())
        for _ in range(40):
            broken[random.randrange(len(broken))] = random.randrange(256)
        store.write_bytes(broken)
    elif accident == 4:
        shutil.rmtree(cache)


def apply_some(random, project, number):
    """One edit or a few; their names."""
    kinds = random.choice([EDITS, BODIES])
    edits = [EDITS[number]] if number < len(EDITS) else random.choices(kinds, k=random.choice([1, 1, 1, 2, 4]))
    for edit in edits:
        edit(random, project)
    return [edit.__name__ for edit in edits]


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_the_output_is_that_of_a_build_from_scratch(tmp_path, seed):
    random = Random(seed)
    project, output, cache, good = make_project(tmp_path / "p"), tmp_path / "output", tmp_path / "cache", tmp_path / "good"
    if with_plugin := {1: RECORDING, 3: SILENT}.get(seed % 4):  # the others: the portal as it is
        install(project, with_plugin, 1, 4, 9)
    compileall.compile_dir(project / "plugins", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    with Builder(project) as builder:
        assert builder.build(output, cache) == ""
        shutil.copytree(project, good)
        for number in range(STEPS):
            done = apply_some(random, project, number)
            before = files_of(output)
            failure = builder.build(output, cache, processes=1 + number % 2)
            expected_failure, expected = builder.from_scratch(tmp_path / "scratch")
            assert (number, done, failure) == (number, done, expected_failure)
            assert (number, done, difference(files_of(output), before if failure else expected)) == (number, done, [])
            if failure:  # a project that cannot be built is put back: every file of it is another one then
                shutil.rmtree(project)
                shutil.copytree(good, project)
            else:
                bring_up_to_date(good, project)
            if number >= len(EDITS):  # first each kind of edit with an intact cache
                spoil(random, output, cache)
