"""nginx and Caddy as our files set them: what they pass on, refuse and write down."""

import http.client
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from survey.bench.processes import free_port
from survey.limits import MOST_REFUSED_BYTES
from tests.architecture.sources import ROOT

HOST = "hailong.example.gov.vn"
FORGED = {"X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7", "Forwarded": "for=x"}
START_SECONDS = 60

nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed here")
caddy = pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed here")


class Program(BaseHTTPRequestHandler):
    """Stands where the program stands, and says which headers it was given."""

    def do_POST(self) -> None:
        """Answer with the headers."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        said = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def program() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Program) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def ask(port: int, path: str, body: bytes = b"") -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", path, body, {"Host": HOST, **FORGED})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, json.loads(said) if answer.status == 200 else {}


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            cwd=folder,
            env={**os.environ, "HOME": str(folder)},
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                ask(port, "/")
                break
            except OSError:
                assert process.poll() is None, (folder / "said.txt").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("kept").mkdir()
    return tmp_path


def nginx_files(folder: Path, port: int, program: int) -> list[str]:
    """Write our file with other ports and without a certificate; return how nginx is started."""
    ours = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    lines = [
        line
        for line in ours.replace("127.0.0.1:8080", f"127.0.0.1:{program}").splitlines()
        if not line.strip().startswith(("ssl_certificate", "listen [::]", "listen 80"))
    ]
    (folder / "hailong.conf").write_text("\n".join(lines).replace("443 ssl", f"127.0.0.1:{port}"))
    kept = "".join(
        f"{name}_temp_path {folder}/kept/{name}; "
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; user root; pid {folder}/nginx.pid; events {{}} "
        f"http {{ access_log {folder}/kept/access; {kept} include {folder}/hailong.conf; }}"
    )
    error = f"{folder}/kept/error"
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", error]


def caddy_file(folder: Path, port: int, program: int) -> list[str]:
    """Write our file with other ports and without a certificate; return how Caddy is started."""
    ours = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    text = ours.replace("127.0.0.1:8080", f"127.0.0.1:{program}")
    text = text.replace(f"{HOST} {{", f"http://{HOST}:{port} {{\n\tbind 127.0.0.1")
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS = [
    pytest.param(nginx_files, marks=nginx, id="nginx"),
    pytest.param(caddy_file, marks=caddy, id="caddy"),
]


@pytest.mark.server
@pytest.mark.parametrize("files", SERVERS)
def test_a_citizen_s_address_is_passed_to_nobody_and_written_nowhere(
    files: Callable[[Path, int, int], list[str]], folder: Path
) -> None:
    port = free_port()
    with program() as behind, running(files(folder, port, behind), port, folder):
        status, citizen = ask(port, "/7KQ2M9XT", b"x" * 60_000)
        _, staff = ask(port, "/can-bo/dang-nhap")
        too_long, _ = ask(port, "/7KQ2M9XT", b"x" * (MOST_REFUSED_BYTES + 100_000))

    assert status == 200
    # Caddy gives up in the middle of a body.
    assert too_long in {413, 502}
    assert citizen["host"] == staff["host"] == HOST
    assert {"x-forwarded-for", "x-real-ip", "forwarded"} & set(citizen) == set()
    assert staff["x-forwarded-for"] == "127.0.0.1"
    written = "".join(
        path.read_text("utf-8", errors="replace") for path in folder.rglob("*") if path.is_file()
    )
    assert "7KQ2M9XT" not in written
    assert "203.0.113.7" not in written
    assert "xxxxxxxx" not in written


@pytest.mark.server
@pytest.mark.parametrize("files", SERVERS)
def test_a_program_that_does_not_run_is_not_blamed_on_anybody(
    files: Callable[[Path, int, int], list[str]], folder: Path
) -> None:
    port = free_port()
    with running(files(folder, port, free_port()), port, folder):
        status, _ = ask(port, "/7KQ2M9XT")

    assert status == 502
    written = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "7KQ2M9XT" not in written
