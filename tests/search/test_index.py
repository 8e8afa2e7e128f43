import json
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.index import SearchEntry, index_parts, part_text

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def entry(name: str, *moment: int) -> SearchEntry:
    return SearchEntry(name, f"/{name}/", "Tin tức", "Tóm tắt.", datetime(*moment, tzinfo=HANOI) if moment else None)


def names(parts: dict[str, list[SearchEntry]]) -> dict[str, list[str]]:
    return {part: [entry.title for entry in entries] for part, entries in parts.items()}


def test_years_and_their_articles_come_newest_first_by_the_hour():
    entries = [entry("a", 2016, 5, 1), entry("b", 2017, 10, 10, 8), entry("c", 2017, 10, 10, 15), entry("d", 2017, 1, 2)]
    found = index_parts(entries)
    assert list(found) == ["2017", "2016"]
    assert names(found) == {"2017": ["c", "b", "d"], "2016": ["a"]}


def test_pages_and_data_sets_lead_the_newest_part():
    assert names(index_parts([entry("a", 2016, 5, 1), entry("trang"), entry("b", 2017, 1, 1)])) == {
        "2017": ["trang", "b"],
        "2016": ["a"],
    }


def test_a_site_without_articles_is_searched_too():
    assert names(index_parts([entry("trang")])) == {"trang": ["trang"]}
    assert index_parts([]) == {"trang": []}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2)), max_size=12), st.integers())
def test_the_order_in_which_files_are_read_changes_nothing(days, seed):
    entries = [entry(f"bai-{number}", 2015 + year, 1, day) for number, (year, day) in enumerate(days)] + [entry("trang")]
    shuffled = Random(seed).sample(entries, len(entries))
    expected, found = index_parts(entries), index_parts(shuffled)
    assert [(part, part_text(rows)) for part, rows in found.items()] == [(part, part_text(rows)) for part, rows in expected.items()]


def test_a_part_is_compact_and_says_what_a_reader_sees():
    text = part_text(
        [SearchEntry("Bài “1” & <2>", "/2017/10/bai/", "Tiếp công dân", "17.668 lượt.", datetime(2017, 3, 1, tzinfo=HANOI))]
    )
    assert text == '[["/2017/10/bai/","Bài “1” & <2>","01/03/2017","Tiếp công dân","17.668 lượt."]]\n'
    assert json.loads(part_text([])) == []


def test_a_corrected_title_changes_one_line_of_one_year():
    entries = [entry("a", 2016, 5, 1), entry("b", 2017, 1, 1), entry("c", 2017, 2, 1)]
    before, after = (index_parts([*entries[:2], entry(name, 2017, 2, 1)]) for name in ("c", "c moi"))
    assert part_text(before["2016"]) == part_text(after["2016"])
    old, new = (part_text(parts["2017"]).splitlines() for parts in (before, after))
    assert [one == other for one, other in zip(old, new, strict=True)] == [False, True]
