"""Vietnamese letters that a wrong encoding made into others: which encoding it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from analysis.reading.faults import Fault, Message

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

# What begins the letters of Vietnamese where UTF-8 was read as Windows-1252: ạ, ế, ó, ư, đ, ă, ũ.
_TAKEN_FOR_LATIN = re.compile("á[º»]|Ã[\xa1-\xbf]|Æ[°¡]|Ä[\x90‘ƒ©]|Å©")
# "Qu?y", "m?t c?a": no name has a question mark before more letters.
_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}|[^\\W\\d_]\\?\\s?[^\\W\\d_]")
# What stands between words, also in the ways of Windows-1252.
_BETWEEN = re.compile(r"[\s\x00-@\[-`{-\x7f“”‘’–—…]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_OF_STOPS = ("\u0301", "\u0323")  # tones that a syllable may have that ends in c, ch, p or t
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "(?:[aeêioôơuưy]|oa|oe|uê|uy|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uây|ui|uôi|uơ|uya|uyu"
    "|ưa|ưi|ươi|ươu|ưu|ya|yêu|"
    "(?:[aăâeêioôơuưy]|oa|oă|oe|iê|uâ|uê|uô|uy|uyê|ươ|yê)(?:[mn]|(?P<stop>[pt]))|"
    "(?:[aăâeoôuư]|oa|oă|iê|uâ|uô|ươ|yê)(?:ng|(?P<back>c))|"
    "(?:[aêiy]|oa|uê|uy)(?:nh|(?P<front>ch)))"
)
_MOSTLY = 0.8


def damage_of(name: str) -> Message | None:
    """Return what a wrong encoding did to a name; None where nothing shows."""
    if _TAKEN_FOR_LATIN.search(name):
        return Message.TAKEN_FOR_LATIN
    if _REPLACED.search(name):
        return Message.REPLACED_LETTERS
    if name.isascii():
        return None
    return Message.TAKEN_FOR_LATIN if _is_taken_for_latin(name) else _old_code_of(name)


def fault_of_headings(texts: Iterable[str]) -> Fault | None:
    """Return what a wrong encoding did to most of those headings in which that shows."""
    examples: dict[Message, list[str]] = {}
    for text in texts:
        damage = damage_of(text)
        # A question may end within a heading.
        if damage and (damage is not Message.REPLACED_LETTERS or "? " not in text):
            examples.setdefault(damage, []).append(text)
    if not examples:
        return None
    damage = max(examples, key=lambda each: len(examples[each]))
    return Fault.of(damage, value=examples[damage][0])


def encoding_fault(text: str, row: int) -> Fault:
    """Return the fault of bytes that are no UTF-8, from the text that they are in Latin-1."""
    words = _damageable(text)
    broken = [word for word in words if _TAKEN_FOR_LATIN.search(word)]
    if broken:
        return Fault.of(Message.TAKEN_FOR_LATIN, rows=[row], value=broken[0])
    syllables = {code: sum(map(_is_syllable, map(read, words))) for code, read in _CODES.items()}
    likeliest = max(syllables, key=lambda code: syllables[code])
    return Fault.of(likeliest if syllables[likeliest] else Message.NOT_UTF8, rows=[row])


def _old_code_of(name: str) -> Message | None:
    """Return the old code whose letters make syllables of what is none."""
    if not _is_latin(name):
        return None
    words = _damageable(name)
    sound = sum(map(_is_syllable, words))
    if sound == len(words):
        return None
    for code in (Message.TCVN3, Message.VNI):
        syllables = sum(map(_is_syllable, map(_CODES[code], words)))
        if syllables > sound and syllables >= _MOSTLY * len(words):
            return code
    return None


def _damageable(text: str) -> list[str]:
    """Return the words of a text that have a letter or sign which ASCII has not."""
    return [word for word in _BETWEEN.split(text) if len(word) > 1 and not word.isascii()]


def _is_latin(name: str) -> bool:
    """Return whether Windows-1252 or Latin-1 has all letters of a name."""
    try:
        return bool(_latin_bytes(name))
    except UnicodeError:
        return False


def _is_taken_for_latin(name: str) -> bool:
    """Return whether a name is UTF-8 that was read as Windows-1252 or Latin-1."""
    try:
        return bool(_latin_bytes(name).decode())
    except UnicodeError:
        return False


def _latin_bytes(name: str) -> bytes:
    return b"".join(
        character.encode("latin-1" if ord(character) < 256 else "cp1252") for character in name
    )


def _from_tcvn3(name: str) -> str:
    return name.translate(_TCVN3)


def _from_vni(name: str) -> str:
    def with_marks(found: re.Match[str]) -> str:
        return found[1].translate(_VNI_LETTERS) + _VNI_MARKS[found[2].lower()]

    # What stands for itself is a letter only where no mark follows it.
    parts = _VNI_VOWEL.split(name)[::3]
    marks = [with_marks(found) for found in _VNI_VOWEL.finditer(name)] + [""]
    return "".join(
        part.translate(_VNI_LETTERS) + mark for part, mark in zip(parts, marks, strict=True)
    )


def _from_windows_1258(name: str) -> str:
    return name.encode("latin-1", "replace").decode("cp1258", "replace")


_CODES: Mapping[Message, Callable[[str], str]] = {
    Message.WINDOWS_1258: _from_windows_1258,
    Message.TCVN3: _from_tcvn3,
    Message.VNI: _from_vni,
}


def _is_syllable(word: str) -> bool:
    """Return whether a word could be a syllable of Vietnamese."""
    letters, tones = _TONES.subn("", unicodedata.normalize("NFD", word.casefold()))
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", letters))
    if found is None or tones > 1:
        return False
    is_stopped = any(found.groupdict().values())
    return not is_stopped or any(tone in unicodedata.normalize("NFD", word) for tone in _OF_STOPS)
