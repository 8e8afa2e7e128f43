"""The styles of an .ods say the same as the formats of the other programs, in as many pieces as LibreOffice writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plugins.reception.data.sources.spreadsheets.number_formats import displayed
from plugins.reception.data.sources.spreadsheets.ods_appearance import read_styles

SPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "table": "table", "style": "style", "number": "datastyle"}.items()
)
WHOLE = '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
ACCOUNTING = f"""
<number:number-style style:name="N1P0"><number:text> </number:text><number:fill-character> </number:fill-character>{WHOLE}
</number:number-style>
<number:number-style style:name="N1P1"><number:text> (</number:text>{WHOLE}<number:text>)</number:text></number:number-style>
<number:number-style style:name="N1P2"><number:text> - </number:text></number:number-style>
<number:text-style style:name="N1"><number:text-content/>
<style:map style:condition="value()&gt;0" style:apply-style-name="N1P0"/>
<style:map style:condition="value()&lt;0" style:apply-style-name="N1P1"/>
<style:map style:condition="value()=0" style:apply-style-name="N1P2"/></number:text-style>"""
SIGNED = f"""
<number:number-style style:name="N1P0">{WHOLE}</number:number-style>
<number:number-style style:name="N1"><number:text>-</number:text>{WHOLE}
<style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:number-style>"""
MANY = f"""
<number:number-style style:name="N1P0"><number:text>nhiều</number:text></number:number-style>
<number:number-style style:name="N1">{WHOLE}
<style:map style:condition="value()&gt;100" style:apply-style-name="N1P0"/></number:number-style>"""
STANDARD = '<number:number-style style:name="N1"><number:number number:min-integer-digits="1"/></number:number-style>'
PERCENT = f'<number:percentage-style style:name="N1">{WHOLE}<number:text>%</number:text></number:percentage-style>'
CURRENCY = f"""<number:currency-style style:name="N1">{WHOLE}<number:text> </number:text>
<number:currency-symbol>₫</number:currency-symbol></number:currency-style>"""
FRACTION = '<number:number-style style:name="N1"><number:fraction number:denominator-value="4"/></number:number-style>'
DAY = '<number:date-style style:name="N1"><number:day/><number:text>/</number:text><number:month/></number:date-style>'


def shows(style: str, value: str) -> str | None:
    cell = '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    styles = read_styles({"content.xml": f"<office:document-content{SPACES}>{style}{cell}</office:document-content>".encode()})
    text = displayed(styles.code("ce1"), Decimal(value))
    return text.strip() if text is not None else None


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        (ACCOUNTING, "1647", "1.647"), (ACCOUNTING, "0", "-"), (SIGNED, "1647", "1.647"), (SIGNED, "0", "0"), (MANY, "100", "100"),
        (MANY, "101", "nhiều"), (STANDARD, "1.5", "1,5"), (PERCENT, "2", "200%"), (CURRENCY, "5", "5 ₫"), (FRACTION, "2", None),
        (DAY, "2", None),
    ],
)  # fmt: skip
def test_styles_are_carried_out(style: str, value: str, text: str | None) -> None:
    assert shows(style, value) == text


def test_a_style_that_inherits_from_itself_ends() -> None:
    ring = '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="ce1"/>'
    styles = read_styles({"styles.xml": f"<office:document-styles{SPACES}>{ring}</office:document-styles>".encode()})
    assert styles.code("ce1") == ""
