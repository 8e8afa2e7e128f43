"""A deploy or a rollback that is killed, or whose disk fails, at a chosen step or moment: in a child process, many times a second.

A step is anything Python audits: opening, linking, renaming, making and removing files, starting programs; and fsync.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from deploy.client.deploy import read_signed
from deploy.receiver.channel import Channel
from deploy.receiver.errors import BUSY, Refused
from deploy.receiver.main import deploy_release
from deploy.receiver.manifest import Release, read_release
from deploy.receiver.refusals import DeployRequest
from deploy.receiver.rollback import roll_back
from deploy.receiver.site_folder import SiteFolder, exclusive_lock

STEPS = (
    "open",
    "os.link",
    "os.rename",
    "os.symlink",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.utime",
    "os.fsync",
    "subprocess.Popen",
)
FINISHED, REFUSED, BROKEN, SURVIVED = 0, 1, 2, 3  # the last: came through although a step had failed
Work = Callable[[], object]
_failed: list[str] = []  # of this process


class FolderChannel(Channel):
    """A client with no way between: what the receiver wants is read from the release's folder."""

    def __init__(self, folder: Path, release: Release) -> None:
        self._paths = {file.sha256: folder / path for path, file in release.files.items()}
        self._wanted: Iterator[str] = iter(())
        self.said: list[str] = []

    def send(self, **message: Any) -> None:
        self._wanted = iter(message.get("need", ()))
        self.said.append(str(message.get("say", "")))

    def data(self, size: int) -> bytes:
        data = self._paths[next(self._wanted)].read_bytes()
        assert len(data) == size
        return data


def deploying(site: SiteFolder, folder: Path) -> Work:
    """What the receiver does for `make deploy`."""
    release = read_signed(folder)

    def work() -> None:
        with exclusive_lock(site):
            live = read_release(site.live) if site.live_id() else None
            deploy_release(site, release, live, DeployRequest(site.live_id()), FolderChannel(folder, release))

    return work


def rolling_back(site: SiteFolder, wanted: str = "") -> Work:
    """What the receiver does for `make rollback`."""
    return lambda: roll_back(site, wanted, lambda _: None)


def in_a_child(work: Work, fault: Callable[[], None] = lambda: None) -> int:
    """Do it in a child process that `fault` was armed in; returns the child's process id."""
    if child := os.fork():
        return child
    try:
        fault()
        work()
        os._exit(SURVIVED if _failed else FINISHED)
    except Refused as refused:
        os._exit(refused.code)
    except OSError:
        os._exit(REFUSED)
    except BaseException:
        traceback.print_exc()
        os._exit(BROKEN)


def end_of(child: int) -> int:
    """Its exit code; the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def undisturbed(work: Work) -> int:
    """How it ends without a fault. A program that a killed receiver had just started may hold the lock for a moment longer."""
    for _ in range(200):
        if (code := end_of(in_a_child(work))) != BUSY:
            return code
        time.sleep(0.02)
    return BUSY


def at_step(number: int, what: Callable[[], None]) -> Callable[[], None]:
    """A fault: do `what` just before the step of that number."""

    def arm() -> None:
        left = [number]

        def hook(event: str, _arguments: object) -> None:
            if event in STEPS:
                left[0] -= 1
                if left[0] == 0:
                    _failed.append(event)
                    what()

        sys.addaudithook(hook)
        really = os.fsync
        os.fsync = lambda descriptor: (sys.audit("os.fsync"), really(descriptor))[1]

    return arm


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail_with(error: int) -> Callable[[], None]:
    """A fault of the disk: the step does not happen and says why."""

    def fail() -> None:
        raise OSError(error, os.strerror(error))

    return fail


def killed_at_random(work: Work, dice: random.Random, longest: float) -> int:
    """Kill it after a random while; returns how it ended."""
    child = in_a_child(work)
    time.sleep(dice.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    return end_of(child)


def shows_one_of(site: SiteFolder, folders: list[Path]) -> bool:
    """Whether readers see one of these releases, every byte of it: the disk is read again."""
    live = read_release(site.live)
    folder = next((folder for folder in folders if read_signed(folder).raw == live.raw), None)
    return folder is not None and all((site.live / path).read_bytes() == (folder / path).read_bytes() for path in live.files)
