"""Vietnamese letters that a wrong encoding made into others: which encoding it was."""

from __future__ import annotations

import re
import unicodedata

from analysis.reading.faults import Message

# The letters with a tone that TCVN3 has where Latin-1 has symbols: à ả ã á ạ, ă â đ ê ô ơ ư, ằ-ắ.
_TCVN3_SYMBOLS = re.compile("[\xa8-\xae\xb5-\xb9\xbb-\xbe]")
# Windows-1258 writes a tone as a character of its own after the vowel.
_WINDOWS_1258 = re.compile("[aeiouyAEIOUYâãêôõýÂÃÊÔÕÝ][ÌÒÞìò]")
_FEWEST_LETTERS = 2

# The bytes of TCVN3 (ABC) as they look in Latin-1, and the letters that they are.
_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
# VNI writes marks as a letter of its own after the vowel: hook, circumflex, breve and tone.
_VNI_MARKS = dict(
    zip(
        "ùøûõïâáàåãäêéèúüë",
        [
            *("\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302", "\u0302\u0301"),
            *("\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0323", "\u0306"),
            *("\u0306\u0301", "\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0323"),
        ],
        strict=True,
    )
)
_VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
_VNI_VOWEL = re.compile("([aeouyôö])([ùøûõïâáàåãäêéèúüë])", re.IGNORECASE)

# Letters and symbols of Latin-1 that no Vietnamese word has.
_NO_VIETNAMESE = re.compile(
    "[\xa1-\xbf\xc4-\xc7\xcb\xce-\xd1\xd6-\xd8\xdb\xdc\xde\xdf"
    "\xe4-\xe7\xeb\xee-\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
_WORD = re.compile(r"[^\W\d_]+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
# "Qu?y", "m?t c?a": no name has a question mark before more letters.
_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}|[^\\W\\d_]\\?\\s?[^\\W\\d_]")


def is_tcvn3(text: str) -> bool:
    """Return whether a text is of TCVN3 letters that a program took for Latin ones."""
    return len(_TCVN3_SYMBOLS.findall(text)) >= _FEWEST_LETTERS


def encoding_fault(text: str) -> Message:
    """Return the fault of bytes that are no UTF-8, from the text that they are in Latin-1."""
    tones, letters = len(_WINDOWS_1258.findall(text)), len(_TCVN3_SYMBOLS.findall(text))
    if tones == letters == 0:
        return Message.NOT_UTF8
    return Message.WINDOWS_1258 if tones >= letters else Message.TCVN3


def damage_of(name: str) -> Message | None:
    """Return what a wrong encoding did to a name; None where nothing shows."""
    if _REPLACED.search(name):
        return Message.REPLACED_LETTERS
    if name.isascii():
        return None
    if _is_taken_for_latin(name):
        return Message.TAKEN_FOR_LATIN
    if not _NO_VIETNAMESE.search(name) and "\xad" not in name:
        return None
    if _is_vietnamese(name.translate(_TCVN3)):
        return Message.TCVN3
    return Message.VNI if _is_vietnamese(_from_vni(name)) else None


def _is_taken_for_latin(name: str) -> bool:
    """Return whether a name is UTF-8 that was read as Windows-1252 or Latin-1."""
    try:
        content = b"".join(map(_latin_byte, name))
        return bool(content.decode())
    except UnicodeError:
        return False


def _latin_byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 256 else "cp1252")


def _from_vni(name: str) -> str:
    def with_marks(found: re.Match[str]) -> str:
        return found[1].translate(_VNI_LETTERS) + _VNI_MARKS[found[2].lower()]

    # What stands for itself is a letter only where no mark follows it.
    parts = _VNI_VOWEL.split(name)[::3]
    marks = [with_marks(found) for found in _VNI_VOWEL.finditer(name)] + [""]
    joined = "".join(
        part.translate(_VNI_LETTERS) + mark for part, mark in zip(parts, marks, strict=True)
    )
    return unicodedata.normalize("NFC", joined)


def _is_vietnamese(text: str) -> bool:
    """Return whether each word could be a syllable of Vietnamese."""
    return all(map(_is_syllable, _WORD.findall(text)))


def _is_syllable(word: str) -> bool:
    letters, tones = _TONE.subn("", unicodedata.normalize("NFD", word.casefold()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", letters)))
