"""The code has large modules first, and then as much error correction as they allow."""

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.main import QRCode

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


@given(
    st.text("abcdefghijklmnopqrstuvwxyz.-/:0123456789", min_size=1, max_size=120),
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8),
)
@settings(max_examples=30, deadline=None)
def test_the_mask_is_that_which_the_library_finds_by_its_slow_way(host: str, code: str) -> None:
    link = f"https://{host}/{code}"
    made = [library_modules(link, level) for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H)]
    assert qr_modules(link) == made[len(made[0]) == len(made[1])]


def library_modules(link: str, error_correction: int) -> list[list[bool | None]]:
    code = QRCode(error_correction=error_correction, border=0)
    code.add_data(link)
    code.make()
    return code.modules


def test_the_drawing_shows_each_module_and_four_of_white_on_each_side() -> None:
    drawing = draw_qr("https://a.vn/7KQ2M9XT")
    assert 'viewBox="0 0 37 37"' in drawing.svg
    assert drawing.border_share == pytest.approx(4 / 37)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.svg)
    black = {
        (int(row) - 4, int(left) - 4 + place)
        for left, row, length in runs
        for place in range(int(length))
    }
    modules = qr_modules("https://a.vn/7KQ2M9XT")
    sides = range(len(modules))
    assert black == {(row, column) for row in sides for column in sides if modules[row][column]}


def test_the_drawing_is_pure_black_on_white() -> None:
    assert re.findall(r'fill="(.+?)"', draw_qr("https://a.vn/7KQ2M9XT").svg) == ["#fff", "#000"]
