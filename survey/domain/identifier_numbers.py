"""Telephone and identity numbers, however their digits are grouped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_letters

from survey.domain.identifier_kinds import Identifier, IdentifierKind
from survey.domain.plain_characters import UNSEEN

_BETWEEN = rf"[ .,()_·{UNSEEN}-]"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}{{1,3}}\d+)*")
_GROUP = re.compile(r"\d+")
_MOST_DIGITS = 19

# Mobile, its eleven digits of before 2018, landline; a country code stands for the first 0.
_NATIONAL = re.compile(r"0[35789]\d{8}|01[2689]\d{8}|02\d{8,9}")
_WITH_COUNTRY = re.compile(r"(?:00)?84(?:0?)([1-9]\d{8,9})")
_ABROAD = re.compile(r"[1-9]\d{8,13}")
_SERVICE_LINE = re.compile(r"1[89]00\d{4}")
_LOCAL = re.compile(r"[2-9]\d{5,7}")
_MOST_GROUPS = 6
_MOST_GROUPS_OF_LOCAL = 3

_IDENTITY_DIGITS = (9, 12)
_FEWEST_SAID = 8
_YEARS = re.compile(r"(?:(?:19|20)\d{2})+")

# The word that says what a number is stands before it, with at most a few words between.
_NEAR = r"(?:\W{1,3}\w+){0,3}\W{0,3}$"
_SAYS_PHONE = re.compile(
    r"(?<!\w)(?:sđt|sdt|đt|dt|điện thoại|dien thoai|số máy|phone|tel|gọi|goi|alo|zalo|lh|liên hệ)"
    + _NEAR,
    re.IGNORECASE,
)
_SAYS_IDENTITY = re.compile(
    r"(?<!\w)(?:cmnd|cmtnd|cmt|cccd|căn cước|can cuoc|chứng minh|hộ chiếu|mã số thuế|mst|bhxh|bhyt"
    r"|bảo hiểm|định danh|tài khoản|stk|số thẻ|số sổ)" + _NEAR,
    re.IGNORECASE,
)
_NEAR_SIGNS = 40


@dataclass(frozen=True)
class _Groups:
    """Neighbouring groups of digits, what stands between them, and what stands before."""

    start: int
    end: int
    digits: Sequence[str]
    between: Sequence[str]
    before: str

    @property
    def joined(self) -> str:
        return "".join(self.digits)


def numbers(text: str) -> Iterator[Identifier]:
    """Give the telephone and identity numbers of a text in plain characters."""
    for run in _RUN.finditer(text):
        groups = [
            (group.start() + run.start(), group.end() + run.start())
            for group in _GROUP.finditer(run[0])
        ]
        yield from _in_run(text, groups)


def _in_run(text: str, groups: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
    first = 0
    while first < len(groups):
        found = _beginning_at(text, groups, first)
        if found is None:
            first += 1
            continue
        yield found
        first = next(
            (place for place, (start, _) in enumerate(groups) if start >= found.end), len(groups)
        )


def _beginning_at(text: str, groups: Sequence[tuple[int, int]], first: int) -> Identifier | None:
    stretches = list(_stretches(text, groups, first))
    longest_first = stretches[::-1]
    for one in longest_first:
        if _is_phone(one):
            return Identifier(_with_plus(one), one.end, IdentifierKind.PHONE)
    # A group that is a number by itself is not run together with the next one.
    for one in (*stretches[:1], *longest_first):
        if _is_identity(one):
            return Identifier(_with_letters(one), one.end, IdentifierKind.IDENTITY)
    return None


def _stretches(text: str, groups: Sequence[tuple[int, int]], first: int) -> Iterator[_Groups]:
    """Give the stretches of groups that begin at one and could be a number, the shortest first."""
    start = groups[first][0]
    before = text[max(0, start - _NEAR_SIGNS) : start]
    digits: list[str] = []
    between: list[str] = []
    for place in range(first, len(groups)):
        if digits:
            between.append(text[groups[place - 1][1] : groups[place][0]])
        digits.append(text[slice(*groups[place])])
        if sum(map(len, digits)) > _MOST_DIGITS:
            return
        yield _Groups(start, groups[place][1], tuple(digits), tuple(between), before)


def _is_phone(one: _Groups) -> bool:
    if len(one.digits) > _MOST_GROUPS and any(len(group) > 1 for group in one.digits):
        return False
    # A comma parts numbers of a list more often than groups of one number.
    if any("," in sign for sign in one.between) and len(one.digits[0]) < 3:
        return False
    country = _WITH_COUNTRY.fullmatch(one.joined)
    national = f"0{country[1]}" if country else one.joined
    if _NATIONAL.fullmatch(national):
        return True
    if one.before.rstrip().endswith("+"):
        return _ABROAD.fullmatch(one.joined) is not None
    return _is_local_phone(one)


def _is_local_phone(one: _Groups) -> bool:
    return (
        _LOCAL.fullmatch(one.joined) is not None
        and not _SERVICE_LINE.fullmatch(one.joined)
        and len(one.digits) <= _MOST_GROUPS_OF_LOCAL
        and any(len(group) > 2 for group in one.digits)
        and _SAYS_PHONE.search(one.before) is not None
    )


def _is_identity(one: _Groups) -> bool:
    if len(one.digits) == 1 and len(one.joined) >= _IDENTITY_DIGITS[0]:
        return True
    is_grouped = len(one.digits) <= _MOST_GROUPS and any(len(group) > 2 for group in one.digits)
    if not is_grouped or _YEARS.fullmatch(one.joined):
        return False
    if len(one.joined) >= _FEWEST_SAID and _SAYS_IDENTITY.search(one.before):
        return True
    return (
        len(one.joined) in _IDENTITY_DIGITS
        and all(2 <= len(group) <= 6 for group in one.digits)
        and len(set(one.between)) == 1
        and "," not in one.between[0]
    )


def _with_plus(one: _Groups) -> int:
    """Return where a telephone number begins, its plus and its bracket included."""
    return one.start - (len(one.before) - len(one.before.rstrip("(+")))


def _with_letters(one: _Groups) -> int:
    """Return where a number begins, letters that are written to it included."""
    return one.start - (len(one.before) - len(one.before.rstrip(ascii_letters)))
