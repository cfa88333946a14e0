"""Telephone and identity numbers, however their digits are grouped.

At each group of digits the next few are looked at and no more: reading takes time in proportion to
the length of a text, whatever stands in it.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from string import ascii_letters

from survey.domain.identifier_kinds import Identifier, IdentifierKind
from survey.domain.plain_characters import UNSEEN

_BETWEEN = rf"[ .,()_·{UNSEEN}-]"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}{{1,3}}\d+)*")
_GROUP = re.compile(r"\d+")
_FEWEST_DIGITS, _MOST_DIGITS = 6, 19

# Mobile, its eleven digits of before 2018, landline; a country code stands for the first 0.
_NATIONAL = re.compile(
    r"(?P<before>0|(?:00)?840?)(?:(?P<mobile>[35789])|(?P<old>1[2689])|(?P<landline>2))"
)
_FIRST_DIGITS = "08"
_NATIONAL_DIGITS = {"mobile": (10,), "old": (11,), "landline": (10, 11)}
_LONGEST_BEGINNING = 7
_ABROAD_DIGITS = range(9, 15)
_LOCAL_DIGITS = range(_FEWEST_DIGITS, 9)
_MOST_GROUPS = 6
_MOST_GROUPS_OF_LOCAL = 3

_IDENTITY_DIGITS = (9, 12)
_FEWEST_SAID = 8
_YEARS = re.compile(r"(?:(?:19|20)\d{2})+")

# The word that says what a number is stands before it, with at most a few words between.
_REACHES = r"(?=(?P<reach>(?:\W{1,3}\w{1,40}){0,3}\W{0,3}))"
_SAYS_PHONE = re.compile(
    r"(?<!\w)(?:sđt|sdt|đt|dt|điện thoại|dien thoai|số máy|phone|tel|gọi|goi|alo|zalo|lh|liên hệ)"
    + _REACHES,
    re.IGNORECASE,
)
_SAYS_IDENTITY = re.compile(
    r"(?<!\w)(?:cmnd|cmtnd|cmt|cccd|căn cước|can cuoc|chứng minh|hộ chiếu|mã số thuế|mst|bhxh|bhyt"
    r"|bảo hiểm|định danh|tài khoản|stk|số thẻ|số sổ)" + _REACHES,
    re.IGNORECASE,
)
_NEAR_SIGNS = 40


class _Run:
    """Neighbouring groups of digits, what parts them, and what is said before each."""

    def __init__(self, text: str, run: re.Match[str], says: tuple[bytes, bytes]) -> None:
        spans = [group.span() for group in _GROUP.finditer(text, *run.span())]
        self.text = text
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.groups = [text[start:end] for start, end in spans]
        self.sizes = [end - start for start, end in spans]
        self.longest = max(self.sizes)
        self._says_phone, self._says_identity = says

    def between(self, first: int, count: int) -> list[str]:
        """Return what parts so many groups from one on."""
        places = range(first, first + count - 1)
        return [self.text[self.ends[place] : self.starts[place + 1]] for place in places]

    def says_phone(self, first: int) -> bool:
        """Tell whether a word before a group says that it begins a telephone number."""
        return bool(self._says_phone[self.starts[first]])

    def says_identity(self, first: int) -> bool:
        """Tell the same of the number of a paper or an account."""
        return bool(self._says_identity[self.starts[first]])

    def is_after_plus(self, first: int) -> bool:
        """Tell whether a plus stands before a group; between two groups of a run none can."""
        return first == 0 and self._before(first).rstrip().endswith("+")

    def start(self, first: int, signs: str) -> int:
        """Return where a number begins, the signs that are written to it included."""
        before = self._before(first)
        return self.starts[first] - (len(before) - len(before.rstrip(signs)))

    def _before(self, first: int) -> str:
        start = self.starts[first]
        return self.text[max(0, start - _NEAR_SIGNS) : start]


def numbers(text: str) -> Iterator[Identifier]:
    """Give the telephone and identity numbers of a text in plain characters."""
    runs = [run for run in _RUN.finditer(text) if len(run[0]) >= _FEWEST_DIGITS]
    if not runs:
        return
    says = (_said(_SAYS_PHONE, text), _said(_SAYS_IDENTITY, text))
    for run in runs:
        yield from _in_run(_Run(text, run, says))


def _said(pattern: re.Pattern[str], text: str) -> bytes:
    """Return 1 for each place of a text to which a word reaches that says what a number is."""
    reached = bytearray(len(text) + 1)
    for word in pattern.finditer(text):
        end = min(word.end("reach"), word.start() + _NEAR_SIGNS) + 1
        reached[word.end() : end] = b"\1" * (end - word.end())
    return bytes(reached)


def _in_run(run: _Run) -> Iterator[Identifier]:
    first = 0
    while first < len(run.groups):
        for kind, count_of, signs in _KINDS:
            count = count_of(run, first)
            if count:
                end = run.ends[first + count - 1]
                yield Identifier(run.start(first, signs), end, kind)
                break
        first += count or 1


def _groups_of_phone(run: _Run, first: int) -> int:
    """Return how many groups from one on are a telephone number, as many as can be; 0 if none."""
    is_abroad, is_local = run.is_after_plus(first), run.says_phone(first)
    digit = run.groups[first][0]
    if digit not in _FIRST_DIGITS and not is_abroad and not is_local:
        return 0
    wanted = _national_digits(run, first)
    if digit != "0":
        wanted |= set(_ABROAD_DIGITS) if is_abroad else set()
    is_local = is_local and not is_abroad and digit not in "01"
    return _longest_phone(run, first, wanted, is_local) if wanted or is_local else 0


def _national_digits(run: _Run, first: int) -> set[int]:
    """Return how many digits the national number has that begins with a group; none if none can."""
    national = _NATIONAL.match("".join(run.groups[first : first + _LONGEST_BEGINNING]))
    if national is None:
        return set()
    more = len(national["before"]) - 1
    return {digits + more for digits in _NATIONAL_DIGITS[str(national.lastgroup)]}


def _longest_phone(run: _Run, first: int, wanted: set[int], is_local: bool) -> int:
    found, few = 0, run.sizes[first : first + _most_groups_of_phone(run, first)]
    for count, digits in enumerate(accumulate(few), start=1):
        if digits in wanted or (is_local and _is_local(few[:count])):
            found = count
    return found


def _most_groups_of_phone(run: _Run, first: int) -> int:
    few = run.sizes[first : first + _MOST_DIGITS]
    single = next((place for place, size in enumerate(few) if size > 1), len(few))
    most = max(single, _MOST_GROUPS)
    if few[0] > 2:
        return most
    # A comma parts numbers of a list more often than groups of one number.
    comma = run.text.find(",", run.ends[first], run.ends[min(first + most, len(run.ends)) - 1])
    return most if comma < 0 else bisect(run.starts, comma) - first


def _is_local(sizes: Sequence[int]) -> bool:
    is_short = len(sizes) <= _MOST_GROUPS_OF_LOCAL
    return is_short and sum(sizes) in _LOCAL_DIGITS and max(sizes) > 2


def _groups_of_identity(run: _Run, first: int) -> int:
    """Return how many groups from one on are the number of a paper or an account; 0 if none."""
    few = run.sizes[first : first + _MOST_GROUPS]
    # A group that is a number by itself is not run together with the next one.
    if _IDENTITY_DIGITS[0] <= few[0] <= _MOST_DIGITS:
        return 1
    is_said = run.says_identity(first)
    if is_said and few[0] == _FEWEST_SAID and not _YEARS.fullmatch(run.groups[first]):
        return 1
    if run.longest < 3 or not (is_said or few[0] > 1):
        return 0
    wanted = range(_FEWEST_SAID, _MOST_DIGITS + 1) if is_said else _IDENTITY_DIGITS
    found = 0
    for count, digits in enumerate(accumulate(few), start=1):
        if digits in wanted and _is_grouped_identity(run, first, count, is_said):
            found = count
    return found


def _is_grouped_identity(run: _Run, first: int, count: int, is_said: bool) -> bool:
    sizes = run.sizes[first : first + count]
    if max(sizes) < 3 or _YEARS.fullmatch("".join(run.groups[first : first + count])):
        return False
    if is_said:
        return True
    between = set(run.between(first, count))
    return all(2 <= size <= 6 for size in sizes) and len(between) == 1 and "," not in min(between)


# In the order of trying: what it is, how many groups it has, and what may be written to it.
_KINDS = (
    (IdentifierKind.PHONE, _groups_of_phone, "(+"),
    (IdentifierKind.IDENTITY, _groups_of_identity, ascii_letters),
)
