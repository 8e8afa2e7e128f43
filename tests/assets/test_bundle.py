import base64
import hashlib
import re
import subprocess
import sys

import pytest

from plugins.assets.bundle import (
    KINDS,
    LAYERS,
    UnknownKindError,
    bundle,
    content_security_policy,
    csp_source,
    policy_for,
)
from tests.conftest import ROOT

THEME = ROOT / "theme"


@pytest.fixture
def small_theme(tmp_path):
    (tmp_path / "css").mkdir()
    for layer in LAYERS:
        (tmp_path / f"css/{layer}.css").write_text(f"/* note */ .{layer} {{ color : red }}\n")
    for name in ("b", "a", "chart", "search"):
        (tmp_path / f"components/{name}").mkdir(parents=True)
        (tmp_path / f"components/{name}/{name}.css").write_text(f".{name} {{ width: calc(1px + 2px) }}")
    (tmp_path / "components/plain").mkdir()
    return tmp_path


def test_layers_stand_in_the_order_in_which_they_win(small_theme):
    assert re.findall(r"@layer ([a-z]+)\{", bundle(small_theme, "site")) == list(LAYERS)


def test_components_follow_each_other_by_name_and_one_without_css_adds_nothing(small_theme):
    css = bundle(small_theme, "site")
    assert "@layer components{.a{width:calc(1px + 2px)}.b{width:calc(1px + 2px)}}" in css


def test_only_pages_with_statistics_have_the_charts(small_theme):
    assert ".chart" not in bundle(small_theme, "site")
    assert ".chart" in bundle(small_theme, "statistics")


def test_only_the_search_page_has_the_search(small_theme):
    assert [kind for kind in KINDS if ".search" in bundle(small_theme, kind)] == ["search"]
    assert ".chart" not in bundle(small_theme, "search")


def test_comments_and_line_breaks_are_not_sent(small_theme):
    css = bundle(small_theme, "site")
    assert "/*" not in css
    assert "\n" not in css


def test_an_unknown_kind_is_refused_by_name(small_theme):
    with pytest.raises(UnknownKindError, match="charts"):
        bundle(small_theme, "charts")


def test_the_hash_is_of_the_very_bytes():
    css = "a{content:“ă”}"
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode()
    assert csp_source(css) == f"'sha256-{digest}'"


ADDRESSES = {"/": ("site", "statistics"), "/tim-kiem/": ("search",), "/so-lieu/nhung/": ("statistics",)}
FRAMED_BY = {"/so-lieu/nhung/": "*"}  # other sites may show these, and nothing else


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_policy_allows_each_style_sheet_of_its_pages_once_and_nothing_unsafe(address):
    policy = policy_for(content_security_policy(THEME), address)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [kind for kind in KINDS if csp_source(bundle(THEME, kind)) in policy] == list(ADDRESSES[address])
    assert policy.count("sha256-") == len(ADDRESSES[address])
    assert "unsafe" not in policy
    for directive in ("img-src 'self'", "media-src 'self'", "base-uri 'none'", "form-action 'self'"):
        assert directive in policy
    assert policy.endswith("frame-ancestors " + FRAMED_BY.get(address, "'none'"))


@pytest.mark.parametrize("address", ["/tim-kiem/", "/tim-kiem/?tu-khoa=a", "/tim-kiem/index.html", "/tim-kiem/2017.json"])
def test_the_search_page_may_run_and_fetch_what_is_its_own(address):
    policy = policy_for(content_security_policy(THEME), address)
    assert "; script-src 'self'; connect-src 'self';" in policy


@pytest.mark.parametrize("address", ["/", "/404.html", "/tim-kiem", "/2017/10/tim-kiem/", "/?/tim-kiem/"])
def test_no_other_page_may_run_or_fetch_anything(address):
    policy = policy_for(content_security_policy(THEME), address)
    assert "script-src" not in policy
    assert "connect-src" not in policy


def test_the_command_prints_the_policy_for_the_server():
    command = [sys.executable, "-m", "plugins.assets.csp", str(THEME)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert printed == content_security_policy(THEME) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_cannot_close_its_own_element_nor_fetch_anything(kind):
    css = bundle(THEME, kind)
    assert "<" not in css
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.parametrize("kind", KINDS)
def test_minifying_keeps_what_modern_css_needs(kind):
    css = bundle(THEME, kind)
    assert ":root:has(#chu-lon:checked)" in css
    assert re.search(r"clamp\([\d.]+rem,[\d.]+rem \+ [\d.]+vw,[\d.]+rem\)", css)
    assert "@supports not selector(:has(*))" in css
    assert css.count("{") == css.count("}")
