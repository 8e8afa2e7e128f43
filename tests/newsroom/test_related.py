"""Articles find their neighbours and relatives, always the same ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.newsroom.related import MOST_RELATED, in_order, neighbours, related

START = datetime(2024, 1, 1)


@dataclass(frozen=True)
class Piece:
    url: str
    date: datetime
    subjects: tuple[str, ...]


def pieces(*subjects: str) -> list[Piece]:
    return [Piece(f"bai-{day}/", START + timedelta(days=day), tuple(text.split())) for day, text in enumerate(subjects)]


def test_neighbours_are_the_next_newer_and_the_next_older():
    first, second, third = pieces("", "", "")
    found = {
        article.url: (newer and newer.url, older and older.url) for article, newer, older in neighbours([third, second, first])
    }
    assert found == {"bai-2/": (None, "bai-1/"), "bai-1/": ("bai-2/", "bai-0/"), "bai-0/": ("bai-1/", None)}


def test_more_shared_tags_come_first_then_nearness():
    articles = in_order(pieces("a b", "c", "a", "a b", "a"))
    found = {article.url: [other.url for other in others] for article, others in related(articles)}
    assert found["bai-3/"] == ["bai-0/", "bai-4/", "bai-2/"]
    assert found["bai-1/"] == []


@given(st.lists(st.lists(st.sampled_from("abc"), unique=True, max_size=3), max_size=25), st.randoms())
def test_relatives_share_a_tag_are_few_and_do_not_depend_on_reading_order(subjects, random):
    articles = pieces(*map(" ".join, subjects))
    shuffled = random.sample(articles, len(articles))
    found = {article.url: others for article, others in related(in_order(articles))}
    assert found == {article.url: others for article, others in related(in_order(shuffled))}
    for article in articles:
        others = found[article.url]
        assert len(others) <= MOST_RELATED
        assert article not in others
        assert all(set(other.subjects) & set(article.subjects) for other in others)
