"""An address that leads on is not lost; an alias that was published stays, or becomes a page again."""

from tests.deploy.releases import id_of


def moved(office, sequence, old, new):
    """A release whose page is at its new address, with one at the old that leads there."""
    changes = {f"{new[1:]}index.html": "bài a", f"{old[1:]}index.html": "đã chuyển"}
    return office.release(sequence, changes, aliases={old: new})


def test_a_page_may_move_and_move_back(office):
    office.publish(5)
    result = office.deploy(moved(office, 6, "/tin/a/", "/tin/d/"))
    assert (result.code, result.errors) == (0, "")
    assert "địa chỉ cũ dẫn tiếp: 1\n    /tin/a/ → /tin/d/\n" in result.said
    assert "trang mất" not in result.said
    back = moved(office, 7, "/tin/d/", "/tin/a/")
    assert office.deploy(back).code == 0
    assert office.site.live_id() == id_of(back)


def test_an_alias_that_would_die_is_a_lost_address_and_its_text_is_named(office):
    live = moved(office, 5, "/tin/a/", "/tin/d/")
    assert office.deploy(live).code == 0
    result = office.deploy(office.release(6, {"tin/d/index.html": "bài a", "tin/a/index.html": None}))
    assert result.code == 1
    assert "mất 1 địa chỉ đã đăng: /tin/a/. Ghi lại /tin/a/ vào dòng Aliases của bài ở /tin/d/." in result.errors
    assert "trang mất: 1" in result.said
    assert office.site.live_id() == id_of(live)
