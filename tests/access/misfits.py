"""What is too small for a finger, lies on something else or runs off the screen."""

from playwright.sync_api import Page

TOUCH_PX = 44
SMALL = """least => [...document.querySelectorAll('a[href], button, input, textarea, select')]
    .filter(one => one.type !== 'hidden' && !one.closest('[aria-hidden=true]'))
    .filter(one => one.getClientRects().length)
    .map(one => [one, (one.type === 'radio' ? one.closest('label') : one).getBoundingClientRect()])
    .filter(([one, box]) => box.height < least || box.width < least)
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)"""
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll('a[href], button, fieldset label, textarea')]
        .filter(one => !one.closest('[aria-hidden=true]') && one.getClientRects().length)
        .map(one => [one, one.getBoundingClientRect()]);
    return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
        .filter(([other, b]) => a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one.outerHTML.slice(0, 90)} and ${other.outerHTML.slice(0, 90)}`));
}"""
WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(one => !one.closest('[aria-hidden=true]'))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 120))"""
HIDDEN = """() => [...document.querySelectorAll('[hidden]')]
    .filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 120))"""
SCROLLS = "() => document.scrollingElement.scrollWidth > innerWidth ? ['the whole page'] : []"
FAULTS = {
    "small": SMALL,
    "on each other": OVERLAPPING,
    "off the screen": WIDE,
    "shown although it is hidden": HIDDEN,
    "scrolls sideways": SCROLLS,
}
# One question to the browser takes less time than five.
NAMED = ", ".join(f"'{name}': {script}" for name, script in FAULTS.items())
ALL = f"""least => Object.entries({{{NAMED}}})
    .flatMap(([name, found]) => found(least).map(one => `${{name}}: ${{one}}`))"""


def misfits(page: Page) -> list[str]:
    """Return what is too small to hit, lies on something else or runs off the screen."""
    return list(page.evaluate(ALL, TOUCH_PX))
