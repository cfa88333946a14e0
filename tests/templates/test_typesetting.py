"""A document is set from our own files alone, and a doubt about it stops it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from templates.letters import FONTS, SANS, SERIF, has_unprintable_letters, printable, spelled
from templates.typesetting import TEMPLATES, TypesettingError, svg_to_png, typeset
from tests.templates.printed import PrintedPage

HEAD = '#set document(title: "Test")\n#set text(lang: "vi", font: "{font}")\n'


@pytest.fixture
def set_text(tmp_path: Path) -> "SetText":
    return SetText(tmp_path / "test.typ")


class SetText:
    """Sets a Typst text that is no template of ours."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, body: str, font: str = "Be Vietnam Pro", data: object = None) -> bytes:
        self._path.write_text(HEAD.format(font=font) + body, encoding="utf-8")
        return typeset(self._path.name, {"value": data}, root=self._path.parent)


def test_data_reach_the_template_as_they_are(set_text: SetText) -> None:
    body = '#let d = json(bytes(sys.inputs.data)).value\n#d.at("a").join(" ") #d.n #d.none'
    pdf = set_text(body, data={"a": ["#panic()", "Ộ"], "n": 1.5, "none": None})
    assert PrintedPage(pdf).text() == "#panic() Ộ 1.5"


def test_a_font_that_is_not_shipped_stops_the_document(set_text: SetText) -> None:
    with pytest.raises(TypesettingError, match=r"test\.typ: unknown font family: dejavu sans"):
        set_text("Xin chào", font="DejaVu Sans")


def test_a_fault_of_the_template_names_the_template(set_text: SetText) -> None:
    with pytest.raises(TypesettingError, match=r"test\.typ: unknown variable: nothing"):
        set_text("#nothing")


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError, match=r"none\.typ: "):
        typeset("none.typ", {}, root=tmp_path)


def test_a_picture_without_words_stops_the_document(set_text: SetText) -> None:
    svg = '<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 1 1\\"/>'
    with pytest.raises(TypesettingError, match="missing alt text"):
        set_text(f'#image(bytes("{svg}"), format: "svg")')


def test_no_file_outside_the_templates_is_read(set_text: SetText, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    with pytest.raises(TypesettingError):
        set_text('#read("../secret.txt")')


def test_a_document_is_tagged_and_says_its_language(set_text: SetText) -> None:
    pdf = set_text("= Xin chào")
    assert b"pdfuaid" in pdf
    assert b"StructTreeRoot" in pdf


SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='72pt' height='36pt' viewBox='0 0 72 36'>"
    b"<rect width='36' height='36' fill='#1d1b18'/>%b</svg>"
)


def test_a_picture_has_its_size_and_is_drawn_on_white() -> None:
    picture = Image.open(BytesIO(svg_to_png(SVG % b"", ppi=200)))
    assert (picture.format, picture.size) == ("PNG", (200, 100))
    assert picture.getpixel((50, 50)) == (0x1D, 0x1B, 0x18, 255)
    assert picture.getpixel((150, 50)) == (255, 255, 255, 255)


def test_words_of_a_picture_are_set_in_our_fonts_and_give_the_same_bytes() -> None:
    words = "<text x='38' y='20' font-family='Be Vietnam Pro' font-size='9'>Ộ</text>".encode()
    png = svg_to_png(SVG % words, ppi=100)
    assert png != svg_to_png(SVG % b"", ppi=100)
    assert png == svg_to_png(SVG % words, ppi=100)


def test_a_file_that_is_no_picture_is_an_error_not_a_blank_picture() -> None:
    with pytest.raises(TypesettingError, match=r"picture\.typ: failed to parse SVG"):
        svg_to_png(b"<html>", ppi=100)


def test_no_template_fetches_a_package() -> None:
    templates = sorted(TEMPLATES.rglob("*.typ"))
    assert templates
    assert [path for path in templates if "@" in path.read_text(encoding="utf-8")] == []


