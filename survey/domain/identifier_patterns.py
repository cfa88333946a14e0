"""Identifiers with a shape of their own, and numbers that tell nothing, in the order of reading.

A pattern without a kind is harmless: an amount, a date, the code of a procedure. It is read
before the patterns that would take it for something else. All that a pattern finds has its *sign*;
most comments have none of these signs, so that nothing else of them needs to be looked at.
"""

import re
from dataclasses import dataclass

from survey.domain.identifier_kinds import IdentifierKind

_ANY_CASE = re.IGNORECASE

# As the one-stop software prints them: H18.21-250107-0003, 000.00.21.H18-211231-0012.
_CASE_OF_THE_ONE_STOP = re.compile(
    r"(?<!\w)(?:\d{3}(?:\.\d{2}){2,3}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,4}"
    r" ?- ?\d{6,8} ?- ?\d{1,6}(?!\w)",
    _ANY_CASE,
)
_CASE_BY_ITS_WORD = re.compile(
    r"(?:(?:mã|ma|số|so)(?: số| so)? (?:hồ sơ|ho so|biên nhận|bien nhan|giấy hẹn|phiếu hẹn)"
    r"|(?:hồ sơ|ho so|biên nhận|bien nhan|giấy hẹn|phiếu hẹn)(?: có| của tôi| mang)?(?: mã)?"
    r" (?:số|so|mã|no\.?))"
    r"(?: là| la| của tôi là| của tôi)?[ :.]{1,3}(?=(?:[\w./-]*\d){4})\w[\w./-]*\w",
    _ANY_CASE,
)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*")
_DOMAIN_END = r"(?: ?[.,] ?| chấm | cham )(?:com|vn|net|org|gov|edu|info)(?!\w)"
_EMAIL_IN_WORDS = re.compile(
    r"(?<![\w.+-])[\w.+-]*\w ?(?:@|\(at\)|\[at\]| at |a còng|a cong) ?[\w-]+"
    rf"(?:\.[\w-]+)*(?:{_DOMAIN_END})+",
    _ANY_CASE,
)

# 27A-123.45, 27B1-123.45, 27 B1 12345, 27AA-123.45, and the older ones with four digits. Small
# letters count only where they cannot be a unit, as in "10h 2026" or "30k 5000".
_PLATE = re.compile(
    r"(?<!\w)[1-9]\d ?[-.]? ?[A-ZĐ]{1,2}\d?[-. ]{0,3}(?:\d{3}[. ]?\d{2}|(?!19|20)\d{4})(?!\w)"
    r"|(?<!\w)[1-9]\d ?-? ?[A-Za-z]{1,2}\d[-. ]{1,2}\d{4}(?!\w)"
    r"|(?<!\w)[1-9]\d ?-? ?[A-Za-z]{1,2}\d?[-. ]{0,2}\d{3}\.\d{2}(?!\w)"
    r"|(?<!\w)[1-9]\d-?[a-z]{1,2}\d?-?\d{5}(?!\w)"
)
_PLATE_BY_ITS_WORD = re.compile(
    r"(?:biển số|bien so|biển kiểm soát|bks)(?: xe)?(?: là)?[ :]{1,2}"
    r"[\w.-]{0,7}[ -]?\d{3}\.?\d{1,2}(?!\w)",
    _ANY_CASE,
)

_PASSPORT = re.compile(r"(?<!\w)[A-Z]\d{7,8}(?!\w)")

_NETWORK = "zalo|face|fb|tik|insta|tele|viber|mess"
_NETWORK_OF_SOMEBODY = (
    r"(?<!\w)(?:zalo|face(?:book)?|fb|tik ?tok|insta(?:gram)?|tele(?:gram)?|viber|mess(?:enger)?)"
    "(?: của| cua)?(?: tôi| toi| em| mình| minh)?(?: là| la| tên| ten| nick| id){0,2}"
)
_NO_ACCOUNT = r"(?i:khong|cham|treo|nhanh|sở|ủy|uỷ|cổng|trung|phòng|bộ|công|điện|văn)(?!\w)"
_ACCOUNT_LINK = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.|vi-vn\.)?(?:facebook\.com|fb\.(?:com|me)|zalo\.me|t\.me"
    r"|m\.me|tiktok\.com|instagram\.com|youtube\.com|threads\.(?:net|com)|x\.com)/[\w.?=&%@/-]*\w",
    _ANY_CASE,
)
# What is called after the network must not read as a word: tungdb92, nguyen.binh, @binh.
_ACCOUNT_BY_ITS_WORD = re.compile(
    rf"{_NETWORK_OF_SOMEBODY}[ :]{{1,3}}"
    r"(?:@[a-z][\w.]*|(?=[a-z_.]{1,40}\d|[a-z]{2,40}[_.][a-z]{2})[a-z][\w.]*)",
    _ANY_CASE,
)
# After a colon it may read as a word, in letters without marks, or be two words with capitals.
_ACCOUNT_BY_A_COLON = re.compile(
    rf"(?i:{_NETWORK_OF_SOMEBODY}) ?: ?(?!{_NO_ACCOUNT})"
    r"(?:[A-Za-z]{4,30}(?= (?:nhé|nhe|nha|ạ|giúp|là)(?!\w)|[,.;!?)\n]|$)"
    r"|[A-ZÀ-ỸĐ][a-zà-ỹđ]+(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+){1,3}(?!\w))"
)

