"""Where all threads of a process wait for the one that writes."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from math import inf
from threading import Lock, Thread
from time import monotonic

from greenlet import getcurrent, greenlet
from sqlalchemy import Connection

from survey.domain.errors import StoreBusy
from survey.domain.visits import CountedVisit
from survey.limits import MOST_RESPONSES_TOGETHER, MOST_WAITING_WORKS
from survey.store.groups import Accept, NewResponse
from survey.store.refusals import named_refusals
from survey.store.waiting_line import WaitingLine
from survey.store.work import Emptying, Turn, Work, refuse
from survey.store.writer import Writer
from survey.waiting import result_of, when_free

_log = logging.getLogger(__name__)

# A writer that a fault of the program has ended is followed by another one, but not at once.
REST_SECONDS = 5.0
CLOSE_SECONDS = 10.0
# So many answers are worth a commit of their own while the loop is still busy with others.
MOST_NOT_CALLED_FOR = 16


class WritingQueue:
    """Takes what is to be written; the thread of the writer begins with the first who comes."""

    def __init__(
        self, make_writer: Callable[[], Writer], seconds: Callable[[], float] = monotonic
    ) -> None:
        self._make_writer = make_writer
        self._seconds = seconds
        self._line = WaitingLine[Work](MOST_WAITING_WORKS)
        self._lock = Lock()
        self._thread: Thread | None = None
        self._start_at = -inf
        self._in_hand: Sequence[Work] = ()
        self._holder: greenlet | None = None
        self._is_to_be_called = False

    def add_response(self, visit: CountedVisit, accept: Accept) -> Future[bool]:
        """Let a response be judged and stored; the future tells, after COMMIT, if it was new.

        Raises StoreBusy when too many wait or nothing is written any more.
        """
        added = NewResponse(visit, accept)
        if self._join(added) >= MOST_NOT_CALLED_FOR:
            self._line.call()
        elif not self._is_to_be_called:
            # Once for all whom the loop has in hand: each call costs as much as five of them.
            self._is_to_be_called = True
            when_free(self._call)
        return added.stored

    @contextmanager
    def turn(self, patience: float = inf) -> Iterator[Connection]:
        """Give the writing connection; what was done with it is kept when this ends well.

        With a patience in seconds this raises StoreBusy when others take longer, and at once when
        another program has the database.
        """
        turn = Turn() if patience == inf else Turn(since=-inf)
        self._join(turn)
        self._line.call()
        try:
            connection = _given(turn, patience)
        except BaseException:
            turn.ended.set_result(False)
            raise
        self._holder = getcurrent()
        try:
            with named_refusals():
                yield connection
        except BaseException:
            self._holder = None
            turn.ended.set_result(False)
            raise
        self._holder = None
        turn.ended.set_result(True)
        result_of(turn.kept)

    def empty_log(self) -> bool:
        """Empty the write-ahead log, and tell whether it is empty.

        Somebody who reads can prevent it; then it is tried again until it is done.
        """
        emptying = Emptying()
        self._join(emptying)
        self._line.call()
        return result_of(emptying.done)

    def close(self) -> None:
        """Take nobody any more, write what waits, and end the thread."""
        self._refuse_inside()
        with self._lock:
            self._line.close()
            thread = self._thread
        if thread is not None:
            # Whoever has a turn and never ends it must not keep the program from ending. What waits
            # behind him was acknowledged to nobody.
            thread.join(CLOSE_SECONDS)

    def _call(self) -> None:
        # First, for who comes from now on has to call again.
        self._is_to_be_called = False
        self._line.call()

    def _join(self, work: Work) -> int:
        self._refuse_inside()
        with self._lock:
            if self._thread is None and self._seconds() < self._start_at:
                raise StoreBusy("the writer has just ended by a fault of the program")
            length = self._line.join(work)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
            return length

    def _refuse_inside(self) -> None:
        # The thread that writes waits for the end of this turn.
        if self._holder is not None and self._holder is getcurrent():
            raise RuntimeError("inside a turn at writing nobody can wait for another one")

    def _run(self) -> None:
        writer = self._make_writer()
        try:
            while not self._line.is_over:
                self._serve(writer)
        except BaseException as error:
            self._end(writer, error)
        else:
            writer.leave_empty_log()
            writer.close()

    def _serve(self, writer: Writer) -> None:
        first = self._line.next(writer.patience())
        if first is not None:
            most = MOST_RESPONSES_TOGETHER - 1 if is_response(first) else 0
            self._in_hand = (first, *self._line.next_while(is_response, most))
            writer.do(self._in_hand)
            self._in_hand = ()
        writer.look_after_log()

    def _end(self, writer: Writer, error: BaseException) -> None:
        # The kind alone: its words may hold an answer.
        _log.error("the writer has ended: %s", type(error).__name__)
        with self._lock:
            # First, for who is told may come again at once.
            self._start_at = self._seconds() + REST_SECONDS
            for work in self._in_hand:
                # Whether it is stored nobody knows; sent again, it is stored once.
                refuse(work, RuntimeError("the writer has ended in the middle"))
            while (waiting := self._line.next(0)) is not None:
                refuse(waiting, StoreBusy("the writer has ended"))
            self._in_hand, self._thread = (), None
        writer.close()


def _given(turn: Turn, patience: float) -> Connection:
    if patience == inf:
        return result_of(turn.given)
    try:
        return turn.given.result(patience)
    except TimeoutError:
        raise StoreBusy("others write for longer than this can wait") from None


def is_response(work: Work) -> bool:
    """Tell whether the work is a response, which others can be stored together with."""
    return isinstance(work, NewResponse)
