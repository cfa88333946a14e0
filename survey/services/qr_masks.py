"""Which of the eight masks of a QR code is easiest to read, by the rules of ISO/IEC 18004.

The library tries each with loops over all modules, which takes nine tenths of the time of a
code. Here all modules of a colour are the bits of one number, so that a rule is a few shifts.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from qrcode.main import QRCode

# Of whatever class the pictures are that the library could make of it: none is made.
Code = QRCode[Any]

_FIRST = 0
# What a camera could take for the sign in a corner: the sign, with four of white beside it.
_LIKE_A_CORNER = ("10111010000", "00001011101")


class _Colours(NamedTuple):
    """A square of modules: for each colour a number with a bit for each module that has it.

    Before each row stands a bit that is in neither, so that nothing reaches from row to row.
    """

    white: int
    black: int
    side: int


class _Mask(NamedTuple):
    """What a mask changes in a code that was drawn with the first one, to be judged."""

    judged: int
    printed: int


def masked_rows(code: Code) -> list[str]:
    """Return the modules under the mask that the library itself would choose, 1 for black."""
    masks = _masks(code.version, code.error_correction)
    drawn = _black(code, _FIRST, is_judged=True)
    side = code.modules_count
    places = int(("0" + "1" * side) * side, 2)

    def points(mask: _Mask) -> int:
        black = drawn ^ mask.judged
        return _penalty(_Colours(places & ~black, black, side))

    printed = drawn ^ min(masks, key=points).printed
    bits = format(printed, f"0{side * (side + 1)}b")
    return [bits[start + 1 : start + 1 + side] for start in range(0, len(bits), side + 1)]


def _penalty(colours: _Colours) -> int:
    """Return how hard the code is to read: the points of the four rules together."""
    steps = (1, colours.side + 1)  # from a module to the next in its row and in its column
    runs = sum(_long_runs(bits, step) for bits in colours[:2] for step in steps)
    corners = sum(_likeness(colours, sign, step) for sign in _LIKE_A_CORNER for step in steps)
    blocks = sum(_blocks(bits, steps[1]) for bits in colours[:2])
    return runs + 40 * corners + 3 * blocks + 10 * _unevenness(colours)


def _long_runs(bits: int, step: int) -> int:
    """Return three points for each run of five, and one for each module more."""
    fives = bits & bits >> step & bits >> 2 * step & bits >> 3 * step & bits >> 4 * step
    return fives.bit_count() + 2 * (fives & ~(fives << step)).bit_count()


def _blocks(bits: int, step: int) -> int:
    """Return how many squares of two by two have one colour."""
    return (bits & bits >> 1 & bits >> step & bits >> step + 1).bit_count()


def _likeness(colours: _Colours, sign: str, step: int) -> int:
    """Return how often a sequence of black (1) and white (0) is found."""
    found = colours.white | colours.black
    for place, is_black in enumerate(sign):
        found &= colours[int(is_black)] >> place * step
    return found.bit_count()


def _unevenness(colours: _Colours) -> int:
    """Return how many times five per cent the share of black is away from a half."""
    share = colours.black.bit_count() / colours.side**2
    return int(abs(share * 100 - 50) / 5)


@lru_cache(maxsize=160)  # forty versions of four levels
def _masks(version: int, error_correction: int) -> list[_Mask]:
    """Return the masks; what they change does not depend on what the code says."""
    code = QRCode(version, error_correction, border=0)
    first = _black(code, _FIRST, is_judged=True)
    return [
        _Mask(*(first ^ _black(code, mask, is_judged) for is_judged in (True, False)))
        for mask in range(8)
    ]


def _black(code: Code, mask: int, is_judged: bool) -> int:
    # A code is judged before it says by which mask it is to be read.
    code.makeImpl(is_judged, mask)
    rows = ("".join("1" if module else "0" for module in row) for row in code.modules)
    return int("".join(f"0{row}" for row in rows), 2)
