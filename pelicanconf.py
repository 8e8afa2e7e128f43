"""The site for local reading. publishconf.py holds only what differs in production.

Every setting that guards against a Pelican trap names the trap (docs/decisions/0002-strict-pelican.md).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # plugins are named in full: plugins.<name>.plugin

from jinja2 import StrictUndefined  # noqa: E402
from pelican import signals  # noqa: E402

from plugins.loading import refuse_unregistered  # noqa: E402
from plugins.markup.ids import apart_from, frame_ids  # noqa: E402
from plugins.reception.embeds.markdown import without_placeholders  # noqa: E402
from plugins.vietnamese.slugs import PELICAN_SUBSTITUTIONS, heading_id  # noqa: E402

# The office's name, menu and address on the web are in content/co-quan.toml (plugins/agency/plugin.py).
SITEURL = FEED_DOMAIN = "http://127.0.0.1:8000"  # pages link from the root; feeds and canonical links need the host
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
LOCALE = ("C.UTF-8", "C")  # never the machine's: its date names differ from ours
DEFAULT_DATE_FORMAT = "%Y-%m-%d"  # unused by the theme, which has its own filters

# Sources: Markdown only. Folders are a filing system; the section is the Category field.
READERS = {"rst": None, "html": None, "htm": None}
ARTICLE_PATHS = [""]
ARTICLE_EXCLUDES = ["trang", "so-lieu", "so-bo", "anh", "tep"]
PAGE_PATHS = ["trang"]
PAGE_EXCLUDES: list[str] = []
DATA_PATHS = ["so-lieu", "so-bo", "co-quan.toml"]  # all that texts may show besides themselves (plugins/build_cache.py)
STATIC_PATHS: list[str] = []  # a file is published because a page links to it, never just because it is there
IGNORE_FILES = [".*", "*~", "~$*", "*.swp", "*.bak", "Thumbs.db"]  # basenames; stock "**/.*" never matches
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "Tin tức"
SLUGIFY_SOURCE = "basename"
SLUG_REGEX_SUBSTITUTIONS = PELICAN_SUBSTITUTIONS
DELETE_OUTPUT_DIRECTORY = False  # every build starts in a fresh folder (plugins/builder/build.py)
CACHE_CONTENT = LOAD_CONTENT_CACHE = False  # Pelican's own cache would show old numbers
WITH_FUTURE_DATES = False
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
TYPOGRIFY = False

FRAME_IDS = frame_ids(ROOT / "theme")  # no heading of a text may take one
MARKDOWN = {
    "extensions": [
        "markdown.extensions.tables",
        "markdown.extensions.footnotes",
        "markdown.extensions.sane_lists",
        "markdown.extensions.abbr",
        "markdown.extensions.toc",
        "pymdownx.superfences",
        "pymdownx.highlight",
        "pymdownx.saneheaders",  # #LangSon at the head of a line is no heading
        "plugins.reception.embeds.markdown",
        "plugins.markup.extension",
    ],
    "extension_configs": {
        "markdown.extensions.toc": {
            "slugify": apart_from(FRAME_IDS, lambda text, separator: heading_id(without_placeholders(text), separator))
        },
        "markdown.extensions.footnotes": {"BACKLINK_TITLE": "Trở lại chỗ dẫn chú thích {}"},
        "pymdownx.highlight": {"use_pygments": False},
        "plugins.markup.extension": {"frame": FRAME_IDS},
    },
    "output_format": "html5",
}

# Addresses (docs/contract.md): folders that hold index.html.
ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
PAGE_URL = "{slug}/"
CATEGORY_URL = "chuyen-muc/{slug}/"
TAG_URL = "nhan/{slug}/"
ARCHIVES_URL = "luu-tru/"
YEAR_ARCHIVE_URL = "luu-tru/{date:%Y}/"
MONTH_ARCHIVE_URL = "luu-tru/{date:%Y}/{date:%m}/"
ARTICLE_SAVE_AS, PAGE_SAVE_AS = ARTICLE_URL + "index.html", PAGE_URL + "index.html"
CATEGORY_SAVE_AS, TAG_SAVE_AS = CATEGORY_URL + "index.html", TAG_URL + "index.html"
ARCHIVES_SAVE_AS = ARCHIVES_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS, MONTH_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html", MONTH_ARCHIVE_URL + "index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": None, "tag": None}
PAGINATION_PATTERNS = [  # stock patterns make /nhan/t3/ + page 3 and /nhan/t33/ one address
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/trang/{number}/", "{base_name}/trang/{number}/index.html"),
]
DIRECT_TEMPLATES = ["index", "archives", "sitemap", "sitemap_xml", "404", "robots"]
STYLE_PAGE = True  # /mau-giao-dien/: every component with its examples
SITEMAP_SAVE_AS = "so-do-trang/index.html"
SITEMAP_XML_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

FEED_ALL_RSS, FEED_ALL_ATOM = "rss.xml", "atom.xml"
CATEGORY_FEED_RSS, CATEGORY_FEED_ATOM = CATEGORY_URL + "rss.xml", CATEGORY_URL + "atom.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30

# Theme. Templates escape values and refuse unknown names: Pelican by itself does neither.
THEME = str(ROOT / "theme")
THEME_TEMPLATES_OVERRIDES = [THEME]  # so that templates import "components/<name>/<name>.html"
THEME_STATIC_DIR = "tinh"
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
    "extensions": ["jinja2.ext.do", "jinja2.ext.loopcontrols"],
}
# Pages that the theme and plugins make; the rest of the menu are pages in trang/.
PAGES_MADE = ["/", "/luu-tru/", "/so-lieu/", "/tim-kiem/", "/so-do-trang/", "/trang-thai/"]

PLUGINS = [  # in order: filters, then what changes texts, then what makes pages
    "plugins.vietnamese.plugin",
    "plugins.agency.plugin",
    "plugins.assets.plugin",
    "plugins.newsroom.plugin",
    "plugins.images.plugin",
    "plugins.reception.plugin",
    "plugins.search.plugin",
]
PLUGINS_NEEDED = tuple(PLUGINS)
signals.initialized.connect(refuse_unregistered)  # plain pelican goes on without a plugin that it cannot load
