"""Reads a PDF back as a person, a camera and a printer would."""

import unicodedata
from dataclasses import astuple, dataclass

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # no stubs exist
import zxingcpp
from PIL.Image import Image

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in millimetres from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def widened(self, by: float) -> "Box":
        """Return the rectangle with a border around it."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def within(self, other: "Box") -> bool:
        """Tell whether all of it lies in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )

    def meets(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


@dataclass(frozen=True)
class Code:
    """A QR code as found on a page: its text, where its black stands, and how it was made."""

    text: str
    black: Box
    modules: int
    level: str


class PrintedPage:
    """One page of a PDF."""

    def __init__(self, pdf: bytes, number: int = 0) -> None:
        self._page = pypdfium2.PdfDocument(pdf)[number]

    def size_mm(self) -> tuple[float, float]:
        """Return width and height."""
        return self._page.get_width() * MM_PER_POINT, self._page.get_height() * MM_PER_POINT

    def lines(self) -> list[str]:
        """Return the words, line by line."""
        raw = self._page.get_textpage().get_text_range()
        composed = unicodedata.normalize("NFC", raw).replace("\u200b", "")
        return [" ".join(line.split()) for line in composed.splitlines()]

    def text(self) -> str:
        """Return the words with a single space wherever there is any blank."""
        return " ".join(" ".join(self.lines()).split())

    def letters(self) -> list[Box]:
        """Return where each visible letter stands."""
        page = self._page.get_textpage()
        found = [page.get_charbox(index) for index in range(page.count_chars())]
        boxes = [Box(*(side * MM_PER_POINT for side in box)) for box in found]
        # Two letters drawn as one sign (fi) have one place.
        return list(dict.fromkeys(box for box in boxes if box.right - box.left > 0.05))

    def letters_on_others(self) -> list[Box]:
        """Return the letters whose middle lies within another letter."""
        letters = self.letters()
        sides = np.array([astuple(letter) for letter in letters]).T[..., np.newaxis]
        (left, bottom, right, top), x, y = sides, sides[[0, 2]].mean(0).T, sides[[1, 3]].mean(0).T
        covered = (left < x) & (x < right) & (bottom < y) & (y < top)
        np.fill_diagonal(covered, val=False)
        return [letters[index] for index in np.flatnonzero(covered.any(axis=0))]

    def fonts(self) -> dict[str, bool]:
        """Return the fonts of the page, and whether each is in the file."""
        fonts = [
            each.get_font()
            for each in self._page.get_objects()
            if isinstance(each, pypdfium2.PdfTextObj)
        ]
        return {font.get_base_name(): font.is_embedded for font in fonts}

    def image(self, dpi: float) -> Image:
        """Return the page as a printer of this resolution sees it."""
        image: Image = self._page.render(scale=dpi / 72).to_pil()
        return image

    def codes(self, dpi: float) -> list[Code]:
        """Return the QR codes that a camera finds at a resolution."""
        image = self.image(dpi)
        return [_code(each, dpi, image.height) for each in zxingcpp.read_barcodes(image)]


def _code(barcode: zxingcpp.Barcode, dpi: float, page_height: int) -> Code:
    mm, corners, extra = 25.4 / dpi, barcode.position, barcode.extra
    assert isinstance(extra, dict)
    black = Box(
        left=corners.top_left.x * mm,
        bottom=(page_height - corners.bottom_left.y) * mm,
        right=corners.top_right.x * mm,
        top=(page_height - corners.top_left.y) * mm,
    )
    modules = 17 + 4 * int(extra["Version"])
    return Code(barcode.text, black, modules, barcode.ec_level)
