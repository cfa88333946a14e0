"""The ways in which a response can come."""

from enum import StrEnum


class Mode(StrEnum):
    """How a response came; a trial is staff looking at the page, and is never stored."""

    POSTER = "poster"
    KIOSK = "kiosk"
    ASSISTED = "assisted"
    PAPER = "paper"
    TRIAL = "trial"

    @property
    def is_shared(self) -> bool:
        """Whether people answer one after the other on a device that is not theirs."""
        return self in (Mode.KIOSK, Mode.ASSISTED)
