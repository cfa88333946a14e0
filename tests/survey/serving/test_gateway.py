"""What the application is told of a request, and what comes back, over a real connection."""

import json
from collections.abc import Iterator
from threading import Event
from typing import NoReturn

import pytest
from flask import Flask, Response, request

from survey.web.headers import every_header
from tests.survey.serving.served import Caller, Served, asked, head, post, served

MEGABYTE = 1024 * 1024
SECRET = "so-dien-thoai-0912345678"


@pytest.fixture
def closed() -> Event:
    """Return what is set when a long answer was given back."""
    return Event()


@pytest.fixture
def told(app: Flask, closed: Event) -> Flask:
    """Return the application with pages that say what they are told, and some that break."""

    @app.route("/noi/<path:rest>", methods=["GET", "POST"])
    @app.route("/can-bo/noi/<path:rest>", methods=["GET", "POST"])
    def say(rest: str) -> str:
        return json.dumps(
            {"rest": rest, "body": request.get_data().decode(), "args": dict(request.args)}
            | {name: value for name, value in request.environ.items() if isinstance(value, str)}
        )

    @app.get("/dai")
    @app.get("/can-bo/dai")
    def long() -> Response:
        def pieces() -> Iterator[bytes]:
            for number in range(30):
                yield bytes([65 + number]) * 100_000

        response = Response(pieces(), mimetype="application/octet-stream")
        response.call_on_close(closed.set)
        return response

    @app.get("/hong-giua-chung")
    def breaks_later() -> Response:
        def pieces() -> Iterator[bytes]:
            yield b"a"
            raise RuntimeError(SECRET)

        return Response(pieces(), mimetype="application/octet-stream")

    return app


@pytest.fixture
def server(told: Flask) -> Iterator[Served]:
    with served(told) as server:
        yield server


def test_a_path_and_a_query_arrive_as_they_were_meant(server: Served) -> None:
    said = json.loads(
        asked(server.port, head("/noi/a%2Fb/%C4%91%C6%B0%E1%BB%A3c?q=%C4%91&r=a+b")).body
    )

    assert said["rest"] == "a/b/được"
    assert said["args"] == {"q": "đ", "r": "a b"}
    assert said["PATH_INFO"].encode("latin-1").decode() == "/noi/a/b/được"
    assert said["SCRIPT_NAME"] == ""
    assert said["SERVER_PORT"] == str(server.port)


