"""Names of people, as Vietnamese and the other peoples of the mountains write them: family first.

A name in small letters is found by its middle word (thị, văn), and a given name where somebody says
that it is one ("tôi tên Bình", "mình là Bình", "my name is Ann"). A given name or a nickname by
itself is not found, for it is a common word as often as not.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from survey.domain.identifier_kinds import Identifier, IdentifierKind

_WORD = re.compile(r"[^\W\d_]+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Family names that are common words too (Vì, Mùa, Đoàn, Cao, Mã …) are left out: "vì văn hóa".
_FAMILY = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh trịnh trương"
    " lâm mai tạ hà chu vương nguyen tran pham huynh lò quàng tòng lường vàng giàng sùng thào vừ"
    " hạng lầu khoàng chảo tẩn cà lù hờ sình tráng điêu cầm ly"
)
_MIDDLE = _words("thị văn thi van")
# What stands before a person's name, and what before the name of a street or a school.
_PERSON = _words("tên là anh chị cô ông bà bác chú em cậu cháu chí bộ viên chức ký")
_PLACE = _words(
    "đường phố ngõ phường xã huyện quận tỉnh tp trường thpt thcs viện bản cầu chợ đài lăng giải"
    " tượng"
)
# With these second words a family name is a common word, or the name of somebody whom all know.
_NOBODY = (
    "hồ sơ",
    "lý do",
    "đỗ xe",
    "phạm vi",
    "mai táng",
    "hà nội",
    "hồ chí minh",
    "võ nguyên giáp",
)
_LONGEST = 4

_NAMED = _words("tên ten")
_IS = _words("là la")
# Whose name it is: of who writes, or of whom it is written about.
_OWNER = _words("tôi toi em mình con cháu anh chị cô chú bác ông bà bộ viên vợ chồng bố mẹ")
# After "tôi tên" these are no name.
_NO_NAME = _words(
    "gì gi là la ai bị bi trong trên tren trùng sai đúng không khong chưa chua được duoc ở của và"
    " cũng đã có như nào"
)
# Nor are these ("tên tuổi", "tên đệm"), but with a capital letter: some people are called Tuổi.
_NO_NAME_IN_SMALL = _words("tuổi tuoi họ đệm đầy gọi viết ghi in thiếu giống mẹ chồng vợ")
# After these a word with a capital letter is who writes, unless it says what somebody is.
_INTRODUCED = tuple(
    tuple(said.split())
    for said in (
        "tôi là",
        "toi la",
        "mình là",
        "minh la",
        "em là",
        "em la",
        "cháu là",
        "i am",
        "i m",
    )
)
_ROLE = _words(
    "người cán công viên chủ giám thương bệnh đảng đoàn hội hộ học sinh giáo bác nông dân nhân cựu"
    " phó trưởng con cháu vợ chồng mẹ bố ông bà khách tổ hợp sở ủy uỷ trung phòng ban bộ cơ đại"
    " thái mông kinh tày dao mường lào khơ việt điện quầy xã huyện tỉnh"
    " vietnamese french american british english german chinese japanese korean thai lao indian"
    " australian russian canadian very not from happy satisfied ok a an the"
)
_MY_NAME = (("my", "name", "is"), ("my", "name", "s"))
_NO_ENGLISH_NAME = _words("wrong not on in missing misspelt misspelled spelt spelled the written")
_MOST_WORDS_BEFORE = 3
_SIGNS = _FAMILY | _NAMED | {said[-1] for said in (*_INTRODUCED, *_MY_NAME)}


def names(text: str) -> Iterator[Identifier]:
    """Give the names of people in a text."""
    if _SIGNS.isdisjoint(_WORD.findall(text.casefold())):
        return
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        length = _length_of_name(words, place)
        if length:
            last = words[place + length - 1]
            yield Identifier(words[place].start(), last.end(), IdentifierKind.NAME)
        place += length or 1


def _length_of_name(words: Sequence[re.Match[str]], place: int) -> int:
    """Return how many words from a place on are a name; 0 if none."""
    return _length_of_family_name(words, place) or _length_of_said_name(words, place)


def _length_of_family_name(words: Sequence[re.Match[str]], place: int) -> int:
    if words[place][0].casefold() not in _FAMILY:
        return 0
    together, before = _neighbours(words, place), _before(words, place)
    if before.casefold() in _PLACE or " ".join(together).casefold().startswith(_NOBODY):
        return 0
    capitals = _capitals(together)
    if len(together) > 2 and together[1].casefold() in _MIDDLE:
        return max(3, min(capitals, _LONGEST))
    if before.casefold() in _PERSON:
        return capitals if 2 <= capitals <= _LONGEST else 0
    # A text that writes every word with a capital letter would be full of names.
    return capitals if 3 <= capitals <= _LONGEST and not _is_capital(before) else 0


def _length_of_said_name(words: Sequence[re.Match[str]], place: int) -> int:
    """Return how many words from a place on somebody calls a name; 0 if none."""
    before, word = _words_before(words, place), words[place][0]
    if not before or not (_says_name(before, word) or _introduces(before, word)):
        return 0
    return max(1, min(_capitals(_neighbours(words, place)), _LONGEST))


def _introduces(before: Sequence[str], word: str) -> bool:
    """Tell whether somebody says "mình là Bình", "I am Ann"; not whether "tôi là Giám đốc"."""
    is_name = word.istitle() and word.casefold() not in _ROLE
    return is_name and tuple(before[-2:]) in _INTRODUCED


def _says_name(before: Sequence[str], word: str) -> bool:
    """Tell whether a name comes after "tôi tên", "tên tôi là", "họ tên là", "my name is"."""
    if tuple(before) in _MY_NAME:
        return word.casefold() not in _NO_ENGLISH_NAME
    if word.casefold() in (_NO_NAME if word.istitle() else _NO_NAME | _NO_NAME_IN_SMALL):
        return False
    said = [*before[:-1]] if before[-1] in _IS else [*before]
    is_said = len(said) < len(before)
    if len(said) < 2:
        return False
    if said[-1] in _NAMED:
        return said[-2] in _OWNER or (is_said and said[-2] in ("họ", "và"))
    return is_said and said[-1] in _OWNER and said[-2] in _NAMED


def _words_before(words: Sequence[re.Match[str]], place: int) -> list[str]:
    """Return the few words before a place that only blanks and colons part."""
    found: list[str] = []
    for at in range(place - 1, max(-1, place - 1 - _MOST_WORDS_BEFORE), -1):
        word, following = words[at], words[at + 1]
        if word.string[word.end() : following.start()].strip(" :'’"):
            break
        found.append(word[0].casefold())
    return found[::-1]


def _neighbours(words: Sequence[re.Match[str]], place: int) -> list[str]:
    """Return the words from a place on that only single spaces part, one more than a name has."""
    together = [words[place][0]]
    few = words[place : place + _LONGEST + 2]
    for word, following in pairwise(few):
        is_next = following.start() == word.end() + 1 and word.string[word.end()] == " "
        if not is_next or len(together) > _LONGEST:
            break
        together.append(following[0])
    return together


def _before(words: Sequence[re.Match[str]], place: int) -> str:
    """Return the word before a place, if only blanks part them."""
    if place == 0:
        return ""
    word, own = words[place - 1], words[place]
    return word[0] if not word.string[word.end() : own.start()].strip(" ") else ""


def _capitals(together: Sequence[str]) -> int:
    """Return how many words, from the first on, begin with a capital letter."""
    small = (place for place, word in enumerate(together) if not _is_capital(word))
    return next(small, len(together))


def _is_capital(word: str) -> bool:
    return word[:1].isupper()
