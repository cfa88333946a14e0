"""A server's worker does not outlive the process that started it."""

import multiprocessing
import os
import signal
from threading import Thread


def end_with_parent() -> None:
    """End this process soon after the one that started it as a worker has died.

    A worker left alone would hold the port, and the next start would find it taken. In a process
    that is nobody's worker this does nothing.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, name="end-with-parent", daemon=True).start()
