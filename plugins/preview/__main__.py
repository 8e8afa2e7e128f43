"""The command behind `make serve` and `make demo`: builds now and after every change, and serves on this machine.

The preview has an output folder of its own, since it holds drafts, which are never published. This process loads no plugin: its
worker builds.
"""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

from plugins.builder.output.guard import refuse_unsafe
from plugins.preview.build_process import Builder, Order, Outcome
from plugins.preview.responses import DRAFTS, drafts_in
from plugins.preview.server import LiveServer, State, make_live_server
from plugins.preview.watcher import Stamps, Watched, changed
from plugins.problems import Problem, ProblemsFound
from plugins.project import BUILDER_CACHE, CACHE, ROOT

NOTE = "Thư mục bên cạnh là bản xem thử, có cả bài chưa đăng: không đưa lên mạng.\n"
MOST_NAMES = 3


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; 1 with a message if it cannot start."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    parsed = _parsed(arguments)
    content = parsed.content.resolve()
    output = (parsed.output or _own_folder(content)).resolve()
    state = State()
    try:
        _claim(content, output)
    except ProblemsFound as found:
        print("\n".join(map(str, found.problems)), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Không dựng bản xem thử vào {output} được.", file=sys.stderr)
        return 1
    try:
        server = make_live_server(output, int(parsed.port), state)
    except (OSError, OverflowError, ValueError) as error:
        print(_why_no_port(parsed.port, error), file=sys.stderr)
        return 1
    try:
        _serve(server, state, Order(parsed.settings.resolve(), content, output, BUILDER_CACHE))
    except KeyboardInterrupt:
        print("\nĐã dừng.", flush=True)
    return 0


def follow(watched: Watched, builder: Builder, rendered: Callable[[], None]) -> Iterator[tuple[set[str], float, Outcome]]:
    """Build now and after every change; yields the changed paths, the seconds, and the outcome. Never ends.

    If a single article was saved, renders its page first, and calls `rendered`.
    """
    seen: Stamps = {}
    loaded: Stamps = {}
    for paths in watched.hints():
        if len(paths) == 1 and (article := min(paths)) in seen and article.endswith(".md") and builder.render_saved(Path(article)):
            rendered()
        while (now := watched.everything()) != seen:
            before, seen = seen, watched.settled(now)
            moved = changed(before, seen)
            if not moved:
                break
            code = watched.code_in(seen)
            if code != loaded:
                builder.replace()
            loaded, began = code, time.monotonic()
            outcome = builder.build(lambda code=code: watched.code() != code)  # type: ignore[misc]
            if outcome:
                yield moved, time.monotonic() - began, outcome


def _serve(server: LiveServer, state: State, order: Order) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    print(f"Xem tại {address}/ ; sửa bài là trang tự đổi (dừng: Ctrl-C). Đang dựng lần đầu…", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watched, is_first = Watched(ROOT, order.content), True
    with Builder(ROOT, order) as builder:
        for paths, seconds, outcome in follow(watched, builder, state.refresh):
            state.finish(outcome)
            if outcome.remarks:
                print(outcome.remarks, file=sys.stderr, flush=True)
            names = "" if is_first else ", ".join(sorted(map(watched.display_path, paths))[:MOST_NAMES])
            print(_report(outcome, seconds, names), flush=True)
            if is_first and drafts_in(order.output):
                print(f"Bài chưa đăng: {address}{DRAFTS}", flush=True)
            is_first = False


def _report(outcome: Outcome, seconds: float, names: str) -> str:
    if outcome.good:
        cause = f" ({names})" if names else ""
        done = f"{time.strftime('%H:%M:%S')} Đã dựng {outcome.pages} trang trong {seconds:.1f} giây{cause}.".replace(".", ",", 1)
        return "\n".join([*outcome.warnings, done])
    lines = [*(f"{where}: {words}" for where, words in outcome.problems), *([outcome.failure] if outcome.failure else [])]
    return "\n".join([*lines, f"{time.strftime('%H:%M:%S')} Chưa dựng được bản mới. Trình duyệt vẫn hiện bản dựng được gần nhất."])


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m plugins.preview", description=__doc__)
    parser.add_argument("--settings", type=Path, default=ROOT / "pelicanconf.py")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, help="a folder for previews only; without it one under .build/preview")
    parser.add_argument("--port", default="8000", help="0 takes any free one")
    return parser.parse_args(arguments)


def _own_folder(content: Path) -> Path:
    """One for each content tree, so that two previews can run side by side."""
    return CACHE / "preview" / f"{content.name}-{blake2b(str(content).encode(), digest_size=4).hexdigest()}"


def _claim(content: Path, output: Path) -> None:
    """Mark the folder as a preview's. Raises ProblemsFound for a folder that a build may not replace."""
    if not content.is_dir():
        raise ProblemsFound([Problem(str(content), message="không có thư mục này. Kiểm tra lại CONTENT=….")])
    mark = output.with_name(f"{output.name}.xem-truoc")
    refuse_unsafe(content, output, mark.is_file())
    output.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(NOTE, encoding="utf-8")


def _why_no_port(port: str, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        other = f"make serve PORT={int(port) + 1}"
        return f"Cổng {port} đang có chương trình khác dùng. Dừng chương trình ấy, hoặc chọn cổng khác: {other}"
    return f"Không dùng được cổng {port} ({error}). Chọn cổng khác, là một số từ 1024 đến 65535: make serve PORT=8001"


if __name__ == "__main__":
    sys.exit(main())
