"""Look up the support of all that the pages use: `python -m tests.floor.renew data.json`.

The file is that of the package @mdn/browser-compat-data (CC0); only its numbers are kept.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.floor.served import used
from tests.floor.support import SUPPORT_FILE, Support, written

Data = Mapping[str, Any]

# A phone's browser, and the one that other programs open pages in.
_BROWSERS = (("chrome_android", "webview_android"), ("firefox_android",), ("safari_ios",))
# Where what a script calls by name is found; of two that are called alike the newer one counts.
_PLACES = """
    AbortController Cache Client Clients Crypto CustomEvent DOMTokenList Document Element Event
    EventTarget ExtendableEvent ExtendableMessageEvent FormData HTMLAnchorElement HTMLAudioElement
    HTMLButtonElement HTMLElement HTMLFormElement HTMLIFrameElement HTMLInputElement
    HTMLMediaElement HTMLTextAreaElement Headers History IDBDatabase IDBFactory IDBObjectStore
    IDBOpenDBRequest IDBRequest IDBTransaction Location MessageEvent MouseEvent Navigator
    Node PageTransitionEvent Request Response ServiceWorker ServiceWorkerContainer
    ServiceWorkerGlobalScope ServiceWorkerRegistration SpeechSynthesis SpeechSynthesisUtterance
    SpeechSynthesisVoice Storage SubmitEvent SyncEvent SyncManager URL URLSearchParams Window
"""
_BUILTINS = "Array Date Function JSON Math Number Object Promise String Uint8Array"
_SCRIPT = {
    "arrow_function": "javascript.functions.arrow_functions",
    "await_expression": "javascript.operators.await",
    "spread_element": "javascript.operators.spread.spread_in_arrays",
    "template_string": "javascript.grammar.template_literals",
    "catch without name": "javascript.statements.try_catch.optional_catch_binding",
    "import()": "javascript.operators.import",
    "optional_chain": "javascript.operators.optional_chaining",
    "??": "javascript.operators.nullish_coalescing",
    "**": "javascript.operators.exponentiation",
    "spread_element in object": "javascript.operators.spread.spread_in_object_literals",
    "object_pattern": "javascript.operators.destructuring",
    "class": "javascript.classes",
    ".prototype": "javascript.classes",
    # Of what is called alike, the one that is meant.
    ".lang": "api.HTMLElement.lang",
    ".matchAll": "api.Clients.matchAll",
    ".name": "api.HTMLInputElement.name",
    ".navigation": "api.Performance.navigation",
    ".onerror": "api.IDBRequest.error_event",
    ".pause": "api.HTMLMediaElement.pause",
    ".serviceWorker": "api.Navigator.serviceWorker",
    ".state": "api.History.state",
}
_STYLE = {
    "gap in flex": "css.properties.gap.flex_context",
    "var()": "css.types.var",
    "@media": "css.at-rules.media",
}
_MARKUP = {"<svg>": "svg.elements.use.href", "<input value>": "html.elements.input"}


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    found = {use: _support(data, use) for use in used()}
    missing = sorted(use for use, support in found.items() if support is None)
    SUPPORT_FILE.write_text(
        written({use: one for use, one in found.items() if one}, data["__meta"]["version"]),
        "utf-8",
    )
    if missing:
        sys.exit("\n".join(["not in the data:", *missing]))


def _support(data: Data, use: str) -> Support | None:
    kind, name = use.split(" ", 1)
    paths = {"style": _of_style, "markup": _of_markup, "script": _of_script}[kind](data, name)
    known = [_numbers(path, data) for path in paths if _entry(data, path)]
    return max(known, key=lambda one: one.versions, default=None)


def _of_style(data: Data, name: str) -> Iterator[str]:
    if name in _STYLE:
        yield _STYLE[name]
    elif name.startswith("@media "):
        yield f"css.at-rules.media.{re.sub('^(min|max)-', '', name.removeprefix('@media '))}"
    elif name.startswith("unit "):
        unit = f"css.types.length.{name.removeprefix('unit ')}"
        yield unit if _entry(data, unit) else "css.types.length"
    elif name.startswith(":"):
        yield f"css.selectors.{name.strip(':()')}"
    elif ": " in name:
        key, word = name.split(": ")
        own = f"css.properties.{key}.{word}"
        yield own if _entry(data, own) else f"css.properties.{key}"
    else:
        yield f"css.properties.{name}"


def _of_markup(data: Data, name: str) -> Iterator[str]:
    if name in _MARKUP:
        yield _MARKUP[name]
        return
    element, _, key = name.strip("<>").partition(" ")
    key = key.replace("=", "_")
    own = f"html.elements.{element}" + (f".{key}" if key else "")
    yield own if _entry(data, own) else f"html.global_attributes.{key}"


def _of_script(data: Data, name: str) -> Iterator[str]:
    if name in _SCRIPT:
        yield _SCRIPT[name]
        return
    word = name.strip(".")
    yield f"api.{word}.{word}"
    yield f"api.{word}"
    yield f"javascript.builtins.{word}"
    for place in _PLACES.split():
        yield f"api.{place}.{word}"
        yield f"api.{place}.{word.removeprefix('on')}_event" if word.startswith("on") else ""
    if name.startswith("."):
        for place in _BUILTINS.split():
            yield f"javascript.builtins.{place}.{word}"


def _entry(data: Data, path: str) -> Data | None:
    here: Any = data
    for part in path.split("."):
        here = here.get(part) if isinstance(here, Mapping) else None
    compat: Data | None = here.get("__compat") if isinstance(here, Mapping) else None
    return compat


def _numbers(path: str, data: Data) -> Support:
    entry = _entry(data, path)
    assert entry is not None
    return Support(
        path,
        tuple(max(_version(entry["support"][one]) for one in same) for same in _BROWSERS),
    )


def _version(statements: Any) -> float:
    """Return the first version that has it without a prefix or a switch; never is endless."""
    first = statements if isinstance(statements, list) else [statements]
    plain = [one for one in first if not {"flags", "prefix", "alternative_name"} & one.keys()]
    added = [one["version_added"] for one in plain]
    numbers = [
        float(".".join(str(one).strip("≤").split(".")[:2])) for one in added if is_number(one)
    ]
    return min(numbers, default=float("inf"))


def is_number(version: object) -> bool:
    """Tell whether a version has a number: there are also none, and one that is to come."""
    return isinstance(version, str) and version != "preview"


if __name__ == "__main__":
    main()
