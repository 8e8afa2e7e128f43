"""Sound: MP3 by its frames, Opus by its pages to the last."""

from __future__ import annotations

from plugins.newsroom.checks.attachments.unfit import damaged

_BITRATES = {
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}  # kbit/s of layer III by version: 3 is MPEG 1, the others share a row
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FRAMES_LOOKED_AT = 3
_WITHIN = 4096
_LAST_PAGE = 4


def begins_mp3(data: bytes) -> bool:
    """With a tag, or with a frame that another one follows."""
    return data.startswith(b"ID3") or _frames_from(data, 0) > 0


def look_mp3(data: bytes) -> str:
    """Raises Unfit unless frames follow each other after the tag."""
    start = 0
    if data.startswith(b"ID3") and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        start = 10 + size
    places = range(start, min(start + _WITHIN, len(data)))
    if not any(_frames_from(data, place) >= min(_FRAMES_LOOKED_AT, 2) for place in places if data[place] == 0xFF):
        raise damaged("âm thanh MP3", "không có đoạn âm thanh nào liền nhau")
    return ""


def look_opus(data: bytes) -> str:
    """Raises Unfit unless the pages fill the file and the first says Opus."""
    what, place, pages, last = "âm thanh Opus", 0, 0, 0
    if b"OpusHead" not in data[:64]:
        raise damaged(what, "không phải Opus")
    while place < len(data):
        segments = data[place + 27 : place + 27 + data[place + 26]] if place + 27 <= len(data) else b""
        end = place + 27 + len(segments) + sum(segments)
        if data[place : place + 4] != b"OggS" or end > len(data) or not segments:
            raise damaged(what, "thiếu phần cuối")
        last, place, pages = data[place + 5] & _LAST_PAGE, end, pages + 1
    if pages < 2 or not last:
        raise damaged(what, "thiếu phần cuối")
    return ""


def _frames_from(data: bytes, place: int) -> int:
    """How many frames follow each other from here, up to the few that are looked at."""
    count = 0
    while count < _FRAMES_LOOKED_AT and (length := _frame_length(data, place)):
        place, count = place + length, count + 1
    return count


def _frame_length(data: bytes, place: int) -> int:
    """Bytes of the frame whose head stands here; 0 for no head."""
    head = data[place : place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return 0
    bitrate = _BITRATES[3 if version == 3 else 2, 1][rate] * 1000
    return (144 if version == 3 else 72) * bitrate // _RATES[version][sampling] + padding
