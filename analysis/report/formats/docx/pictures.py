"""Pictures of a report as pixels, each with the words for whoever does not see it."""

from __future__ import annotations

from io import BytesIO

from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from analysis.report.document import Picture
from analysis.report.formats.docx.texts import clean
from templates.typesetting import svg_to_png

_DOTS_PER_INCH = 200
_SHRUNK = 0.9  # letters of a picture are smaller than those of the text
_MM_PER_INCH = 25.4
WIDEST_MM = 160
# What says that a picture only repeats the words beside it, so that none reads it out.
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def add_picture(paragraph: Paragraph, picture: Picture) -> None:
    """Add a picture, no wider than the text."""
    png = svg_to_png(picture.svg, _DOTS_PER_INCH)
    width = min(WIDEST_MM, _pixels_across(png) / _DOTS_PER_INCH * _MM_PER_INCH * _SHRUNK)
    run = paragraph.add_run()
    run.add_picture(BytesIO(png), width=Mm(width))
    (described,) = run.element.xpath(".//wp:docPr")
    described.set("descr", clean(picture.words))
    if not picture.words:
        described.append(parse_xml(_DECORATIVE))


def _pixels_across(png: bytes) -> int:
    """Return the width that the head of a PNG file tells."""
    return int.from_bytes(png[16:20], "big")
