"""A plugin that does not load is reported in Vietnamese: where, which, why, and what to do. Never left out in silence."""

import sys
from types import SimpleNamespace

import pytest

from plugins import loading
from plugins.problems import ProblemsFound


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """Saves code as plugins/<name>.py of another project; `name` may be imported."""
    (tmp_path / "plugins").mkdir()
    monkeypatch.setattr(loading, "ROOT", tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "plugins")

    def save(name, code):
        (tmp_path / f"plugins/{name}.py").write_text(code, encoding="utf-8")
        return name

    yield save
    for path in tmp_path.glob("plugins/*.py"):
        sys.modules.pop(path.stem, None)


def test_all_plugins_of_the_portal_load():
    assert list(loading.problems_of_plugins()) == []


@pytest.mark.parametrize(
    ("name", "code", "place", "cause", "advice"),
    [
        ("can_may", "A = 1\nimport khong_co", "plugins/can_may.py:2: ", "chưa cài “khong_co”", "Chạy make"),
        ("sai_cu_phap", "def register(:\n", "plugins/sai_cu_phap.py:1: ", "SyntaxError", "Sửa mã ở chỗ này"),
        ("hong_khi_nap", "\n\nraise ValueError('x')", "plugins/hong_khi_nap.py:3: ", "ValueError: x", "Sửa mã ở chỗ này"),
        ("khong_dang_ky", "A = 1", "khong_dang_ky.py: ", "không có hàm register()", "Thêm hàm ấy"),
    ],
)  # fmt: skip
def test_each_cause_is_named_at_its_place(plugin, name, code, place, cause, advice):
    (problem,) = map(str, loading.problems_of_plugins([plugin(name, code)]))
    assert problem.startswith(f"{place}plugin “{name}” không ")
    assert cause in problem
    assert advice in problem


def test_a_slip_in_a_name_is_answered_with_the_plugin_that_was_meant():
    (problem,) = loading.problems_of_plugins(["plugins.serach.plugin"])
    assert problem.path == "pelicanconf.py"
    assert problem.message == "không có plugin “plugins.serach.plugin”. Có phải “plugins.search.plugin”?"


def test_a_plugin_whose_register_fails_stops_plain_pelican_too(plugin):
    started = SimpleNamespace(settings={"PLUGINS_NEEDED": (plugin("loi", "def register(): pass"),), "PLUGINS": []})
    with pytest.raises(ProblemsFound, match=r"loi\.py: plugin “loi” không chạy được hàm register"):
        loading.refuse_unregistered(started)
