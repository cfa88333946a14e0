"""A screen reader is given the names, roles and errors that were read and agreed on."""

import pytest
from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.trees import PICTURED, file_of, tree


@pytest.mark.parametrize("name", PICTURED)
def test_a_screen_reader_is_given_what_was_agreed_on(page: Page, office: Office, name: str) -> None:
    assert tree(page, office, *PICTURED[name]) == file_of(name).read_text("utf-8")
