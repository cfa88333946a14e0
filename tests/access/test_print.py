"""A page that is printed can be read and filled in, in ink on paper."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # the library tells no types
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.showing import show
from tests.access.sights import Sight
from tests.browser.street import PICTURES

PAPER = {"format": "A4", "margin": {"top": "15mm", "bottom": "15mm"}}


# A browser prints in light colours whatever the system asks for; a test cannot ask for both.
@pytest.mark.parametrize("look", ["normal", "dark", "one by one"])
def test_a_form_is_printed_in_ink_on_paper_with_every_question(
    page: Page, office: Office, look: str
) -> None:
    show(page, office, Sight("form", "vi", look, "360 px"))
    asked = page.locator("legend").all_text_contents()

    with pypdfium2.PdfDocument(page.pdf(**PAPER)) as printed:
        words = " ".join(
            " ".join(sheet.get_textpage().get_text_range().split()) for sheet in printed
        )
        pictures = [sheet.render(scale=1).to_pil() for sheet in printed]
    keep(pictures, look)

    assert [question for question in asked if question not in words] == []
    assert "Gửi ý kiến" not in words
    assert "English" not in words
    assert all(is_ink_on_paper(picture) for picture in pictures)


def test_a_page_of_thanks_and_one_about_what_is_kept_are_printed_too(
    page: Page, office: Office
) -> None:
    for state, words in (("thanks", "Đã lưu ý kiến"), ("privacy", "Ai chịu trách nhiệm")):
        show(page, office, Sight(state, "vi", "normal", "360 px"))
        with pypdfium2.PdfDocument(page.pdf(**PAPER)) as printed:
            assert any(words in sheet.get_textpage().get_text_range() for sheet in printed)


def is_ink_on_paper(picture: Image.Image) -> bool:
    """Tell whether a sheet is mostly white and has something black on it."""
    shades = picture.convert("L").histogram()
    return sum(shades[250:]) > 0.8 * sum(shades) and sum(shades[:80]) > 0


def keep(pictures: list[Image.Image], look: str) -> None:
    """Keep the first sheet among the artefacts of the tests."""
    PICTURES.mkdir(exist_ok=True)
    kept = BytesIO()
    pictures[0].save(kept, "png")
    (PICTURES / f"printed-{look.replace(' ', '-')}.png").write_bytes(kept.getvalue())
