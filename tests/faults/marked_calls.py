"""Every page of the application, called in every way that goes right or wrong, with marks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask

from tests.faults.marks import Mark, as_headers, make_marks
from tests.faults.office import OpenOffice
from tests.faults.phone import FORM, Phone, Reply
from tests.faults.server import Server
from tests.faults.stored import write_lock

# An address of this machine that no other program comes from.
SOURCE = "127.77.3.9"
IN_PATH, IN_QUERY, IN_BODY, IN_FILE = (f"dau{n}a5c3f1e97b" for n in range(4))
PLACES = {"path": IN_PATH, "query": IN_QUERY, "body": IN_BODY, "file": IN_FILE}
IN_HEADERS = make_marks(seed=50)
MARKS = (
    *IN_HEADERS,
    Mark("source address", SOURCE),
    *(Mark(place, value) for place, value in PLACES.items()),
)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")
MULTIPART = "multipart/form-data; boundary=xx"


def parts(office: OpenOffice) -> Mapping[str, str]:
    """Return what stands for the parts of a path; a rule with another part is not covered."""
    return {
        "code": office.code,
        "filename": "tokens.css",
        "number": "1",
        "token": "abc",
        "kind": "json",
        "batch": "P-2026-001",
        "language": "vi",
        "questionnaire": "counter.v1",
        "name": "papers.ogg",
        "tablet": "1",
    }


def covered_paths(app: Flask, office: OpenOffice) -> list[str]:
    """Return a path for every rule; fail for a rule with a part that nobody named in `parts`."""
    known = parts(office)
    paths = []
    for rule in app.url_map.iter_rules():
        unknown = rule.arguments - set(known)
        assert not unknown, f"name {unknown} of {rule} in `parts`, so that it is called too"
        chosen = {name: known[name] for name in rule.arguments}
        built = rule.build(chosen, append_unknown=False)
        assert built is not None, f"no path could be made for {rule}"
        paths.append(built[1])
    return paths


@dataclass(frozen=True)
class MarkedCaller:
    """Somebody whose every request carries all marks."""

    server: Server
    office: OpenOffice

    @property
    def phone(self) -> Phone:
        """Return the phone that the marked requests come from."""
        return Phone(self.server.port, SOURCE, as_headers(IN_HEADERS))

    def call_everything(self, paths: Iterable[str]) -> Iterator[Reply]:
        """Call every path with every method, marks in path, query and body too."""
        for path in paths:
            for method in METHODS:
                body = self._form() if method in ("POST", "PUT") else None
                yield self._send(method, f"{path}?q={IN_QUERY}&{IN_QUERY}=1", body)

    def go_wrong(self) -> Iterator[Reply]:
        """Call what ends in each page about an error."""
        code, withdrawn = f"/{self.office.code}", f"/{self.office.withdrawn_code}"
        yield self._send("GET", f"/{IN_PATH}?q={IN_QUERY}")
        yield self._send("GET", f"/{code[1:-1]}{IN_PATH}")
        yield self._send("GET", f"/{IN_PATH}/%00/..%2f{IN_PATH}")
        yield self._send("GET", f"{withdrawn}?q={IN_QUERY}")
        yield self._send("POST", withdrawn, self._form())
        yield self._send("GET", f"/trang-hong?q={IN_QUERY}")
        yield self._send("POST", "/trang-hong", self._form())
        yield self._send("POST", code, self._form(visit=IN_BODY))
        yield self._send("POST", code, b"visit=%ff%fe&" + IN_BODY.encode())
        yield self._send("POST", code, IN_BODY.encode() * 10_000)
        yield self._send(
            "POST", code, urlencode([(f"{IN_BODY}{n}", n) for n in range(500)]).encode()
        )
        yield self._send("POST", code, self._file(), MULTIPART)
        yield self._send("POST", code, IN_BODY.encode(), f"application/json; x={IN_BODY}")
        yield self._send("GET", f"{code}?{IN_QUERY * 600}")
        yield self.phone.request("GET", code, headers={"Host": f"{IN_PATH}.example"})

    def answer(self) -> Iterator[Reply]:
        """Answer with nothing, what was not offered, too long or telling, and rightly, twice."""
        form = self.phone.open(self.office.code)
        code = f"/{self.office.code}"
        question = next(iter(form.choices))
        right = form.filled("lời góp ý")
        yield self._send("POST", code, urlencode(form.hidden).encode())
        yield self._send("POST", code, urlencode([*form.hidden.items(), (question, "99")]).encode())
        yield self._send("POST", code, urlencode(form.filled("dài " * 600)).encode())
        yield self._send("POST", code, urlencode(form.filled("gọi 0912 345 678")).encode())
        for _ in range(2):
            yield self._send("POST", code, urlencode([*right, (IN_BODY, IN_BODY)]).encode())

    def send_while_locked(self) -> Iterator[Reply]:
        """Send answers while another program holds the database."""
        right = self.phone.open(self.office.code).filled("lời góp ý khi bận")
        with write_lock(self.office.database):
            yield self._send("POST", f"/{self.office.code}", urlencode(right).encode())

    def _send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Reply:
        kind = kind or f"{FORM['Content-Type']}; x={IN_BODY}"
        return self.phone.request(method, path, body, {"Content-Type": kind})

    def _form(self, **fields: str) -> bytes:
        return urlencode({"q": IN_BODY, IN_BODY: "1", **fields}).encode()

    def _file(self) -> bytes:
        lines = (
            "--xx",
            f'Content-Disposition: form-data; name="comment"; filename="{IN_FILE}"',
            "Content-Type: text/plain",
            "",
            IN_FILE * 5000,
            "--xx--",
            "",
        )
        return "\r\n".join(lines).encode()
