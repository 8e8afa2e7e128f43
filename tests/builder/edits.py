"""Every kind of change that people make to a project, each as a function of a random generator and the project's folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.builder.note import write_note
from tests.builder.project import WORDS, write_article
from tests.pictures import jpeg

Edit = Callable[[Random, Path], None]


def articles(project: Path) -> list[Path]:
    return sorted((project / "content/tin-tuc").rglob("*.md"))


def some_article(random: Random, project: Path) -> Path:
    return random.choice(articles(project))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def set_field(path: Path, key: str, value: str) -> None:
    def change(text: str) -> str:
        header, _, body = text.partition("\n\n")
        lines = [line for line in header.split("\n") if not line.startswith(f"{key}:")]
        return "\n".join([*lines, f"{key}: {value}"] if value else lines) + "\n\n" + body

    rewrite(path, change)


def some_words(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=4))


def body(random: Random, project: Path) -> None:
    rewrite(some_article(random, project), lambda text: f"{text}\nThêm *{some_words(random)}*.\n")


def opening(random: Random, project: Path) -> None:
    rewrite(some_article(random, project), lambda text: text.replace("\n\n", f"\n\n{some_words(random).capitalize()}. ", 1))


def title(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Title", f"{some_words(random)} {random.randrange(99)}")


def slug(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Slug", random.choice(["", f"dia-chi-{random.randrange(99)}"]))


def aliases(random: Random, project: Path) -> None:
    """Often one that another article has, or the address of another article: then nothing may be built."""
    known = ["", "", "/tin/cu/", f"/tin/cu-{random.randrange(9)}/", "/tin/cu-1/, /cu/", "/2018/02/bai-1/", "/nhan/rieng/"]
    set_field(some_article(random, project), "Aliases", random.choice(known))


def tags(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Tags", ", ".join(random.sample(["Nhãn 0", "Nhãn 1", "Nhãn chung", "Riêng"], 2)))


def category(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Category", f"Mục {random.randrange(4)}")


def summary(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Summary", random.choice(["", some_words(random)]))


def status(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Status", random.choice(["", "draft"]))


def date(random: Random, project: Path) -> None:
    set_field(some_article(random, project), "Date", random.choice(["2099-01-01", f"2018-0{random.randint(1, 9)}-11 08:30"]))


def expiry(random: Random, project: Path) -> None:
    """The pages of lists that it leaves empty lead on, and come back with a new article."""
    set_field(some_article(random, project), "Het-han", random.choice(["", "2020-01-01", "2020-01-01 08:30", "2099-01-01"]))


def delete(random: Random, project: Path) -> None:
    some_article(random, project).unlink()


def rename(random: Random, project: Path) -> None:
    path = some_article(random, project)
    path.rename(path.with_name(f"ten-moi-{random.randrange(999)}.md"))


def new(random: Random, project: Path) -> None:
    write_article(project, random.randrange(12, 40))


def link(random: Random, project: Path) -> None:
    target = some_article(random, project).relative_to(project / "content")
    rewrite(some_article(random, project), lambda text: f"{text}\nXem [bài này]({{filename}}/{target}).\n")


def picture(random: Random, project: Path) -> None:
    line = f"![Ảnh]({{static}}/anh/{random.randrange(3)}.jpg)"
    rewrite(some_article(random, project), lambda text: f"{text}\n{line}\n" if line not in text else text.replace(line, "Hết."))


def new_embed(random: Random, project: Path) -> None:
    embed = random.choice(["{{ lượt công dân }}", "{{ số đơn }}", "{{{{ lượt công dân }}}}", "17.668 lượt công dân"])
    rewrite(some_article(random, project), lambda text: f"{text}\nCó {embed}.\n")


def heading(random: Random, project: Path) -> None:
    rewrite(some_article(random, project), lambda text: f"{text}\n## {some_words(random)}\n\nĐoạn[^1].\n\n[^1]: Chú thích.\n")


def shorter(random: Random, project: Path) -> None:
    rewrite(some_article(random, project), lambda text: text.rstrip().rpartition("\n\n")[0] + "\n")


def newest(random: Random, project: Path) -> None:
    """The body of one that the feeds show."""
    dated = {re.findall(r"(?m)^Date: (.*)$", path.read_text(encoding="utf-8"))[0]: path for path in articles(project)}
    out = sorted(day for day in dated if not day.startswith("2099"))
    rewrite(dated[random.choice(out[-3:])], lambda text: f"{text}\nThêm *{some_words(random)}*.\n")


def page(random: Random, project: Path) -> None:
    rewrite(project / "content/trang/gioi-thieu.md", lambda text: f"{text}\n{some_words(random)}.\n")


def template(random: Random, project: Path) -> None:
    path = random.choice(sorted((project / "theme/templates").glob("*.html")))
    rewrite(path, lambda text: re.sub(r"(<h1>)", rf"\g<1>{random.randrange(9)} ", text))


def component(random: Random, project: Path) -> None:
    path = random.choice(sorted((project / "theme/components").glob("*/*.html")))
    rewrite(path, lambda text: re.sub(r"(<(?:p|li|b)(?: [^>]*)?>)", rf"\g<1>{random.randrange(9)} ", text, count=1))


def css(random: Random, project: Path) -> None:
    path = random.choice(sorted((project / "theme").glob("c*/**/*.css")))
    rewrite(path, lambda text: f"{text}\n.x{random.randrange(999)}{{color:var(--ink)}}\n")


def setting(random: Random, project: Path) -> None:
    old, made = random.choice(
        [
            (r"DEFAULT_PAGINATION = \d+", f"DEFAULT_PAGINATION = {random.randint(2, 6)}"),
            (r"FEED_MAX_ITEMS = \d+", f"FEED_MAX_ITEMS = {random.randint(2, 9)}"),
            (r'\("Số liệu[^"]*"', f'("Số liệu {random.randrange(9)}"'),
            (r'"BACKLINK_TITLE": "[^"]*"', f'"BACKLINK_TITLE": "Về {random.randrange(9)} {{}}"'),
        ]
    )
    rewrite(project / "pelicanconf.py", lambda text: re.sub(old, made, text))


def data(random: Random, project: Path) -> None:
    old, made = random.choice([("17668", "17669"), ("17669", "17668"), ("9626", "9627"), ("9627", "9626")])
    rewrite(project / "content/so-lieu/quan-sat.csv", lambda text: text.replace(f",{old},", f",{made},"))


def photo(random: Random, project: Path) -> None:
    (project / f"content/anh/{random.randrange(3)}.jpg").write_bytes(jpeg(random.randbytes(60)))


def note(random: Random, project: Path) -> None:
    write_note(project, f"Ghi chú {some_words(random)}.")


def agency(random: Random, project: Path) -> None:
    old = random.choice([r"(phường)[^,\"]*", r'(gioi-thieu-ngan = ")[^"]*'])
    rewrite(project / "content/co-quan.toml", lambda text: re.sub(old, rf"\g<1> {some_words(random)}", text))


def plugin(random: Random, project: Path) -> None:
    path, old, made = random.choice(
        [
            ("markup/photos.py", r'MISSING_NOTE = "[^"]*"', f'MISSING_NOTE = "Không còn ảnh {random.randrange(9)}."'),
            ("newsroom/related.py", r"MOST_RELATED = \d", f"MOST_RELATED = {random.randint(2, 6)}"),
            ("vietnamese/dates.py", r"\Z", "\n# một ghi chú\n"),
        ]
    )
    rewrite(project / "plugins" / path, lambda text: re.sub(old, made, text, count=1))


def touch(random: Random, project: Path) -> None:
    for path in sorted((project / "content").rglob("*.md")):
        path.touch()


BODIES: tuple[Edit, ...] = (body, newest, link, picture, new_embed, heading, shorter)
EDITS: tuple[Edit, ...] = (
    *BODIES, opening, title, slug, aliases, tags, category, summary, status, date, expiry, delete, rename, new, page, template,
    component, css, setting, data, photo, note, agency, plugin, touch,
)  # fmt: skip
