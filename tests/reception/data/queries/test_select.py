from decimal import Decimal

import pytest
from sqlalchemy import event

from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Dataset
from plugins.reception.data.queries.select import all_values, observations, selection_of, value
from plugins.reception.data.queries.unit_lists import siblings
from plugins.reception.data.queries.whole_datasets import each_of_dataset
from plugins.vietnamese.periods import parse_period
from tests.reception.sample import DEFAULT, MEASURES, MONEY, PROVINCE, REGULAR, VISITS, seen

ASKED = MEASURES[VISITS]


def test_a_number_comes_back_whole_from_the_database(filled):
    row = seen(VISITS, "2017-Q3", 1264, quote="đã tiếp 1.264 lượt", note="Số sơ bộ.", form="TT03-2013/2a")
    catalogue = filled([row])
    assert value(catalogue, selection_of(catalogue, DEFAULT), ASKED) == row


def test_decimals_are_exact_in_the_database(filled):
    catalogue = filled([seen(MONEY.id, "2017-Q3", "16880.12")])
    assert value(catalogue, selection_of(catalogue, DEFAULT), MONEY).value == Decimal("16880.12")


def test_an_embed_may_ask_for_another_unit_and_period_than_the_article(examples):
    selection = selection_of(examples, DEFAULT, units="Huyện Cao Lộc", periods="2016-Q3")
    assert value(examples, selection, ASKED).value == 250
    assert value(examples, selection_of(examples, DEFAULT, units="huyen-cao-loc"), ASKED).value == 300


def test_a_corrected_or_withdrawn_number_is_never_the_answer(filled):
    old = seen(VISITS, "2017-Q3", 1, status="dinh_chinh", revision=1)
    gone = seen(VISITS, "2017-Q2", 2, status="rut")
    catalogue = filled([old, gone, seen(VISITS, "2017-Q3", 1264, revision=2, replaces=old.id)])
    assert value(catalogue, selection_of(catalogue, DEFAULT), ASKED).value == 1264
    with pytest.raises(QueryError, match="chưa có số liệu"):
        value(catalogue, selection_of(catalogue, DEFAULT, periods="2017-Q2"), ASKED)
    assert len(list(each_of_dataset(catalogue, catalogue.datasets["tiep-cong-dan"]))) == 3


def test_a_number_that_is_not_there_is_answered_with_the_periods_that_are(examples):
    with pytest.raises(QueryError) as error:
        value(examples, selection_of(examples, DEFAULT, periods="2015-Q3"), ASKED)
    assert str(error.value) == (
        "chưa có số liệu “lượt công dân” của Tỉnh Lạng Sơn trong quý III năm 2015. "
        "Các kỳ đang có: 2016-Q3, 2017-Q1, 2017-Q2, 2017-Q3."
    )


def test_of_many_periods_the_nearest_are_named(filled):
    catalogue = filled(seen(VISITS, f"{year}-Q{number}", 1) for year in range(2014, 2020) for number in (1, 2, 4))
    with pytest.raises(QueryError) as error:
        value(catalogue, selection_of(catalogue, DEFAULT, periods="2018-Q3"), ASKED)
    named = str(error.value).partition("đang có: ")[2]
    assert "2018-Q2, 2018-Q4" in named
    assert "2014" not in named


def test_a_measure_without_any_number_says_so(filled):
    catalogue = filled([seen(REGULAR, "2017-Q3", 5)])
    with pytest.raises(QueryError, match="cũng không có kỳ nào khác trong bộ “tiep-cong-dan”"):
        value(catalogue, selection_of(catalogue, DEFAULT), ASKED)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dataset": "tiep-cong-dann"}, "không có bộ số liệu “tiep-cong-dann”. Có phải “tiep-cong-dan”?"),
        ({"units": "Huyện Cao Lôc"}, "không có đơn vị “Huyện Cao Lôc”. Có phải “Huyện Cao Lộc”"),
        ({"periods": "2017-Q5"}, "“2017-Q5” không phải kỳ số liệu hợp lệ"),
        ({"periods": "2017-Q1..2017-9T"}, "hai đầu phải cùng loại kỳ"),
        ({"units": "Huyện Cao Lộc; huyện cao lộc"}, "đơn vị ghi hai lần"),
        ({"scope": "toàn địa bà"}, "không có phạm vi “toàn địa bà”. Có phải “toàn địa bàn”?"),
        ({"scope": "x"}, "Ghi “toàn địa bàn” hoặc “riêng đơn vị”."),
        ({"units": "cấp xã"}, "chưa có số liệu của đơn vị nào thuộc nhóm này"),
    ],
)
def test_a_slip_in_an_option_is_reported_with_what_there_is(examples, options, message):
    with pytest.raises(QueryError) as error:
        selection_of(examples, DEFAULT, **options)
    assert message in str(error.value)


def test_an_article_without_a_data_set_learns_what_to_add(examples):
    for default in ("", "tiep-cong-dan", "/2017-Q3"):
        with pytest.raises(QueryError, match="Thêm dòng dạng “So-lieu: tiep-cong-dan/2017-Q3”"):
            selection_of(examples, default)


