"""The load counts what came back and forgets nothing that was acknowledged."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from survey.bench.load import Outcome, Task, percentile, run

BAD = b"bad"


class Answering(socketserver.StreamRequestHandler):
    """Takes requests of one line; hangs up at a bad one."""

    def handle(self) -> None:
        while line := self.rfile.readline().strip():
            if line == BAD:
                return
            status = b"303 See Other" if line.startswith(b"form") else b"200 OK"
            self.wfile.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 2\r\n\r\n")
            self.wfile.write(b"ok")


@contextmanager
def answering() -> Iterator[int]:
    """Give the port of such a server."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def sent(*lines: str, is_repeated: bool = False, seconds: float = 5.0) -> Outcome:
    """Return what comes of sending some lines by three clients."""
    requests = [f"{line}\r\n" for line in lines]
    with answering() as port:
        return run(Task(port, 3, seconds, requests, is_repeated))


def test_each_form_is_sent_once_and_the_acknowledged_are_named() -> None:
    outcome = sent("form 0", "page", "form 2", "form 3", "page")

    assert sorted(outcome.acknowledged) == [0, 2, 3]
    assert outcome.statuses == {"200": 2, "303": 3}
    assert outcome.errors == 0


def test_a_connection_that_ends_before_its_answer_is_an_error_and_the_others_go_on() -> None:
    outcome = sent("form 0", "bad", "form 2", "form 3")

    assert sorted(outcome.acknowledged) == [0, 2, 3]
    assert outcome.errors == 1


def test_a_page_is_asked_for_until_the_time_is_over() -> None:
    outcome = sent("page", is_repeated=True, seconds=0.5)

    answered = outcome.statuses["200"]
    assert answered > 3
    # Each of the three may be answered once more when the time is over; and where the machine has
    # other things to do, the last answer in time came well before its end.
    assert answered - 3 <= outcome.rate * 0.5 < 2 * answered


def test_a_percentile_is_the_wait_that_this_share_did_not_exceed() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([float(wait) for wait in range(1, 201)], 0.99) == 198.0
