"""What client and receiver say to each other: lines of JSON, and bytes whose number a line has named."""

from __future__ import annotations

import json
import signal
from types import FrameType
from typing import Any, BinaryIO

from deploy.receiver.errors import Refused

SILENCE = 120  # seconds; a connection that died must not hold the lock for ever
LONGEST_LINE = 1 << 20


class Channel:
    """The receiver's end."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._source, self._target = source, target
        signal.signal(signal.SIGALRM, _give_up)

    def line(self) -> dict[str, Any] | None:
        """The next line; None at the end."""
        signal.alarm(SILENCE)
        text = self._source.readline(LONGEST_LINE)
        signal.alarm(0)
        try:
            return dict(json.loads(text)) if text else None
        except ValueError:
            raise Refused("dòng lệnh nhận được không đọc được. Hai bên không cùng phiên bản?") from None

    def data(self, size: int) -> bytes:
        """Exactly so many bytes; refuses when the connection ends before."""
        parts = []
        while size:
            signal.alarm(SILENCE)
            part = self._source.read(min(size, 1 << 20))
            signal.alarm(0)
            if not part:
                raise Refused("đường truyền đứt khi chưa nhận đủ tệp. Trang đang đăng không đổi; chạy lại lệnh này.")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def send(self, **message: Any) -> None:
        """One line to the client. When nobody listens any more, what has begun is still finished."""
        self.send_data(f"{json.dumps(message)}\n".encode())

    def send_data(self, data: bytes) -> None:
        """Bytes that a line has named."""
        try:
            self._target.write(data)
            self._target.flush()
        except BrokenPipeError:
            pass


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Refused(f"máy gửi im lặng quá {SILENCE} giây. Trang đang đăng không đổi; chạy lại lệnh này.")
