"""`make scan`: looks for keys, passwords and numbers of citizens' papers in every file of the content and of the output.

`make publish` refuses them in what is to be published. This looks at drafts, notes and whatever else lies in the folders too: the
repository is read by more people than the site's editors.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.release.guards.built import Built, ExpectedSite
from deploy.release.guards.built_file import BuiltFile
from deploy.release.guards.contents import no_identity_numbers, no_secrets
from deploy.release.manifest import FILE_NAME
from plugins.builder.build import DEFAULT_OUTPUT
from plugins.newsroom.checks.attachments.identity_in_text import identity_in
from plugins.newsroom.checks.attachments.secrets import secret_in
from plugins.problems import Problem
from plugins.project import CONTENT

DIGEST = re.compile(rb"\b[0-9a-f]{64}\b")  # of which now and then twelve digits in a row look like a number of somebody's papers


def scan_content(content: Path) -> Iterator[Problem]:
    """Files as people write them, hidden ones too."""
    for path in _files(content):
        data = path.read_bytes()
        text = data.decode("utf-8", "replace")
        is_text = b"\0" not in data
        for message in (secret_in(data, text if is_text else ""), identity_in(text, lines_show=True) if is_text else ""):
            if message:
                yield Problem(f"{content.name}/{path.relative_to(content).as_posix()}", message=message)


def scan_output(content: Path, output: Path) -> Iterator[Problem]:
    """Pages as readers get them, and their sources."""
    built = Built(content, output, {}, {}, "", ExpectedSite())
    for path in _files(output):
        name = path.relative_to(output).as_posix()
        data = path.read_bytes()
        file = BuiltFile(name, DIGEST.sub(b"", data) if name == FILE_NAME else data, built)
        for message in (*no_secrets(file), *no_identity_numbers(file)):
            yield Problem(f"{output.name}/{name}", message=message)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def main(arguments: list[str] | None = None) -> int:
    """One line for each file; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    given = parser.parse_args(arguments)
    problems = sorted({*scan_content(given.content), *scan_output(given.content, given.output)})
    print("\n".join(map(str, problems)) or f"Không thấy khoá, mật khẩu hay số giấy tờ trong {given.content}/ và {given.output}/.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
