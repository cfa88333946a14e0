"""The citizen's page in every state that a person can bring it into, to be pictured and checked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.touches import go_on, tap_mark

EASY, WHOLE = "Nghe đọc", "Cả phiếu"
LARGE, DARK, LIGHT = "Chữ to", "Nền tối", "Nền sáng"
SEND = "Gửi ý kiến"
PHONE = 360

Step = Callable[[Page], None]


@dataclass(frozen=True)
class State:
    """A name, the phone that it is seen on, and what the person has done."""

    name: str
    steps: tuple[Step, ...] = ()
    width: int = PHONE
    options: dict[str, Any] = field(default_factory=dict)


def pressed(name: str) -> Step:
    """Return a tap on the button of this name that can be seen, and the page that comes of it."""

    def press(page: Page) -> None:
        # Not a navigation: what the queue writes into the entry of the history is one, too.
        with page.expect_event("load"):
            page.locator(f'button:visible:text-is("{name}")').tap()

    return press


def passed_on(times: int) -> Step:
    """Return taps that go on by so many screens."""

    def pass_on(page: Page) -> None:
        for _ in range(times):
            go_on(page)

    return pass_on


def marked(level: int) -> Step:
    """Return a tap on one level, from 1, of the first question that can be seen."""
    return lambda page: tap_mark(page.locator("label:visible").nth(level - 1))


def damaged(page: Page) -> None:
    """Let the two first questions offer what nobody may choose, as an altered page does."""
    for name in ("papers", "fee"):
        row = page.locator(f"input[name={name}]").first
        row.evaluate("one => one.value = '9'")
        row.evaluate("one => one.checked = true")


STATES = (
    State("whole"),
    State("whole-marked", (marked(4),)),
    State("whole-english", (pressed("English"),)),
    State("whole-fault", (damaged, pressed(SEND))),
    State("whole-nothing-chosen", (pressed(SEND),)),
    State("whole-large", (pressed(LARGE),)),
    State("whole-dark", (pressed(DARK),)),
    State("whole-dark-of-the-phone", options={"color_scheme": "dark"}),
    State("whole-light-on-a-dark-phone", (pressed(LIGHT),), options={"color_scheme": "dark"}),
    State("whole-high-contrast", options={"contrast": "more"}),
    State("whole-320", width=320),
    State("whole-320-large", (pressed(LARGE),), width=320),
    State("whole-desktop", width=1200),
    State("easy-first", (pressed(EASY),)),
    State("easy-middle", (pressed(EASY), passed_on(4), marked(2))),
    State("easy-not-applicable", (pressed(EASY), passed_on(2))),
    State("easy-fact", (pressed(EASY), passed_on(9))),
    State("easy-last", (pressed(EASY), passed_on(11))),
    State("easy-fault", (pressed(EASY), damaged, passed_on(11), pressed(SEND))),
    State("easy-english", (pressed(EASY), passed_on(1), pressed("English"))),
    State("easy-large", (pressed(EASY), passed_on(1), pressed(LARGE))),
    State("easy-large-dark", (pressed(EASY), passed_on(1), pressed(LARGE), pressed(DARK))),
    State("easy-320", (pressed(EASY), passed_on(2)), width=320),
    State("easy-320-large", (pressed(EASY), passed_on(2), pressed(LARGE)), width=320),
    State("easy-desktop", (pressed(EASY), passed_on(1)), width=1200),
    State("thanks", (marked(4), pressed(SEND))),
    State("thanks-large-dark", (marked(4), pressed(LARGE), pressed(DARK), pressed(SEND))),
)


@contextmanager
def in_state(
    browser: Browser, address: str, state: State, with_script: bool = False
) -> Iterator[Page]:
    """Give the page at an address in a state; scripts run only where they are needed."""
    needs_script = with_script or damaged in state.steps
    context = browser.new_context(
        viewport={"width": state.width, "height": 740},
        has_touch=True,
        locale="vi-VN",
        java_script_enabled=needs_script,
        **state.options,
    )
    page = context.new_page()
    page.goto(address)
    for step in state.steps:
        step(page)
    yield page
    context.close()
