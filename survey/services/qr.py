"""The QR code of a link, drawn as a vector with its quiet zone."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.main import QRCode

QUIET_ZONE = 4  # modules of white on each side, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class QRDrawing:
    """A code as SVG, and the share of its width that each white border takes."""

    svg: str
    border_share: float


def draw_qr(link: str) -> QRDrawing:
    """Return the code of a link, one unit a module, pure black on white."""
    modules = qr_modules(link)
    side = len(modules) + 2 * QUIET_ZONE
    return QRDrawing(_svg(modules, side), QUIET_ZONE / side)


def qr_modules(link: str) -> list[list[bool]]:
    """Return the rows of modules, black ones true, without the quiet zone.

    A larger version has smaller modules and is read from less far, so the strongest error
    correction (H) is taken only where it comes at no cost, and Q otherwise.
    """
    usual, strongest = _modules(link, ERROR_CORRECT_Q), _modules(link, ERROR_CORRECT_H)
    return strongest if len(strongest) == len(usual) else usual


def _svg(modules: list[list[bool]], side: int) -> str:
    # One shape for all modules: drawn one by one, viewers leave hair lines of white between them.
    shape = "".join(
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row, line in enumerate(modules)
        for column, is_black in enumerate(line)
        if is_black
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{shape}"/></svg>'
    )


def _modules(link: str, error_correction: int) -> list[list[bool]]:
    code = QRCode(error_correction=error_correction, border=0)
    code.add_data(link)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.modules]
