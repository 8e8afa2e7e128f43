"""Where a build may put its output: it replaces the folder, which must be empty or hold an earlier build of ours."""

from __future__ import annotations

from pathlib import Path

from plugins.problems import Problem, ProblemsFound
from plugins.project import ROOT

ADVICE = "Chọn OUTPUT là một thư mục mới, thư mục rỗng hoặc thư mục đã dựng lần trước."


def policy_file(output: Path) -> Path:
    """The file of a built folder's page policy: beside the folder, never in it, for the server's configuration."""
    return output.with_name(f"{output.name}.csp")


def refuse_unsafe(content: Path, output: Path, is_ours: bool) -> None:
    """Raises ProblemsFound if a build to `output` would delete anything but an earlier build (`is_ours`)."""
    content, output = content.resolve(), output.resolve()
    reason = _reason(content, output, is_ours)
    if reason:
        raise ProblemsFound([Problem(str(output), message=f"{reason} {ADVICE}")])


def _reason(content: Path, output: Path, is_ours: bool) -> str:
    if output in (ROOT, content) or output in ROOT.parents or output in content.parents:
        return "thư mục này chứa nguồn của trang, dựng vào đây sẽ mất hết."
    if content in output.parents:
        return "thư mục này nằm trong thư mục nội dung."
    if output.is_file():
        return "đây là một tệp, không phải thư mục."
    if output.is_dir() and not is_ours and any(output.iterdir()):
        return "thư mục này có tệp không do lệnh này dựng ra."
    return ""
