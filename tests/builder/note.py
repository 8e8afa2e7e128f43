"""A plugin of a test's own project, by which articles that ask for the note show it; and the same plugin recording nothing."""

from __future__ import annotations

from pathlib import Path

NOTE = "tep/ghi-chu.txt"  # in the content tree
ASKS = "[ghi chú]"
RECORDING = f'''
from pathlib import Path
from pelican import signals
from plugins.build_cache import depends_on_file, is_cached

RECORDS_DEPENDENCIES = True

def show_note(generators):
    for article in getattr(generators[0], "articles", ()):
        if not is_cached(article) and "{ASKS}" in article._content:
            note = Path(article.settings["PATH"], "{NOTE}")
            article._content += note.read_text(encoding="utf-8") if note.is_file() else "Không có ghi chú."
            depends_on_file(article, "{NOTE}")

def register():
    signals.all_generators_finalized.connect(show_note)
'''
SILENT = (
    RECORDING.replace("RECORDS_DEPENDENCIES = True\n", "")
    .replace("from plugins.build_cache import depends_on_file, is_cached\n", "")
    .replace("not is_cached(article) and ", "")
    .replace(f'            depends_on_file(article, "{NOTE}")\n', "")
)


def write_note(project: Path, text: str) -> None:
    """What the note says from now on."""
    note = project / "content" / NOTE
    note.parent.mkdir(exist_ok=True)
    note.write_text(text, encoding="utf-8")


def install(project: Path, code: str, *asking: int) -> None:
    """Add the plugin to the project; the articles of these numbers ask for the note."""
    folder, settings = project / "plugins/note", project / "pelicanconf.py"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "plugin.py").write_text(code, encoding="utf-8")
    last = '    "plugins.search.plugin",\n'
    known = settings.read_text(encoding="utf-8")
    assert last in known
    settings.write_text(known.replace(last, f'{last}    "plugins.note.plugin",\n'), encoding="utf-8")
    for number in asking:
        article = project / f"content/tin-tuc/bai-{number}.md"
        article.write_text(f"{article.read_text(encoding='utf-8')}\nXem {ASKS}.\n", encoding="utf-8")
    write_note(project, "Ghi chú đầu.")