def test_a_header_that_comes_twice_is_joined_and_a_forged_one_is_not_heard(server: Served) -> None:
    headers = ("X-A: 1", "X-A: 2", "Cookie: a=1", "Cookie: b=2", "X_Forwarded_For: 10.0.0.1")
    said = json.loads(asked(server.port, head("/noi/a", *headers)).body)

    assert said["HTTP_X_A"] == "1,2"
    assert said["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_FOR" not in said


def test_only_staff_pages_learn_where_a_request_comes_from(server: Served) -> None:
    citizen = json.loads(asked(server.port, head("/noi/can-bo")).body)
    staff = json.loads(asked(server.port, head("/can-bo/noi/a")).body)

    assert "127.0.0.1" not in [
        value for name, value in citizen.items() if name not in ("SERVER_NAME", "HTTP_HOST")
    ]
    assert staff["REMOTE_ADDR"] == "127.0.0.1"


@pytest.mark.parametrize("target", ["/noi/a", "/can-bo/noi/a"])
def test_a_body_arrives_whole(server: Served, target: str) -> None:
    said = json.loads(asked(server.port, post(target, b"a=1&b=2")).body)

    assert said["body"] == "a=1&b=2"
    assert said["CONTENT_LENGTH"] == "7"


def test_a_connection_is_used_again(server: Served) -> None:
    with Caller(server.port) as caller:
        for number in range(3):
            said = json.loads(caller.send(post(f"/noi/{number}", b"a=1")).reply().body)
            assert said["rest"] == str(number)


def test_requests_that_are_sent_at_once_are_answered_in_their_order(server: Served) -> None:
    with Caller(server.port) as caller:
        caller.send(head("/noi/1") + post("/noi/2", b"a=1") + head("/can-bo/noi/3"))
        assert [json.loads(caller.reply().body)["rest"] for _ in range(3)] == ["1", "2", "3"]


def test_the_head_alone_says_how_long_the_page_is(server: Served) -> None:
    page = asked(server.port, head("/rieng-tu"))
    with Caller(server.port) as caller:
        alone = caller.send(head("/rieng-tu", method="HEAD")).reply(to="HEAD")
        assert caller.send(head("/rieng-tu")).reply().status == 200

    assert alone.headers["content-length"] == str(len(page.body))


@pytest.mark.parametrize("target", ["/dai", "/can-bo/dai"])
def test_a_long_answer_comes_whole_and_is_given_back(
    server: Served, target: str, closed: Event
) -> None:
    reply = asked(server.port, head(target))

    assert reply.body == b"".join(bytes([65 + number]) * 100_000 for number in range(30))
    assert closed.wait(30)


def test_a_long_answer_is_given_back_when_its_reader_hangs_up(
    server: Served, closed: Event
) -> None:
    caller = Caller(server.port).send(head("/can-bo/dai"))
    # Whoever hangs up before he is heard is not answered at all.
    caller.socket.recv(1)
    caller.hang_up()

    assert closed.wait(30)


def test_a_request_without_a_length_is_refused_on_a_page(server: Served) -> None:
    chunked = head("/noi/a", "Transfer-Encoding: chunked", method="POST")
    with Caller(server.port) as caller:
        reply = caller.send(chunked + b"3\r\na=1\r\n0\r\n\r\n").reply()

    assert reply.status == 411
    assert_a_kind_refusal(reply.headers, reply.text)


@pytest.mark.parametrize("size", [64 * 1024 + 1, 200_000, MEGABYTE])
def test_a_body_that_is_too_long_is_refused_on_a_page(server: Served, size: int) -> None:
    reply = asked(server.port, post("/noi/a", b"a" * size))

    assert reply.status == 413
    assert_a_kind_refusal(reply.headers, reply.text)


def test_a_body_without_bounds_is_not_even_heard_out(server: Served) -> None:
    with Caller(server.port) as caller:
        caller.send(post("/noi/a", b"a" * 1000, length=10**15))
        assert caller.reply().status == 413
        assert caller.is_hung_up_on()


@pytest.mark.parametrize(
    "sent",
    [
        head("/" + "a" * 20_000),
        head("/", "X: " + "a" * 20_000),
        head("/", *(f"X-{number}: a" for number in range(200))),
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        post("/noi/a", b"abc", length=-3),
        post("/noi/a", b"abc").replace(b"Length: 3", b"Length: 3\r\nContent-Length: 4"),
    ],
    ids=["path", "header", "headers", "version", "TLS", "negative length", "two lengths"],
)
def test_a_damaged_head_costs_its_sender_the_connection(server: Served, sent: bytes) -> None:
    with Caller(server.port) as caller:
        try:
            reply = caller.send(sent).reply()
        except (AssertionError, ConnectionError):
            return
        assert 400 <= reply.status < 500
        assert caller.is_hung_up_on()


@pytest.mark.parametrize("target", ["*", "localhost:80"])
def test_a_request_for_no_page_is_refused(server: Served, target: str) -> None:
    method = "OPTIONS" if target == "*" else "CONNECT"

    assert asked(server.port, head(target, method=method), to="HEAD").status == 400


def test_what_breaks_while_it_is_sent_is_a_bare_500_and_leaves_no_words(
    server: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    reply = asked(server.port, head("/hong-giua-chung"))

    assert reply.status == 500
    assert {name.lower(): value for name, value in every_header()}.items() <= reply.headers.items()
    assert "RuntimeError at" in caplog.text
    assert SECRET not in caplog.text + reply.text + str(capfd.readouterr())


def test_what_breaks_before_the_application_is_a_bare_500_with_every_header(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError(SECRET)

    app.wsgi_app = fail  # type: ignore[method-assign]
    with served(app) as server:
        replies = [asked(server.port, head(target)) for target in ("/", "/can-bo/")]

    for reply in replies:
        assert reply.status == 500
        assert reply.headers.items() >= {(n.lower(), v) for n, v in every_header()}
        assert SECRET not in caplog.text + reply.text


def assert_a_kind_refusal(headers: dict[str, str], page: str) -> None:
    assert '<html lang="vi"' in page
    assert "Chưa có gì được lưu." in page
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]
