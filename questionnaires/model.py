"""Questionnaires and plans as frozen values; a published one never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from questionnaires.months import Months, months_around

BLANK = "-"
NOT_APPLICABLE = "0"
# Id of the question whether somebody helped to fill the form in. Its answer says nothing of the
# visit: alone it is no answer.
HELP = "help"


@dataclass(frozen=True)
class Phrase:
    """Words together with the language that they are really in.

    Attributes
    ----------
    text : str
        The words, in Unicode's composed form (NFC).
    language : str
        A language tag such as ``vi``; a page marks the words with it.
    """

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Wording:
    """One sentence in each language that somebody wrote it in.

    Attributes
    ----------
    texts : Mapping of str to str
        Language tag to words. Vietnamese (``vi``) is always there and is the official one.
    """

    texts: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts.items())))

    def __str__(self) -> str:
        return self.texts["vi"]

    def in_language(self, language: str) -> Phrase:
        """Return the words in `language`, or the Vietnamese ones, saying which they are."""
        found = language if language in self.texts else "vi"
        return Phrase(self.texts[found], found)


@dataclass(frozen=True)
class Choice:
    """One offered answer.

    Attributes
    ----------
    value : str
        Its character in a packed response: 1-9 or a-z, or ``0`` for "not applicable".
    label : Wording
        What the person reads.
    """

    value: str
    label: Wording


@dataclass(frozen=True)
class Condition:
    """The answer to an earlier question that makes this one meaningful.

    Attributes
    ----------
    question : str
        Id of the earlier question.
    values : frozenset of str
        Its values under which this question counts.
    """

    question: str
    values: frozenset[str]


class QuestionKind(StrEnum):
    """What a question is for: a mark that is scored, or a fact about the visit or the person."""

    ITEM = "item"
    FACT = "fact"


@dataclass(frozen=True)
class Question:
    """Anything that is asked with choices.

    Attributes
    ----------
    id : str
        Short name, unique in the questionnaire; a column of the export.
    kind : QuestionKind
        Whether it is scored.
    wording : Wording
        The question as asked.
    choices : tuple of Choice
        In the order in which they are shown.
    only_if : Condition or None
        None when the question concerns everybody.
    number : int or None
        Its number in the official form; None when the wording is our own.
    column : str or None
        Heading of this question in a table that somebody else made; None when it is the id.
    """

    id: str
    kind: QuestionKind
    wording: Wording
    choices: tuple[Choice, ...]
    only_if: Condition | None = None
    number: int | None = None
    column: str | None = None

    @cached_property
    def values(self) -> frozenset[str]:
        """All values that are offered, "not applicable" among them."""
        return frozenset(choice.value for choice in self.choices)

    def choice(self, value: str) -> Choice | None:
        """Return the choice with this value, or None when it is not offered."""
        for choice in self.choices:
            if choice.value == value:
                return choice
        return None


@dataclass(frozen=True)
class Factor:
    """A named group of scored questions (yếu tố).

    Attributes
    ----------
    id, title : str, Wording
        Such as ``access`` and "Tiếp cận".
    items : tuple of str
        Ids of its items, in order.
    """

    id: str
    title: Wording
    items: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """The answers that every scored question offers, and which of them mean "satisfied".

    Attributes
    ----------
    choices : tuple of Choice
        In the official order, from the worst to the best.
    satisfied : frozenset of str
        Values that count as satisfied.
    """

    choices: tuple[Choice, ...]
    satisfied: frozenset[str]


@dataclass(frozen=True)
class Questionnaire:
    """An instrument as published.

    Attributes
    ----------
    id, version : str, int
        Together its name; another wording is another version.
    title, note : Wording, str
        What it is called; what its makers say about its wording (for staff and analysts).
    scale : Scale
        Shared by all items.
    factors : tuple of Factor
    questions : tuple of Question
        Everything that is asked with choices, in the order asked: the order of a packed response.
    comment : Wording or None
        The invitation to write a comment; None when none is asked for.
    sha256 : str
        Hash of the published text, in hexadecimal.
    text : str
        The published text itself.
    introduction : Wording or None
        What a citizen reads before the first question; None when nothing is said.
    """

    id: str
    version: int
    title: Wording
    note: str
    scale: Scale
    factors: tuple[Factor, ...]
    questions: tuple[Question, ...]
    comment: Wording | None
    sha256: str
    text: str
    introduction: Wording | None = None

    def __hash__(self) -> int:
        return hash(self.sha256)

    @property
    def name(self) -> str:
        """Id and version as files and reports write them: ``counter.v1``."""
        return f"{self.id}.v{self.version}"

    @property
    def items(self) -> tuple[Question, ...]:
        """The scored questions, in order."""
        return tuple(q for q in self.questions if q.kind is QuestionKind.ITEM)

    @property
    def facts(self) -> tuple[Question, ...]:
        """The questions that are not scored, in order."""
        return tuple(q for q in self.questions if q.kind is QuestionKind.FACT)

    def question(self, question_id: str) -> Question:
        """Return the question of this id; raise KeyError when there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(f"question {question_id!r} is not in {self.name}")

    def position(self, question_id: str) -> int:
        """Return the place of a question in a packed response, from 0."""
        return self.questions.index(self.question(question_id))

    def factor_of(self, item_id: str) -> Factor:
        """Return the factor that an item belongs to; raise KeyError when there is none."""
        for factor in self.factors:
            if item_id in factor.items:
                return factor
        raise KeyError(f"item {item_id!r} is in no factor of {self.name}")

    def most_answers(self, items: Iterable[str]) -> int:
        """Return how many of some items one person is asked."""
        return len(set(items))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)


@dataclass(frozen=True)
class Target:
    """A share that a plan promises.

    Attributes
    ----------
    value : float
        Proportion, above 0 and below 1.
    source : str
        Where the plan says so.
    """

    value: float
    source: str


@dataclass(frozen=True)
class Index:
    """A share over the items of some factors, by a named formula.

    Attributes
    ----------
    id, title : str, Wording
    factors : tuple of str
        Ids of the factors whose items it pools.
    formula : str
        Name of the formula, such as ``pooled_share``.
    target : Target or None
        None when nothing is promised.
    """

    id: str
    title: Wording
    factors: tuple[str, ...]
    formula: str
    target: Target | None

    def items(self, questionnaire: Questionnaire) -> tuple[str, ...]:
        """Return the ids of the items that the index pools in this questionnaire."""
        return tuple(
            item
            for factor in questionnaire.factors
            if factor.id in self.factors
            for item in factor.items
        )


@dataclass(frozen=True)
class Plan:
    """A dated file of indices, targets, period and strata.

    Attributes
    ----------
    id, title, document : str, Wording, str
        Its name, what it is called, and the official paper that it stands on.
    note : str
        What its makers say about their choices.
    begins, ends : date
        First and last day of the period that the targets speak of, as they stand in the text.
    strata : tuple of str
        Columns whose cells are the sampling groups, such as ``service_point``; empty for one group.
    indices : tuple of Index
    sha256, text : str
        Hash of the published text, and the text.
    """

    id: str
    title: Wording
    document: str
    note: str
    begins: date
    ends: date
    strata: tuple[str, ...]
    indices: tuple[Index, ...]
    sha256: str
    text: str

    @property
    def months(self) -> Months:
        """The period of the targets; a text from before it had to be whole months is widened."""
        return months_around(self.begins, self.ends)
