"""The queue: scripts that keep answers on a phone without network, and what lets them in.

A page carries only a loader, which fetches the scripts at the first touch, or at once where the
phone says that something waits, or the browser that this page was marked or sent. So a first view
stays one request.
"""

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import url_for
from markupsafe import Markup

from survey.domain.modes import Mode
from survey.domain.texts import LONGEST_COMMENT
from survey.domain.visits import LASTS, Visit
from survey.web.languages import LANGUAGE
from survey.web.look import SWITCH
from templates.languages import N_, translations

# Stands in the address of the thanks for a page that had been sent before.
REPEATED = "truoc"

_STATIC = Path(__file__).parent.parent / "static"
_OF_A_PAGE = ("queue", "queue-visit", "queue-notice", "queue-form")
_OF_A_WORKER = ("queue", "queue-worker")
_VERSION_SIGNS = 4
# A worker's policy is that of its own file: it may speak to this server and to nobody else.
WORKER_POLICY = "default-src 'none'; connect-src 'self'"

_WORDS = {
    "sending": N_("Sending…"),
    "kept": N_("Not sent yet; kept on this phone."),
    "kept_before": N_(
        "Answers from before are not sent yet; they are kept on this phone and need not be given "
        "again."
    ),
    "no_network": N_("There is no network."),
    "busy": N_("The server cannot take them just now."),
    "by_itself": N_("They will be sent by themselves later; you can close this page."),
    "by_page": N_(
        "This page will send them by itself; please leave it open. If it is closed, they stay on "
        "this phone and are sent when you open the page again."
    ),
    "not_now": N_("No network just now. What you marked is still here; please press again later."),
    "refused": N_("Answers kept on this phone could not be taken yet. Please look at them."),
    "sent": N_("Sent. Nothing is kept on this phone any more."),
    "sent_apart": N_(
        "The answers from before have been sent. What is marked here counts as another person's."
    ),
    "sent_before": N_(
        "This page was sent already, and what was sent first counts: what you change now is not "
        "stored. For another person, please scan the code again."
    ),
    "left": N_("Characters left: {number}"),
    "too_many": N_("Characters too many: {number}"),
    "deleted": N_("Deleted from this phone."),
    "send_now": N_("Send now"),
    "open": N_("Look at them"),
    "delete": N_("Delete from this phone"),
}
# What runs inside a page, as short as it can be. A phone that cannot read it, or refuses storage,
# drops it, and the page stays the plain form that it is.
AT_FIRST_TOUCH = (
    'onclick=oninput=e=>import("ADDRESS");(localStorage.kept||history.state)&&onclick()'
)
WHERE_SOMETHING_WAITS = 'localStorage.kept&&import("ADDRESS")'

# How a page was opened decides whether its answers may lie on the phone: only on a person's own.
_KEPT_MODES = frozenset({Mode.POSTER})


@dataclass(frozen=True)
class Loader:
    """What brings the queue into a page: a script inside it, or the address of the queue itself."""

    text: Markup | None
    address: str


def may_be_kept(visit: Visit) -> bool:
    """Tell whether the answers of a visit may lie on the phone until they are sent."""
    return visit.mode in _KEPT_MODES


def sources_of(loader: Loader | None) -> tuple[str, ...]:
    """Return what the policy of a page must let in for its loader."""
    if loader is None:
        return ()
    inside = [] if loader.text is None else [_hash_source(loader.text)]
    return (" ".join(["script-src 'self'", *inside]), "connect-src 'self'")


def loader_at_first_touch(language: str) -> Loader:
    """Return what a page with a form carries that nobody has marked yet."""
    return _loader(AT_FIRST_TOUCH, queue_address(language))


def loader_where_something_waits(language: str) -> Loader:
    """Return what a page without a form carries."""
    return _loader(WHERE_SOMETHING_WAITS, queue_address(language))


def queue_at_once(language: str) -> Loader:
    """Return what a page carries that brings back what was marked."""
    return Loader(None, queue_address(language))


def queue_address(language: str) -> str:
    """Return the address of the queue in a language; another content has another address."""
    version = version_of(queue_script(language))
    return url_for("citizen.queue", language=language) + f"?{version}"


def queue_script(language: str) -> bytes:
    """Return the queue as a page loads it."""
    return _script(_OF_A_PAGE, language, url_for("citizen.thanks"), _worker_address())


def worker_script() -> bytes:
    """Return the queue as a service worker, which says nothing to anybody."""
    return _script(_OF_A_WORKER, None, url_for("citizen.thanks"), None)


@cache
def version_of(script: bytes) -> str:
    """Return a few characters that change with a script."""
    return sha256(script).hexdigest()[:_VERSION_SIGNS]


def _worker_address() -> str:
    return url_for("citizen.queue_worker") + f"?{version_of(worker_script())}"


@cache
def _script(files: tuple[str, ...], language: str | None, thanks: str, worker: str | None) -> bytes:
    said: dict[str, object] = {"thanks": thanks, "days": LASTS.days, "longest": LONGEST_COMMENT}
    said |= {"changed_later": f"&{REPEATED}=1", "reached": url_for("citizen.robots")}
    if language is not None:
        gettext = translations(language).gettext
        said |= {name: gettext(words) for name, words in _WORDS.items()}
        said |= {"worker": worker, "switches": [SWITCH, LANGUAGE]}
    parts = [f"self.queue = {{ said: {json.dumps(said, ensure_ascii=False)} }};\n"]
    parts += [(_STATIC / f"{name}.js").read_text("utf-8") for name in files]
    return "".join(parts).encode()


@cache
def _loader(template: str, address: str) -> Loader:
    # Our own characters only: a path of ours and a few digits.
    return Loader(Markup(template.replace("ADDRESS", address)), address)  # noqa: S704


def _hash_source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
