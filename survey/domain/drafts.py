"""Sheets as they were typed, and where two who typed the same sheet differ."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from questionnaires.model import BLANK, Questionnaire
from questionnaires.scoring import pack
from survey.domain.errors import IdentifiersFound, NothingChosen
from survey.domain.identifiers import comment_digest, find_identifiers
from survey.domain.responses import packed_answers
from survey.domain.texts import clean_comment

# Our own rule, not an official one: every tenth sheet, five at least, is typed twice.
ONE_SHEET_IN = 10
LEAST_SHEETS = 5


class Entry(StrEnum):
    """Which typing of a sheet a draft is; the adjudicated one is what stands on the paper."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATED = "settled"


@dataclass(frozen=True)
class Typed:
    """What somebody typed of a sheet: answer codes by question, and the words on it.

    `seen` is the mark of the words that were shown to tell who wrote them, and are kept all the
    same.
    """

    codes: Mapping[str, str] = field(repr=False)
    comment: str = field(default="", repr=False)
    seen: str = ""


@dataclass(frozen=True)
class Draft:
    """A sheet as typed; it lives until the sign-off of its batch.

    `sheet` is the number that was written on the paper after the box had been emptied. A spoiled
    sheet has no answers.
    """

    sheet: int
    is_spoiled: bool
    answers: str = field(repr=False)
    comment: str = field(repr=False)
    typed_by: int

    @property
    def is_kept(self) -> bool:
        """Whether a row comes of it: of marks, or of words alone, which count as no response."""
        return not self.is_spoiled and bool(self.answers.strip(BLANK) or self.comment)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is marked on a sheet that could be read."""
        return not self.is_spoiled and not self.answers.strip(BLANK)

    def says_the_same(self, other: "Draft") -> bool:
        """Tell whether both hold the same, whoever typed them."""
        return (self.sheet, *self.content) == (other.sheet, *other.content)

    @property
    def content(self) -> tuple[bool, str, str]:
        """All that stands on the sheet."""
        return self.is_spoiled, self.answers, self.comment


def read_sheet(questionnaire: Questionnaire, sheet: int, typed: Typed, typed_by: int) -> Draft:
    """Return the draft of a sheet that could be read.

    Words on a sheet without a mark are kept. Raises InvalidAnswers, CommentTooLong and
    IdentifiersFound.
    """
    comment = read_comment(typed)
    try:
        answers = packed_answers(questionnaire, {key: [code] for key, code in typed.codes.items()})
    except NothingChosen:
        answers = pack(questionnaire, {})
    return Draft(sheet, False, answers, comment, typed_by)


def read_comment(typed: Typed, known: str = "") -> str:
    """Return the words of a sheet as they are kept.

    Raises CommentTooLong, and IdentifiersFound for what tells who wrote it, unless the person who
    types has seen that or the same words are `known` already.
    """
    comment = clean_comment(typed.comment)
    if comment != known and comment_digest(comment) != typed.seen and find_identifiers(comment):
        raise IdentifiersFound("the words on the sheet have something that tells who wrote them")
    return comment


def spoiled(sheet: int, questionnaire: Questionnaire, typed_by: int) -> Draft:
    """Return the draft of a sheet that cannot be read or is not one of ours."""
    return Draft(sheet, True, pack(questionnaire, {}), "", typed_by)


def sample_size(sheets: int) -> int:
    """Return how many of so many sheets are typed a second time."""
    return min(sheets, max(LEAST_SHEETS, -(-sheets // ONE_SHEET_IN)))


def sample(sheets: Iterable[int], rank: Callable[[int], bytes]) -> tuple[int, ...]:
    """Return the sheets that are typed a second time, in their order in the pile.

    `rank` gives each sheet a random value that stays the same: asked again, the sample is the same,
    so that nobody can draw until he likes what comes.
    """
    ranked = sorted(sheets, key=rank)
    return tuple(sorted(ranked[: sample_size(len(ranked))]))


def differing(first: Draft, second: Draft) -> tuple[int, ...]:
    """Return the places of the questions to which two drafts of a sheet have different answers.

    A sheet that only one of the two could read differs in every question.
    """
    if first.is_spoiled != second.is_spoiled:
        return tuple(range(len(first.answers)))
    both = zip(first.answers, second.answers, strict=True)
    return tuple(place for place, (one, other) in enumerate(both) if one != other)


def compared(first: Draft, second: Draft) -> int:
    """Return how many answers two drafts of a sheet compare; none when nobody could read it."""
    return 0 if first.is_spoiled and second.is_spoiled else len(first.answers)
