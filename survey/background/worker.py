"""The process that does one task: `python -m survey.background.worker`.

It ends with its task, or when the pipe that it reads from ends, which it does with the process that
started it, however that one dies.
"""

import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from threading import Thread
from typing import IO

from survey.background.priority import give_way
from survey.one_heap import use_one_heap
from survey.quiet_log import log_place

_log = logging.getLogger(__name__)

Call = tuple[Callable[..., object], Sequence[object]]


def main() -> None:
    """Do the task that comes through standard input, and end."""
    # Whoever starts us decides when we end: the keyboard and a service manager speak to it as well.
    for asked_to_stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked_to_stop, signal.SIG_IGN)
    give_way()
    use_one_heap()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    results = _results_alone()
    # Modules are found where the other process finds them.
    sys.path[:], message = pickle.load(sys.stdin.buffer)  # noqa: S301 - of our own process
    Thread(target=_end_with_the_pipe, daemon=True).start()
    results.write(_done(message))
    results.flush()
    # The other thread waits at the pipe, and an interpreter that ends in order would wait for it.
    os._exit(0)


def _results_alone() -> IO[bytes]:
    """Return the pipe for results; what a library prints gets neither there nor into the log."""
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return results


def _end_with_the_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing comes any more but its end
    # Nobody waits for what is being done, and the main thread may be deep in it.
    os._exit(0)


def _done(message: bytes) -> bytes:
    """Return the result of a call, or the kind of what it failed with, as a message."""
    try:
        call: Call = pickle.loads(message)  # noqa: S301 - of our own process
        task, arguments = call
        return pickle.dumps((True, task(*arguments)))
    except Exception as error:
        # Never the words: they may hold what somebody answered.
        log_place(_log, error)
        return pickle.dumps((False, type(error).__name__))


if __name__ == "__main__":
    main()
