"""Rules for characters that nobody sees, means or can type again: in texts, and in tables and settings whose words are published.

A letter that only looks like Đ is an error, not a warning: published it stays, and neither a browser's search nor a screen reader
knows the word. Our own comparisons take the letter for Đ all the same (vietnamese/folding.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.old_encodings import misread, old_words
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.folding import stroked_d

WHAT = {  # ranges of characters, and a name that an editor may know
    "\ufffd": "dấu � thay cho chữ đã mất",
    "\x00-\x08\x0b-\x1f\x7f\x80-\x9f": "ký tự điều khiển",
    "\xad": "dấu nối ẩn",
    "\u2028\u2029": "dấu ngắt dòng ẩn",
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069": "dấu đổi chiều chữ",
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff": "ký tự không bề rộng",
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd": "ký tự của phông chữ riêng, máy khác không hiện được",
    "\U000e0000-\U000e0fff": "ký tự thẻ ẩn",
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0": "ký tự trống",
    "\ufdd0-\ufdef\ufff0-\uffff": "mã không phải chữ",
}
KINDS = {words: re.compile(f"[{ranges}]") for ranges, words in WHAT.items()}
UNSEEN = re.compile(f"[{''.join(WHAT)}]")
NOT_VIETNAMESE = re.compile("[^\x00-\x7f\xa0ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—…“”‘’]")
MAYBE_VNI = re.compile(  # a vowel before a letter that only VNI puts there
    "[ÀÁÂÃÈÉÊÙÚÕàáâãèéêùúõ](?:(?<=[aA].)|(?<=[eE][ÀÁÂÃÙÕàáâãùõ])|(?<=[ouyôOUYÔ][ÙÕùõ])|(?<=[oO][Ââ]))"
)
_SMALL = "".join(char for char in map(chr, range(0x1F00)) if char.islower())
_MARKS = "\u0300-\u036f"
# Icelandic Guðrún and a line of an old code page (“xÐp”) mean no Đ: a Vietnamese word has it first, or is all capitals.
_MEANT = re.compile(rf"(?<![{_SMALL}{_MARKS}])[ÐƉ]|(?<![^\W_])(?<![{_MARKS}])[ðɖ]")
_WORD = re.compile(rf"[\w{_MARKS}]+")
_LEADS_ELSEWHERE = re.compile(r"(?<=\]\()[^()\s]*|https?://\S+")
_IN_UTF_8 = tuple(letter.encode() for letter in "ÐƉðɖ")


@rule()
def characters_are_seen(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Bài chỉ có những ký tự nhìn thấy được: không ký tự ẩn hay điều khiển, không dấu �, cả trong phần đầu và trong mã.

    Sai:
        Thanh tra t\ufffdnh
    Đúng:
        Thanh tra tỉnh
    """
    if not UNSEEN.search("\n".join(manuscript.lines)):
        return  # nearly every text
    for line, text in enumerate(manuscript.lines, start=1):
        if message := unseen_in(text):
            yield manuscript.problem(line, message)


def unseen_in(text: str) -> str:
    """The message for a line with such a character, or ""."""
    found = UNSEEN.search(text)
    if not found or misread(text):
        return ""
    what = next(words for words, pattern in KINDS.items() if pattern.search(found[0]))
    after = UNSEEN.sub("", text[max(0, found.start() - 12) : found.start()]).strip()
    place = f"sau “{after}”" if after else "ở đầu dòng"
    return f"{place} có {what} (U+{ord(found[0]):04X}), thường do dán từ Word hoặc trang mạng. Xoá chỗ này và gõ lại."


@rule()
def text_is_unicode(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ Việt gõ bằng bảng mã Unicode, không dán chữ TCVN3 (phông .Vn…), VNI, hay chữ đã vỡ như “Thá»i”.

    Sai:
        QuyÕt ®Þnh vÒ viÖc tiÕp c«ng d©n
    Đúng:
        Quyết định về việc tiếp công dân
    """
    whole = "\n".join(manuscript.lines)
    if not (NOT_VIETNAMESE.search(whole) or MAYBE_VNI.search(whole)):
        return
    header = ((field.line, field.value) for field in manuscript.fields)
    lines = list(chain(header, manuscript.prose()))
    old = old_words(lines)
    for line, text in lines:
        if broken := misread(text):
            yield manuscript.problem(line, f"chữ ở “{broken}” bị vỡ: UTF-8 mở nhầm bằng bảng mã khác. Chép lại từ bản gốc.")
        elif line in old:
            message = f"chữ ở dòng này (“{old[line]}”) dùng bảng mã cũ (TCVN3/VNI). Chuyển sang Unicode rồi dán lại."
            yield manuscript.problem(line, message)


@rule()
def stroked_d_is_typed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ Đ, đ gõ đúng là chữ Việt, không phải chữ Ð, ð, Ɖ của tiếng nước khác, tuy nhìn giống hệt.

    Sai:
        Title: Huyện Ðình Lập tiếp công dân
        Date: 2024-03-07 08:00
    Đúng:
        Title: Huyện Đình Lập tiếp công dân
        Date: 2024-03-07 08:00
    """
    whole = "\n".join(manuscript.lines)
    if whole == stroked_d(whole):
        return  # nearly every text
    header = ((field.line, field.value) for field in manuscript.fields)
    for line, text in chain(header, manuscript.prose()):
        yield from _look_alikes(manuscript.path, line, _LEADS_ELSEWHERE.sub(" ", text))


def _look_alikes(path: str, line: int, text: str) -> Iterator[Problem]:
    words = [word[0] for word in _WORD.finditer(text) if _MEANT.search(word[0])]
    if words:
        letter = next(letter for letter in words[0] if letter in "ÐƉðɖ")
        meant, more = stroked_d(letter), f" (dòng này có {len(words)} chỗ)" if len(words) > 1 else ""
        message = (
            f"“{words[0]}” có chữ “{letter}” (U+{ord(letter):04X}) chỉ trông giống “{meant}”: máy tìm không ra, máy đọc sai. "
            f"Gõ lại thành “{stroked_d(words[0])}”{more}; chữ nước ngoài thật thì đặt giữa hai dấu `."
        )
        yield stroked_d_is_typed.problem(path, line, message)


def check_characters(file: Path, display_path: str) -> Iterator[Problem]:
    """`characters_are_seen` and `stroked_d_is_typed` for a table or a settings file; its reader reports one that is not UTF-8."""
    data = file.read_bytes()
    text = data.decode("utf-8-sig", errors="ignore").replace("\r\n", "\n")
    for line, written in enumerate(text.split("\n") if UNSEEN.search(text) else (), start=1):
        if message := unseen_in(written):
            yield characters_are_seen.problem(display_path, line, message)
    if any(letter in data for letter in _IN_UTF_8):
        for line, written in enumerate(data.decode("utf-8", errors="replace").split("\n"), start=1):
            yield from _look_alikes(display_path, line, written)


RULES = (characters_are_seen, text_is_unicode, stroked_d_is_typed)
