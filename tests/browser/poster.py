"""A printed poster, seen the way a phone's camera sees it."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # the library tells no types
import zxingcpp

DOTS_PER_INCH = 100


def scanned_links(poster: Path) -> list[str]:
    """Return what the codes on the pages of a PDF say, one a page in their order."""
    with pypdfium2.PdfDocument(poster) as document:
        pages = [page.render(scale=DOTS_PER_INCH / 72).to_pil() for page in document]
    codes = [zxingcpp.read_barcodes(page) for page in pages]
    assert all(len(found) == 1 for found in codes), "a poster shows exactly one code"
    return [found[0].text for found in codes]
