"""The ways in which a response can come."""

from enum import StrEnum


class Mode(StrEnum):
    """How a response came; a trial is staff looking at the page, and is never stored."""

    POSTER = "poster"
    PAPER = "paper"
    TRIAL = "trial"
