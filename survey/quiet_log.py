"""Saying in the log what broke, and nothing of whom it broke for."""

from logging import Logger
from pathlib import Path


def log_place(logger: Logger, error: BaseException | None) -> None:
    """Log the kind of an error and the places that it came through, never its words.

    The words of an exception may hold what somebody answered or where he called from.
    """
    trace = None if error is None else error.__traceback__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    logger.error("%s at %s", type(error).__name__, " < ".join(reversed(places)))