_WRITTEN_DAY = (
    r"(?:\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:19|20)?\d{2}|\d{1,2} ?[./-] ?(?:19|20)\d{2}"
    r"|\d{1,2} (?:tháng|thang) \d{1,2}(?: (?:năm|nam) (?:19|20)\d{2})?|(?:19|20)\d{2})"
)
# "khai sinh", "vệ sinh", "phát sinh" … are born of nobody.
_NO_BIRTH = (
    "(?<!khai )(?<!vệ )(?<!ve )(?<!phát )(?<!phat )(?<!học )(?<!hoc )(?<!hy )(?<!hi )(?<!y )"
    "(?<!thí )(?<!thi )(?<!tuyển )(?<!tuyen )(?<!an )(?<!dân )(?<!dan )"
)
_BIRTH = re.compile(
    rf"(?<!\w)(?:{_NO_BIRTH}sinh(?: ngày| ngay| tháng| thang| năm| nam){{0,3}}"
    r"|(?:ngày|ngay|năm|nam)(?: tháng| thang)?(?: năm| nam)? sinh)"
    rf"(?: của| tôi| em| là| la| vào){{0,3}}[ :.]{{1,3}}{_WRITTEN_DAY}(?!\d)",
    _ANY_CASE,
)

_NUMBER_OF_A_HOUSE = r"\d{1,4}[a-z]?(?:[/.-]\d{1,4}[a-z]?){0,3}(?![/.-]?\d)"
_HOUSE = re.compile(
    r"(?<!\w)(?:(?:số nhà|so nha|nhà số|nha so|sn)(?: của)?(?: tôi| em)?(?: là)?[ :]{1,3}"
    r"|(?:nhà|nha|tôi|toi|em|mình)(?: tôi| toi| em)? (?:ở|o|tại|tai) (?:số|so) )"
    rf"{_NUMBER_OF_A_HOUSE}"
    rf"|(?<!\w)(?:(?:số|so|nhà|nha) )?{_NUMBER_OF_A_HOUSE},? (?:ngõ|ngách|hẻm|kiệt) "
    rf"{_NUMBER_OF_A_HOUSE}",
    _ANY_CASE,
)

_PROCEDURE = re.compile(r"(?<![\w.])[1-9]\.\d{6}(?:\.\d{2,3})*(?:\.[A-Z]\d{2})?(?!\w)")
_DAY = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])( ?[./-] ?)(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d|\1\d)"
    r"|(?<!\d)(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d|\2\d)"
)
_CLOCK = r"(?:[01]?\d|2[0-3])[.:h][0-5]\d"
_HOURS = re.compile(rf"(?<![\d.]){_CLOCK} ?- ?{_CLOCK}(?!\d|\.\d)")
_THOUSANDS = r"(?!0\d)(?:\d{1,3}(?:[., ]\d{3})+|\d+)(?:,\d+)?"
_MONEY = re.compile(
    rf"(?<!\d)(?<!\d[ .,-]){_THOUSANDS} ?(?:nghìn|ngàn|nghin|ngan|triệu|trieu|tr|tỷ|tỉ|k)?"
    r" ?(?:đồng|dong|đ|₫|vnđ|vnd|usd|nghìn|ngàn|triệu|trieu|tr|tỷ|tỉ|k|lượt|người|hồ sơ)(?!\w)",
    _ANY_CASE,
)
_MONEY_BY_ITS_WORD = re.compile(
    r"(?:tiền|tien|phí|phi|giá|nộp|đóng|lương|trợ cấp|vay|tổng|hết|mất)(?: \w+){0,2}?[ :]{1,2}"
    r"[1-9]\d{0,2}(?:[.,]\d{3}){2,3}(?![\d.,]*\d)",
    _ANY_CASE,
)

_DIGIT = re.compile(r"\d")
_BORN = re.compile("sinh", _ANY_CASE)
_NETWORKS = re.compile(_NETWORK, _ANY_CASE)
_SLASH = re.compile("/")
_AT = re.compile("@")
_AT_IN_WORDS = re.compile("@|at|a còng|a cong", _ANY_CASE)


@dataclass(frozen=True)
class Rule:
    """A pattern, of what kind it is, and the sign that all it finds has."""

    kind: IdentifierKind | None
    pattern: re.Pattern[str]
    sign: re.Pattern[str] = _DIGIT


RULES = (
    Rule(IdentifierKind.CASE, _CASE_OF_THE_ONE_STOP),
    Rule(IdentifierKind.EMAIL, _EMAIL_IN_WORDS, _AT_IN_WORDS),
    Rule(IdentifierKind.EMAIL, _EMAIL, _AT),
    Rule(IdentifierKind.ACCOUNT, _ACCOUNT_LINK, _SLASH),
    Rule(IdentifierKind.ACCOUNT, _ACCOUNT_BY_ITS_WORD, _NETWORKS),
    Rule(IdentifierKind.ACCOUNT, _ACCOUNT_BY_A_COLON, _NETWORKS),
    Rule(IdentifierKind.BIRTH, _BIRTH, _BORN),
    Rule(None, _PROCEDURE),
    Rule(IdentifierKind.CASE, _CASE_BY_ITS_WORD),
    Rule(IdentifierKind.PLATE, _PLATE),
    Rule(IdentifierKind.PLATE, _PLATE_BY_ITS_WORD),
    Rule(IdentifierKind.IDENTITY, _PASSPORT),
    Rule(IdentifierKind.HOUSE, _HOUSE),
    Rule(None, _DAY),
    Rule(None, _HOURS),
    Rule(None, _MONEY),
    Rule(None, _MONEY_BY_ITS_WORD),
)
_SIGNS = {rule.sign for rule in RULES}


def rules_for(text: str) -> list[Rule]:
    """Return the rules that can find something in a text in plain characters, in their order."""
    signs = {sign for sign in _SIGNS if sign.search(text)}
    return [rule for rule in RULES if rule.sign in signs]
