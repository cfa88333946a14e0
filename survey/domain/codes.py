"""The eight characters that name a poster: seven random ones and one that catches mistakes."""

from collections.abc import Callable

# Crockford's 32 characters: none of them is taken for another one on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
# With a blank or a hyphen after each character, and whatever else was typed by mistake.
_LONGEST_TYPED = 40

_READ_AS = str.maketrans("OIL", "011", " -\t\r\n")

# x^5 + x^2 + 1: multiplication by x in the field of 32 elements.
_FIELD_POLYNOMIAL = 0b100101


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Return a new code; `random_bytes` gives as many random bytes as it is asked for."""
    # The lowest five bits of a random byte are a random character.
    numbers = [byte & 31 for byte in random_bytes(LENGTH - 1)]
    return "".join(ALPHABET[number] for number in [*numbers, _check_number(numbers)])


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, or None when it has a mistake."""
    # Some foreign letters become A-Z in capitals, and nobody meant them.
    if len(typed) > _LONGEST_TYPED or not typed.isascii():
        return None
    code = typed.upper().translate(_READ_AS)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return None
    numbers = [ALPHABET.index(character) for character in code]
    return code if _check_number(numbers[:-1]) == numbers[-1] else None


def _check_number(numbers: list[int]) -> int:
    # The character at index i counts x^(7-i) times: eight different weights, so a changed character
    # and any two swapped ones, the last one included, both change the sum.
    total = 0
    for number in numbers:
        total = _times_x(total ^ number)
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 32 else doubled
