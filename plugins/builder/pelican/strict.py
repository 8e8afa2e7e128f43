"""Whatever goes wrong while Pelican runs stops the build with one message in words."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateSyntaxError
from pelican.log import FatalLogger, LimitFilter, console
from pelican.log import init as init_logging

from plugins.problems import ProblemsFound


class BuildFailed(Exception):
    """The build stopped, but not because of an editor's mistake. The message says why."""


class _Messages(logging.Handler):
    """Collects what Pelican logs before it stops, one line each, with the exception's name."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        raised = record.exc_info[1] if record.exc_info else None
        cause = [f"{type(raised).__name__}: {raised}"] if raised else []
        message = record.getMessage().replace("Cannot register plugin", "không chạy được hàm register() của plugin")
        self.messages.append(": ".join([*map(str.strip, message.splitlines()), *cause]))


@contextmanager
def strictly() -> Iterator[None]:
    """Make every warning an error, and every error one of ours."""
    usual = FatalLogger.fatal_lvl
    handler = logging.StreamHandler(sys.stderr) if os.environ.get("DEBUG") else _Messages()
    init_logging(level=logging.WARNING, fatal="warnings", handler=handler)
    console.quiet = True
    reset_warnings()
    try:
        yield
    except (ProblemsFound, BuildFailed):
        raise
    except SystemExit as stop:
        raise BuildFailed(f"mã của một plugin gọi exit({stop.code}) trong lúc dựng") from stop
    except TemplateSyntaxError as error:
        raise BuildFailed(f"mẫu {error.name}, dòng {error.lineno}: {error.message}") from error
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise BuildFailed(f"{what}. Kiểm tra quyền của tệp ấy và chỗ trống trên đĩa.") from error
    except Exception as error:
        if os.environ.get("DEBUG"):
            raise
        messages = handler.messages if isinstance(handler, _Messages) else []
        what = "; ".join(messages) or f"{type(error).__name__}: {error}"
        raise BuildFailed(f"{what} (chạy lại với DEBUG=1 để thấy chỗ trong mã)") from error
    finally:
        FatalLogger.fatal_lvl = usual
        logging.getLogger().removeHandler(handler)  # the next build of this process has its own


def reset_warnings() -> None:
    """Pelican logs no message twice: the next build of this process would miss a warning that an earlier one had."""
    LimitFilter._group_count.clear()
    LimitFilter._raised_messages.clear()
