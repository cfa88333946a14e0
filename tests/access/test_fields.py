"""A field that a person fills in is seen on every page that asks to type or choose."""

import pytest
from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.showing import show
from tests.access.sights import Sight

UNSEEN = """() => [...document.querySelectorAll('main input:not([type=hidden])')].filter(field => {
    const box = field.getBoundingClientRect();
    const styles = [];
    for (let one = field; one; one = one.parentElement) styles.push(getComputedStyle(one));
    return box.width < 20 || box.height < 20 || box.left < 0 || box.right > innerWidth
        || styles[0].visibility !== 'visible' || styles.some(style => style.opacity !== '1');
}).map(field => field.outerHTML)"""


@pytest.mark.parametrize("state", ["start", "mistyped code", "unknown page", "clerk's start"])
@pytest.mark.parametrize("look", ["normal", "dark"])
def test_every_field_to_fill_in_is_seen(page: Page, office: Office, state: str, look: str) -> None:
    show(page, office, Sight(state, "vi", look, "360 px"))
    assert page.locator("main input:not([type=hidden])").count()
    assert page.evaluate(UNSEEN) == []
