"""A file goes by its content: sound ones pass whatever is in them, and none passes under another kind's name."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.newsroom.checks.attachments.check import check_attachment
from plugins.newsroom.checks.attachments.kinds import KINDS, look_inside
from plugins.newsroom.checks.attachments.unfit import Unfit
from plugins.newsroom.checks.tree import ATTACHMENTS, PICTURES
from tests.newsroom.checks.attachments.files import SOUND, xls
from tests.pictures import picture

SEEDS = st.integers(0, 2**32)
SAME = [{".jpg", ".jpeg"}, {".csv", ".txt"}]
CUT = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".pdf", ".docx", ".xlsx", ".odt", ".ods", ".zip", ".opus")
DISGUISED = {
    "HTML": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "trang web (HTML)"),
    "HTML behind a comment and blanks": (b"\xef\xbb\xbf\n <!-- a --> <HTML lang=vi>", "trang web (HTML)"),
    "script alone": (b"<script>alert(1)</script>", "trang web (HTML)"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "SVG with its head": (b'<?xml version="1.0"?>\n<!-- x --><svg:svg xmlns:svg="a">', "SVG"),
    "Windows program": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "chương trình chạy được"),
    "Linux program": (b"\x7fELF\x02\x01" + bytes(100), "chương trình chạy được"),
    "Git LFS pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "git lfs pull"),
    "RAR": (b"Rar!\x1a\x07\x01\x00" + bytes(50), "RAR"),
    "7z": (b"7z\xbc\xaf'\x1c" + bytes(50), "7z"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
    "film": (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", "phim MP4"),
    "noise": (Random(1).randbytes(500), ""),
    "nothing": (b"", "tệp rỗng"),
}


def trouble_in(ending: str, data: bytes) -> str:
    try:
        look_inside(ending, data)
    except Unfit as error:
        return str(error)
    return ""


def test_the_allow_list_is_that_of_the_tree():
    assert set(KINDS) == set(SOUND) == PICTURES | ATTACHMENTS


@pytest.mark.parametrize("ending", [ending for ending in SOUND if ending != ".avif"])
@settings(max_examples=200)
@given(seed=SEEDS)
def test_a_sound_file_is_never_refused(ending, seed):
    assert trouble_in(ending, SOUND[ending](Random(seed))) == ""


@settings(max_examples=200)
@given(seed=SEEDS)
def test_a_sound_avif_is_never_refused(seed):
    assert trouble_in(".avif", AVIF[seed % len(AVIF)]) == ""


AVIF = [SOUND[".avif"](Random(seed)) for seed in range(20)]  # the slowest to make


@pytest.mark.parametrize("ending", SOUND)
@settings(max_examples=200)
@given(seed=SEEDS, other=st.sampled_from(sorted(set(SOUND) - {".avif"})))
def test_no_file_passes_under_another_kind_s_name(ending, seed, other):
    if ending != other and {ending, other} not in SAME:
        message = trouble_in(ending, SOUND[other](Random(seed)))
        assert message
        if other != ".zip" and ending != ".zip":
            assert "bên trong" in message
    else:
        assert trouble_in(ending, SOUND[other](Random(seed))) == ""


@pytest.mark.parametrize("name", DISGUISED)
@pytest.mark.parametrize("ending", SOUND)
def test_a_page_a_program_or_a_pointer_is_refused_under_every_name_and_called_by_its_own(ending, name):
    data, called = DISGUISED[name]
    message = trouble_in(ending, data)
    assert message
    assert called in message or ending in {".csv", ".txt"}


@pytest.mark.parametrize("ending", [ending for ending in CUT if ending != ".avif"])
@settings(max_examples=200)
@given(seed=SEEDS, place=st.floats(0.01, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused(ending, seed, place):
    whole = SOUND[ending](Random(seed)).rstrip(b"\n")
    assert trouble_in(ending, whole[: int(len(whole) * place)])


@settings(max_examples=200)
@given(seed=SEEDS, place=st.floats(0.01, 1, exclude_max=True))
def test_an_avif_cut_anywhere_is_refused(seed, place):
    whole = AVIF[seed % len(AVIF)]
    assert trouble_in(".avif", whole[: int(len(whole) * place)])


@settings(max_examples=200)
@given(data=st.binary(max_size=300), ending=st.sampled_from(sorted(SOUND)), seed=SEEDS)
def test_any_file_passes_or_is_refused_in_vietnamese(data, ending, seed):
    sound = SOUND[ending](Random(seed)) if ending != ".avif" else AVIF[seed % len(AVIF)]
    place = seed % len(sound)
    for spoilt in (data, sound[:place] + data + sound[place:], sound[:place] + data + sound[place + len(data) :], data + sound):
        trouble_in(ending, spoilt)


def test_an_old_workbook_cut_in_its_table_of_sectors_is_refused():
    whole = xls(text="Đơn vị " * 2000)
    assert "bị hỏng" in trouble_in(".xls", whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("ending", "data"),
    [(".png", b"\x89PNG\r\n"), (".jpg", b"\xff\xd8\xff" + bytes(50)), (".pdf", b"%PDF-1.4\n"), (".docx", b"PK\x03\x04")],
)
def test_the_mere_beginning_of_a_kind_is_a_stand_in_that_only_warns(tmp_path, ending, data):
    (tmp_path / f"a{ending}").write_bytes(data)
    (problem,) = check_attachment(tmp_path / f"a{ending}", f"tep/a{ending}", f"content/tep/a{ending}")
    assert (problem.severity, problem.path) == ("warning", f"content/tep/a{ending}")
    assert "giữ chỗ" in problem.message


@pytest.mark.parametrize("ending", [".jpg", ".png"])
def test_a_picture_cut_in_its_midst_is_an_error(tmp_path, ending):
    (tmp_path / f"a{ending}").write_bytes(picture("JPEG" if ending == ".jpg" else "PNG", (400, 400))[:120])
    (problem,) = check_attachment(tmp_path / f"a{ending}", f"anh/a{ending}", f"content/anh/a{ending}")
    assert problem.severity == "error"


def test_a_sound_picture_of_one_point_is_no_stand_in():
    assert trouble_in(".gif", picture("GIF", (1, 1))) == trouble_in(".png", picture("PNG", (1, 1))) == ""
