"""Pages as the oldest phones take them: without all that is newer than their floor."""

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.test import run_wsgi_app

from tests.floor.served import PHONES_THAT_KEEP, Floor
from tests.floor.styles import stripped
from tests.floor.support import read_support

# What scripts ask for before they use it.
NEWER_NAMES = """
    delete self.SyncManager;
    delete self.AbortController;
    delete self.speechSynthesis;
    delete self.SpeechSynthesisUtterance;
    if (self.SubmitEvent) delete SubmitEvent.prototype.submitter;
    delete Element.prototype.requestFullscreen;
"""
_STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_LOADER = re.compile(r"<script>.*?</script>", re.DOTALL)
_MARKUP = re.compile(r" autofocus| autocapitalize=\"\w+\"|<use href=\"[^\"]*\"/>")


def taken_by(floor: Floor, app: WSGIApplication) -> WSGIApplication:
    """Return an application whose pages and stylesheets have nothing newer than a floor.

    It names no policy, as the stylesheet in a page is not the one that the policy would name.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        whole = b"".join(body)
        kind = dict(headers).get("Content-Type", "")
        if "text/html" in kind:
            whole = old_page(whole.decode(), floor).encode()
        elif "text/css" in kind:
            whole = old_style(whole.decode(), floor).encode()
        unsaid = ("Content-Security-Policy", "Content-Length")
        kept = [(name, value) for name, value in headers if name not in unsaid]
        start_response(status, [*kept, ("Content-Length", str(len(whole)))])
        return [whole]

    return answer


def old_page(page: str, floor: Floor) -> str:
    """Return a page without what browsers of a floor may not know."""
    page = _STYLE.sub(lambda found: old_style(found[0], floor), page)
    if floor < PHONES_THAT_KEEP:
        page = _LOADER.sub("", page)
    return _MARKUP.sub("", page)


def old_style(css: str, floor: Floor) -> str:
    """Return a stylesheet as browsers of a floor keep it."""
    support = read_support()
    return stripped(css, lambda name: support[f"style {name}"].is_newer_than(floor))
