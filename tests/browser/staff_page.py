"""The staff pages as a clerk uses them, every control found by its words."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from templates.languages import translations

_ = translations("vi").gettext


@dataclass(frozen=True)
class StaffPage:
    """A browser at a desk."""

    page: Page

    @property
    def heading(self) -> Locator:
        """Return the heading of the page."""
        return self.page.get_by_role("heading", level=1)

    def fill(self, **fields: str) -> None:
        """Fill fields by the names that a sighted person does not see but the form has."""
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:visible").fill(text)

    def press(self, label: str) -> None:
        """Press a button by its English sentence, shown in Vietnamese."""
        self.page.get_by_role("button", name=_(label), exact=True).first.click()

    def follow(self, label: str) -> None:
        """Follow a link by its English sentence, shown in Vietnamese."""
        self.page.get_by_role("link", name=_(label), exact=True).first.click()

    def download(self, label: str, folder: Path) -> Path:
        """Press a button that gives a file; return where it was saved."""
        with self.page.expect_download() as waiting:
            self.press(label)
        saved = folder / waiting.value.suggested_filename
        waiting.value.save_as(saved)
        return saved

    def row(self, name: str) -> list[str]:
        """Return the cells of the row of a table that begins with a name."""
        row = self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=name))
        row.wait_for()
        self.page.wait_for_load_state()
        return row.get_by_role("cell").all_inner_texts()
