"""Pelican's writer, which plans pages instead of rendering them."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, Template
from pelican.paginator import Paginator
from pelican.writers import Writer

from plugins.builder.pages.planner import Pages, Watch
from plugins.builder.pelican.contents import OURS, holds_content, is_readable

CONTENT = tuple(OURS.values())


class WatchedEnvironment(Environment):
    """Notes when a template reads what no fingerprint covers: a private attribute of an article, or, of another article than its
    own, the text or the neighbours.
    """

    watch: Watch

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Looks up each template once: pages import their components each time they are rendered."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        known: dict[str, Any] = self.__dict__.setdefault("builder_templates", {})
        if name not in known:
            known[name] = self.with_plain_globals(super().get_template(name, parent))
        return known[name]

    def with_plain_globals(self, template: Template) -> Template:
        """Remove the empty layer of globals that each template has of its own: Jinja would search it for each import."""
        template.globals = self.globals
        return template

    def getattr(self, obj: Any, attribute: str) -> Any:
        found = super().getattr(obj, attribute)
        if isinstance(obj, CONTENT) and self._strays(obj, attribute, found):
            self.watch.strayed = True
        return found

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Filters read attributes by this."""
        found = super().getitem(obj, argument)
        if isinstance(obj, CONTENT) and self._strays(obj, str(argument), found):
            self.watch.strayed = True
        return found

    def _strays(self, content: Any, name: str, found: Any) -> bool:
        if content is self.watch.article:
            return not is_readable(name)
        return not is_readable(name) or name == "content" or name.startswith("get_") or holds_content(found)


class PlanningWriter(Writer):  # type: ignore[misc]
    """Pelican's writer, which plans pages instead of rendering them."""

    def write_file(self, name: Any, template: Any, context: Any, *rest: Any, **named: Any) -> None:
        _refuse_relative(named.pop("relative_urls", False) or rest)
        paginated, kind, url = named.pop("paginated", None), named.pop("template_name", None), named.pop("url", None)
        named.pop("override_output", None)
        if not name:
            return
        lists = paginated or {key: value for key, value in named.items() if key in {"articles", "dates"}}
        sizes = self.settings["PAGINATED_TEMPLATES"]
        if not lists or kind not in sizes:
            self._plan(name, template, context, named)
            return
        size = sizes[kind] or self.settings["DEFAULT_PAGINATION"]
        paginators = {key: Paginator(name, url, value, self.settings, size) for key, value in lists.items()}
        for number in range(1, next(iter(paginators.values())).num_pages + 1):
            slices = {part: value for key, paginator in paginators.items() for part, value in _slices(key, paginator, number)}
            page = slices[f"{next(reversed(paginators))}_page"]
            self._plan(page.save_as, template, context, {**named, **slices})

    def _plan(self, name: str, template: Any, context: Any, named: dict[str, Any]) -> None:
        pages: Pages = self.settings["BUILD_SESSION"].pages
        template.environment.__class__ = WatchedEnvironment
        template.environment.watch = pages.watch
        pages.page(name, template.environment.with_plain_globals(template), context, {"output_file": name, **named})

    def write_feed(self, elements: Any, context: Any, path: Any = None, url: Any = None, *rest: Any, **named: Any) -> None:
        items = elements[: self.settings["FEED_MAX_ITEMS"]]

        def text() -> str:
            feed = super(PlanningWriter, self).write_feed(items, context, None, url or path, *rest, **named)
            return str(feed.writeString("utf-8"))

        site = [context[name] for name in ("SITENAME", "SITESUBTITLE", "SITEURL", "FEED_DOMAIN")]
        self.settings["BUILD_SESSION"].pages.feed(path, items, [url, rest, named], site, text)


def _slices(key: str, paginator: Paginator, number: int) -> Any:
    yield f"{key}_paginator", paginator
    yield f"{key}_page", paginator.page(number)
    yield f"{key}_previous_page", paginator.page(number - 1) if number > 1 else None
    yield f"{key}_next_page", paginator.page(number + 1) if number < paginator.num_pages else None


def _refuse_relative(asked: object) -> None:
    if asked:
        raise ValueError("RELATIVE_URLS: pages link from the root")
