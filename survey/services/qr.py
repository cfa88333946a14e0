"""The QR code of a link, drawn as a vector with its quiet zone."""
# ruff: noqa: PLC0415 (the library loads one for pictures; a start should not wait for it)

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.services.qr_masks import Code

QUIET_ZONE = 4  # modules of white on each side, as ISO/IEC 18004 asks
_BLACK_RUN = re.compile("1+")


@dataclass(frozen=True)
class QRDrawing:
    """A code as SVG, and the share of its width that each white border takes."""

    svg: str
    border_share: float


def draw_qr(link: str) -> QRDrawing:
    """Return the code of a link, one unit a module, pure black on white."""
    rows = _rows(link)
    side = len(rows) + 2 * QUIET_ZONE
    return QRDrawing(_svg(rows, side), QUIET_ZONE / side)


def qr_modules(link: str) -> list[list[bool]]:
    """Return the rows of modules, black ones true, without the quiet zone."""
    return [[module == "1" for module in row] for row in _rows(link)]


def _rows(link: str) -> list[str]:
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

    from survey.services.qr_masks import masked_rows

    # A larger version has smaller modules and is read from less far, so the strongest error
    # correction (H) is taken only where it comes at no cost, and Q otherwise.
    usual, strongest = _encoded(link, ERROR_CORRECT_Q), _encoded(link, ERROR_CORRECT_H)
    return masked_rows(strongest if strongest.version == usual.version else usual)


def _svg(rows: list[str], side: int) -> str:
    # One shape for all modules: drawn one by one, viewers leave hair lines of white between them.
    shape = "".join(
        f"M{run.start() + QUIET_ZONE} {place}h{len(run[0])}v1h-{len(run[0])}z"
        for place, row in enumerate(rows, start=QUIET_ZONE)
        for run in _BLACK_RUN.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{shape}"/></svg>'
    )


def _encoded(link: str, error_correction: int) -> "Code":
    from qrcode.main import QRCode

    code = QRCode(error_correction=error_correction, border=0)
    code.add_data(link)
    return code
