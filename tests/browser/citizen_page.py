"""The citizen's page as a person uses it: by touch or by keyboard, found by label and role."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.touches import tap_mark

SEND = "Gửi ý kiến"
LEVELS = 5
MOST_TABS = 80

Press = Callable[[], None]


@dataclass(frozen=True)
class CitizenPage:
    """An opened page of a poster."""

    page: Page

    @property
    def questions(self) -> list[Locator]:
        """Return the questions that are answered by marking one choice."""
        return self.page.locator("fieldset").all()

    @property
    def items(self) -> list[Locator]:
        """Return the questions that are answered on the scale of five levels."""
        return [one for one in self.questions if one.get_by_role("radio").count() >= LEVELS]

    @property
    def send_button(self) -> Locator:
        """Return the button that sends the answers."""
        return self.page.get_by_role("button", name=SEND, exact=True)

    def mark_by_touch(self, level: int) -> int:
        """Tap one level, 0 the worst, of every item; return the number of touches."""
        for item in self.items:
            tap_mark(item.locator("label").nth(level))
        return len(self.items)

    def aim_by_touch(self) -> Press:
        """Find the button that sends; return a tap on it that waits for nothing."""
        self.send_button.scroll_into_view_if_needed()
        box = self.send_button.bounding_box()
        assert box is not None, "the button cannot be seen"
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return lambda: self.page.touchscreen.tap(x, y)

    def mark_by_keyboard(self) -> None:
        """Go through the page with Tab and mark each question with Space alone."""
        for question in self.questions:
            self._tab_into(question)
            self.page.keyboard.press("Space")

    def aim_by_keyboard(self) -> Press:
        """Go on with Tab to the button that sends; return a press that waits for nothing."""
        self._tab_into(self.send_button)
        return lambda: self.page.keyboard.press("Enter")

    def marked(self) -> list[str]:
        """Return the values that are marked."""
        return [one.input_value() for one in self.page.locator("input:checked").all()]

    def _tab_into(self, place: Locator) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if place.evaluate("element => element.contains(document.activeElement)"):
                return
        raise AssertionError(f"{MOST_TABS} presses of Tab did not lead there")
