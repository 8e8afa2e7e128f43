"""A line to the receiver: over ssh, or to a process of our own when the site's folder is on this machine. Otherwise the same."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os.path import normpath
from typing import IO, Any, cast

from deploy.client.receiver_file import receiver_digest, receiver_file

# Runs the file it is sent, if that has the digest it was started with; double quotes only, since it stands between single ones.
BOOTSTRAP = (
    "import hashlib,os,runpy,sys;f,d=sys.argv[1:];i=sys.stdin.buffer;"
    'sys.version_info<(3,9) and sys.exit("máy chủ cần Python 3.9 trở lên");'
    'os.path.isdir(f) or sys.exit(f+": trên máy chủ không có thư mục này");'
    "s=i.read(int(i.readline(9).strip() or 0));"
    'hashlib.sha256(s).hexdigest()==d or sys.exit("máy chủ chỉ nhận receiver có mã băm "+d[:16]);'
    'p=f+"/receiver-"+d[:16]+".pyz";t=p+str(os.getpid());w=open(t,"wb");w.write(s);w.close();os.replace(t,p);'
    'sys.argv=[p,"serve",f];runpy.run_path(p,run_name="__main__")'
)
REMOTE = re.compile(r"(?P<host>[^/:@\s]+@[^/:\s]+|[^/:@\s]+):(?P<folder>/(?!/).+)")


class DeployFailed(Exception):
    """The live site stays as it is; the message is for the person who deploys."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Destination:
    """`user@host:/srv/site`, or a folder of this machine (`host` is then "")."""

    host: str
    folder: str

    @classmethod
    def parse(cls, text: str) -> Destination:
        """Raises DeployFailed unless it is one of the two."""
        if (match := REMOTE.fullmatch(text)) and not text.startswith("-"):
            return cls(match["host"], normpath(match["folder"]))
        if text.startswith("/"):
            return cls("", normpath(text))
        raise DeployFailed(f"TO=“{text}” không đúng. Viết TO=nguoi-dung@may-chu:/thu-muc hoặc TO=/thu-muc.")

    def command(self) -> list[str]:
        """What runs the receiver there. A forced command on the server takes its place and is the same (`setup` prints it)."""
        if not self.host:
            return receiver_command(sys.executable, self.folder)
        ssh = shlex.split(os.environ.get("SSH") or "ssh")
        return [*ssh, "-T", "-C", "-o", "BatchMode=yes", "--", self.host, shlex.join(receiver_command("python3", self.folder))]


def receiver_command(python: str, folder: str) -> list[str]:
    """Isolated from the user's own modules; UTF-8 whatever the server's language."""
    return [python, "-I", "-X", "utf8", "-c", BOOTSTRAP, folder, receiver_digest()]


class Connection:
    """Our end of the receiver's channel. `sent` counts the bytes of releases that went over it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._in, self._out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        self.sent = 0

    def send(self, **message: Any) -> None:
        """One line."""
        self.send_data(f"{json.dumps(message)}\n".encode())

    def send_data(self, data: bytes) -> None:
        """Bytes that a line has named."""
        try:
            self._in.write(data)
            self._in.flush()
        except BrokenPipeError:
            self.answer()  # the receiver said why before it went
            raise DeployFailed(self._last_words()) from None
        self.sent += len(data)

    def answer(self) -> dict[str, Any]:
        """The next line that asks or ends something; what the receiver says meanwhile is printed."""
        while line := self._out.readline():
            answer = dict(json.loads(line))
            if "refused" in answer:
                raise DeployFailed(str(answer["refused"]), int(answer["code"]))
            if "say" not in answer:
                return answer
            print(f"  {answer['say']}", flush=True)
        raise DeployFailed(self._last_words())

    def rest(self) -> None:
        """Ask for nothing more; print what the receiver still says while it clears away."""
        self._in.close()
        while line := self._out.readline():
            print(f"  {json.loads(line).get('say', '')}", flush=True)

    def data(self, size: int) -> bytes:
        """Exactly so many bytes."""
        data = self._out.read(size)
        if len(data) != size:
            raise DeployFailed(self._last_words())
        return data

    def _last_words(self) -> str:
        words = cast("IO[bytes]", self._process.stderr).read().decode("utf-8", "replace").strip().splitlines()
        code = self._process.wait()
        if code == 127:
            return "máy chủ thiếu lệnh python3 (cần từ 3.9)."
        if code == 255:
            return f"không nối được tới máy chủ: {words[-1] if words else 'ssh không nói vì sao'}"
        return f"máy chủ ngừng giữa chừng: {words[-1] if words else f'mã {code}'}. Chạy lại lệnh này."


@contextmanager
def connect(destination: Destination) -> Iterator[Connection]:
    """Start the receiver, sending it to the server; ends it afterwards."""
    try:
        process = subprocess.Popen(destination.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    except OSError as error:
        raise DeployFailed(f"không chạy được ssh: {error}") from None
    with process:
        connection = Connection(process)
        connection.send_data(f"{len(receiver_file())}\n".encode() + receiver_file())
        yield connection
        if process.stdin:
            process.stdin.close()