def test_several_units_or_periods_are_no_single_number(examples):
    for options in ({"units": "Huyện Cao Lộc; Huyện Chi Lăng"}, {"periods": "2017-Q1; 2017-Q2"}):
        with pytest.raises(QueryError, match=r"Nếu muốn cộng, thêm “\| tổng”"):
            value(examples, selection_of(examples, DEFAULT, **options), ASKED)


def test_a_province_with_numbers_of_its_own_must_say_which_is_meant(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 900), seen(VISITS, "2017-Q3", 60, scope="rieng_don_vi")])
    with pytest.raises(QueryError, match="có hai số: toàn địa bàn và riêng đơn vị"):
        value(catalogue, selection_of(catalogue, DEFAULT), ASKED)
    own = selection_of(catalogue, DEFAULT, scope="Riêng đơn-vị")
    assert value(catalogue, own, ASKED).value == 60
    assert all_values(catalogue, own)[0].value == 60


def test_two_live_numbers_of_one_thing_are_refused_with_their_places(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 1), seen(VISITS, "2017-Q3", 2)])
    with pytest.raises(QueryError, match=r"có 2 số đang dùng \(quan-sat.csv:\d+, quan-sat.csv:\d+\)"):
        value(catalogue, selection_of(catalogue, DEFAULT), ASKED)


def test_all_values_come_in_the_order_of_the_catalogue_of_measures(examples):
    found = all_values(examples, selection_of(examples, DEFAULT))
    assert [row.measure for row in found] == [VISITS, "tcd.tong.nguoi", REGULAR]
    with pytest.raises(QueryError, match="chưa có số liệu nào của Tỉnh Lạng Sơn trong năm 2010"):
        all_values(examples, selection_of(examples, DEFAULT, periods="2010"))


def test_numbers_by_unit_leave_a_missing_one_missing(examples):
    selection = selection_of(examples, DEFAULT, units="Huyện Cao Lộc; Sở Tư pháp", periods="2016-Q3; 2017-Q3")
    found = observations(examples, selection, [ASKED])
    district, office = selection.units
    assert found.get(ASKED, district, parse_period("2016-Q3")).value == 250
    assert found.get(ASKED, office, parse_period("2017-Q3")) is None


def test_all_units_are_those_of_the_levels_that_report(examples):
    every = selection_of(examples, DEFAULT, units="tất cả")
    assert [unit.name for unit in every.units] == ["Huyện Cao Lộc", "Huyện Chi Lăng", "Huyện Lộc Bình"]
    assert selection_of(examples, DEFAULT, units="Cấp huyện").units == every.units


def test_a_unit_without_a_number_stays_in_a_level_that_reports(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 5, "huyen-cao-loc")])
    assert len(selection_of(catalogue, DEFAULT, units="tất cả").units) == 3


def test_units_with_numbers_come_first_departments_before_districts_and_each_by_name(filled):
    rows = [seen(VISITS, "2017-Q3", 5, unit, "rieng_don_vi") for unit in ("huyen-loc-binh", "so-tu-phap", "huyen-chi-lang")]
    every = selection_of(filled(rows), DEFAULT, units="tất cả")
    assert [unit.unit_id for unit in every.units] == ["so-tu-phap", "huyen-chi-lang", "huyen-loc-binh", "huyen-cao-loc"]


def test_communes_are_found_however_far_below_and_only_in_their_time(filled):
    rows = [seen(VISITS, "2017-Q3", 5, "xa-yen-trach"), seen(VISITS, "2025-07-01..2025-12-31", 7, "xa-cao-loc-2025")]
    catalogue = filled(rows)
    assert [unit.unit_id for unit in selection_of(catalogue, DEFAULT, units="cấp xã").units] == ["xa-yen-trach"]
    now = selection_of(catalogue, DEFAULT, units="cấp xã", periods="2025-07-01..2025-12-31")
    assert [unit.unit_id for unit in now.units] == ["xa-cao-loc-2025"]


def test_siblings_are_of_one_level_under_one_unit(examples):
    row = seen(VISITS, "2017-Q3", 1)
    names = [unit.name for unit in siblings(examples, examples.unit("huyen-cao-loc"), row.end)]
    assert names == ["Huyện Cao Lộc", "Huyện Chi Lăng", "Huyện Lộc Bình"]


def test_a_data_set_answers_only_for_itself(filled):
    catalogue = filled([seen(VISITS, "2017-Q3", 1), seen(VISITS, "2017-Q3", 2, dataset="khac")])
    catalogue.datasets["khac"] = Dataset("khac", "Khác", "Minh hoạ.", PROVINCE)
    assert value(catalogue, selection_of(catalogue, DEFAULT), ASKED).value == 1
    assert value(catalogue, selection_of(catalogue, DEFAULT, dataset="khac"), ASKED).value == 2


def test_one_number_is_found_without_loading_the_others(examples):
    fetched = []
    event.listen(examples.store.engine, "before_cursor_execute", lambda *call: fetched.append(call[2]))
    value(examples, selection_of(examples, DEFAULT), ASKED)
    assert len(fetched) == 1
    assert "WHERE" in fetched[0]
