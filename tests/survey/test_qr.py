"""The code has large modules first, and then as much error correction as they allow."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from survey.services.qr import draw_qr, qr_modules

PIXELS = 8


def picture(modules: list[list[bool]]) -> Image.Image:
    side = (len(modules) + 8) * PIXELS
    image = Image.new("L", (side, side), 255)
    for row, line in enumerate(modules):
        for column, is_black in enumerate(line):
            if is_black:
                image.paste(0, box(column, row))
    return image


def box(column: int, row: int) -> tuple[int, int, int, int]:
    left, top = (column + 4) * PIXELS, (row + 4) * PIXELS
    return left, top, left + PIXELS, top + PIXELS


@pytest.mark.parametrize(
    ("link", "modules", "level"),
    [
        ("https://a.vn/7KQ2M9XT", 29, "H"),
        ("https://hailong.example.gov.vn/7KQ2M9XT", 33, "Q"),
        ("https://hai-long.vn/7KQ2M9XT", 29, "Q"),
    ],
)
def test_error_correction_rises_only_where_it_costs_no_module(
    link: str, modules: int, level: str
) -> None:
    (code,) = zxingcpp.read_barcodes(picture(qr_modules(link)))
    assert (code.text, len(qr_modules(link)), code.ec_level) == (link, modules, level)


def test_a_code_with_a_stain_is_still_read() -> None:
    link = "https://hailong.example.gov.vn/7KQ2M9XT"
    image = picture(qr_modules(link))
    middle, reach = image.width // 2, image.width // 12
    ImageDraw.Draw(image).rectangle(
        [middle - reach, middle - reach, middle + reach, middle + reach]
    )
    assert [each.text for each in zxingcpp.read_barcodes(image)] == [link]


def test_the_drawing_has_four_modules_of_white_on_each_side() -> None:
    drawing = draw_qr("https://a.vn/7KQ2M9XT")
    starts = re.findall(r"M(\d+) (\d+)h1v1h-1z", drawing.svg)
    numbers = [int(number) for start in starts for number in start]
    assert 'viewBox="0 0 37 37"' in drawing.svg
    assert (min(numbers), max(numbers)) == (4, 32)
    assert drawing.border_share == pytest.approx(4 / 37)


def test_the_drawing_is_pure_black_on_white() -> None:
    assert re.findall(r'fill="(.+?)"', draw_qr("https://a.vn/7KQ2M9XT").svg) == ["#fff", "#000"]