def test_every_font_has_its_licence_and_a_line_that_names_it() -> None:
    listed = (FONTS / "README.md").read_text(encoding="utf-8")
    folders = {path.parent for path in FONTS.rglob("*.ttf")}
    assert folders
    for folder in folders:
        assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
        assert f"`{folder.name}/`" in listed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Quầy 3", "Quầy 3"),
        ("Qua\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING GRAVE ACCENT}y", "Quầy"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{ZERO WIDTH NO-BREAK SPACE}c\0\x07", "abc"),
        ("中\ue000\ud800", "�"),
        ("Quầy ខ្មែរ ꪼꪕ", "Quầy � �"),
        ("😀 Quầy 👩🏽\N{ZERO WIDTH JOINER}🌾 3️⃣ ❤️ 🇻🇳", "Quầy 3"),
        ("中\N{ZERO WIDTH SPACE}文", "�"),
        ("một\nhai", "một\nhai"),
        ("bre\N{ZERO WIDTH SPACE}ak", "bre\N{ZERO WIDTH SPACE}ak"),
        ("", ""),
    ],
)
def test_only_what_our_fonts_can_show_is_printed(text: str, printed: str) -> None:
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Quầy 3", "Quầy 3"),
        ("Quầy ✅", "Quầy [U+2705]"),
        ("Quầy ❌", "Quầy [U+274C]"),
        ("Quầy 一", "Quầy [U+4E00]"),
        ("❤\ufe0f a\N{RIGHT-TO-LEFT OVERRIDE}b\N{IDEOGRAPHIC SPACE}c", "[U+2764] ab c"),
        ("bre\N{ZERO WIDTH SPACE}ak\n", "bre\N{ZERO WIDTH SPACE}ak\n"),
        ("", ""),
    ],
)
def test_a_character_that_no_font_has_is_spelled_as_its_number(text: str, printed: str) -> None:
    assert spelled(text) == printed


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.typ")), ids=lambda path: path.stem)
def test_every_document_has_a_font_for_whatever_is_printed(path: Path) -> None:
    lists = re.findall(r"font: \(([^)]*)\)", path.read_text(encoding="utf-8"))
    assert lists
    for names in lists:
        folders = tuple(name.lower().replace(" ", "-") for name in re.findall('"([^"]*)"', names))
        letters = {letter for folder in folders for letter in letters_of(folder)}
        families = SERIF if "liberation-serif" in folders else SANS
        known = (chr(code) for code in range(0x20, 0x20000))
        assert [sign for sign in known if printable(sign, families) == sign not in letters] == []


def letters_of(folder: str) -> set[str]:
    """Return the letters that every style of a font has."""
    styles = []
    for path in FONTS.glob(f"{folder}/*.ttf"):
        with TTFont(path, lazy=True) as font:
            styles.append(set(font.getBestCmap()))
    assert styles
    return set(map(chr, set.intersection(*styles)))


def test_the_serif_is_as_wide_as_the_type_that_offices_must_use() -> None:
    # Advance widths of Times New Roman, in 2048ths of the size.
    with TTFont(FONTS / "liberation-serif" / "LiberationSerif-Regular.ttf", lazy=True) as font:
        widths = {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "AaMm0 ."}
    assert widths == {"A": 1479, "a": 909, "M": 1821, "m": 1593, "0": 1024, " ": 512, ".": 512}


@pytest.mark.parametrize(
    ("text", "has"), [("Quầy ខ្មែរ", True), ("Čư̆ M’gar 😀 ✓", False), ("", False), ("W\0", False)]
)
def test_a_name_whose_letters_cannot_be_printed_is_known(text: str, has: bool) -> None:
    assert has_unprintable_letters(text) is has


def test_the_day_and_hour_of_making_leave_no_trace(set_text: SetText) -> None:
    years = set(re.findall(rb"Date(?:>|\(D:|\s\(D:)(\d{4})", set_text("Xin chào")))
    assert years == {b"1970"}
