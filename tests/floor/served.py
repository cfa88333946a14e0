"""What is sent to phones and to the devices of an office, and what all of it uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from survey.web.look import Look, Shade
from survey.web.queue import AT_FIRST_TOUCH, WHERE_SOMETHING_WAITS
from survey.web.stylesheet import STATIC, inline_stylesheet
from tests.floor import markup, scripts, styles
from tests.floor.styles import Use

TEMPLATES = Path(__file__).parents[2] / "templates"
LOOKS = [Look(*kind) for kind in product((False, True), (False, True), (None, *Shade))]
_JINJA = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)

# Chrome and WebView, Firefox, Safari on iOS.
Floor = tuple[float, float, float]
# A phone of one's own shows the page and sends it; a little later ones also keep it (decision 16).
PHONES: Floor = (60, 60, 11)
PHONES_THAT_KEEP: Floor = (63, 67, 11.3)
# What an office sets up for this is not that old.
DEVICES: Floor = (66, 60, 12.2)


@cache
def used_at() -> Mapping[Floor, list[Use]]:
    """Return what is used, by the oldest browsers that have to understand it."""
    return {
        PHONES: [*_of_styles(map(inline_stylesheet, LOOKS)), *_of_pages()],
        PHONES_THAT_KEEP: [
            *_of_scripts("queue", "queue-visit", "queue-notice", "queue-form", "queue-worker"),
            *_of_scripts("listen"),
        ],
        DEVICES: [
            *_of_styles(
                (STATIC / f"{name}.css").read_text("utf-8") for name in ("kiosk", "handed")
            ),
            *_of_scripts("send", "quiet", "handed"),
            *_of_scripts("quiet", "kiosk", "tablet", "enrol"),
        ],
    }


def used() -> set[str]:
    """Return the names of all that is used."""
    return {use.name for uses in used_at().values() for use in uses}


def _of_styles(sheets: Iterable[str]) -> Iterator[Use]:
    for sheet in sheets:
        for use in styles.uses(sheet):
            yield Use(f"style {use.name}", use.place, use.has_fallback)


def _of_pages() -> Iterator[Use]:
    for path in [*TEMPLATES.glob("citizen/*.html"), *TEMPLATES.glob("errors/*.html")]:
        for name in markup.uses(_JINJA.sub("", path.read_text("utf-8"))):
            yield Use(f"markup {name}", path.name)
    for name in scripts.uses(AT_FIRST_TOUCH, WHERE_SOMETHING_WAITS):
        yield Use(f"script {name}", "the loader of the queue")


def _of_scripts(*names: str) -> Iterator[Use]:
    together = [(STATIC / f"{name}.js").read_text("utf-8") for name in names]
    for one in scripts.uses(*together):
        yield Use(f"script {one}", ", ".join(names))
