"""Vietnamese in the codes that came before Unicode."""

from __future__ import annotations

import unicodedata

# The letters of TCVN 5712 (ABC), as they look in Latin-1.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        strict=True,
    )
)
# VNI writes a tone, or a tone and a circumflex or breve at once, as a letter after the vowel.
_VNI_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True))
_VNI_SECOND = {
    "\u0302": dict(zip(["", *_VNI_TONES], "âàáåãä", strict=True)),
    "\u0306": dict(zip(["", *_VNI_TONES], "êèéúüë", strict=True)),
}
_VNI_WHOLE = dict(zip("đĐỉĩịỵ", "ñÑæóòî", strict=True))
_HORNED = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}
_HORN = "\u031b"


def tcvn3(text: str) -> str:
    """Return the text in TCVN3, as a program shows it that takes it for Latin-1."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    """Return the text in VNI, as a program shows it that takes it for Latin-1."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    if letter in "ìíÌÍ" or not marks:
        return letter
    if _HORN in marks:
        base = _HORNED[base]
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    second = next((_VNI_SECOND[mark][tone] for mark in marks if mark in _VNI_SECOND), None)
    return base + (second if second is not None else _VNI_TONES.get(tone, ""))


def mojibake(text: str) -> str:
    """Return text in UTF-8 as a program shows it that takes it for Windows-1252."""
    return text.encode().decode("cp1252", errors="replace")


def windows_1258(text: str) -> str:
    """Return text as the letters that Windows-1258 has: a tone is a character after the vowel."""
    return "".join(map(_letter_and_tone, unicodedata.normalize("NFC", text)))


def _letter_and_tone(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in _VNI_TONES)
    others = "".join(mark for mark in marks if mark not in _VNI_TONES)
    return unicodedata.normalize("NFC", base + others) + tones
