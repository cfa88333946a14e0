"""Vietnamese words that differ only in how they were typed."""

import unicodedata

# Grave, acute, tilde, hook above, dot below: what is left above and below makes another letter.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def without_tones(text: str) -> str:
    """Return a text in small letters from a to z, as people type it who leave all marks out."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("đ", "d")


def name_key(name: str) -> str:
    """Return what is the same for one name however it was typed.

    Capitals or not, letters in one character or in two, one space or three, and the tone on either
    vowel (“Hòa” and “Hoà” are one name, of two kinds of keyboard). Another tone is another name.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(_tone_last(word) for word in apart.split())


def _tone_last(word: str) -> str:
    tones = "".join(sorted(one for one in word if one in _TONES))
    return "".join(one for one in word if one not in _TONES) + tones
