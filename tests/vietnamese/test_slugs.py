import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.utils import slugify as pelican_slugify

from plugins.vietnamese.slugs import PELICAN_SUBSTITUTIONS, heading_id, slugify
from tests.vietnamese.strategies import LETTERS, texts

SLUGS = [
    ("Hội nghị tổng kết 03 năm Luật Tiếp công dân", "hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan"),
    ("Quý I/2017", "quy-i-2017"),
    ("17.668 lượt", "17-668-luot"),
    ("Hoà giải/Hòa giải", "hoa-giai-hoa-giai"),
    ("01/7/2014 – 01/7/2017", "01-7-2014-01-7-2017"),
    ("Khiếu nại, tố cáo: “Đường dây nóng”…", "khieu-nai-to-cao-duong-day-nong"),
    ("ĐẮK LẮK", "dak-lak"),
    ("Ðơn thư, Ɖơn thư", "don-thu-don-thu"),
    ("12 m²", "12-m2"),
    ("công\u00addân \ufeff", "congdan"),
    ("???", ""),
]


@pytest.mark.parametrize(("text", "slug"), SLUGS)
def test_an_address_reads_like_its_title(text, slug):
    assert slugify(text) == slug


@pytest.mark.parametrize(("text", "slug"), SLUGS)
def test_pelican_makes_the_same_address(text, slug):
    assert pelican_slugify(text, regex_subs=PELICAN_SUBSTITUTIONS) == slug


@settings(max_examples=400)
@given(texts())
def test_pelicans_slugs_and_ours_are_one(text):
    assert pelican_slugify(text, regex_subs=PELICAN_SUBSTITUTIONS) == slugify(text)


def test_pelican_agrees_on_every_vietnamese_letter():
    ours = [slugify(letter) for letter in LETTERS]
    assert [pelican_slugify(letter, regex_subs=PELICAN_SUBSTITUTIONS) for letter in LETTERS] == ours
    assert all(re.fullmatch("[a-z]", slug) for slug in ours)


@given(st.text())
def test_an_address_is_plain_ascii(text):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugify(text))


@given(texts())
def test_an_address_of_an_address_is_itself(text):
    assert slugify(slugify(text)) == slugify(text)


def test_headings_keep_their_first_letter():
    html = markdown.markdown(
        "# Điều 1\n\n# Định kỳ\n\n# Điều 1",
        extensions=["toc"],
        extension_configs={"toc": {"slugify": heading_id}},
    )
    assert re.findall(r'id="([^"]+)"', html) == ["dieu-1", "dinh-ky", "dieu-1_1"]


def test_headings_take_the_separator_asked_for():
    assert heading_id("Điều 1. Kết quả", "_") == "dieu_1_ket_qua"
