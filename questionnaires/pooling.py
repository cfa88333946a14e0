"""Versions of a questionnaire read as one: what is asked in the same words is one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from questionnaires.model import (
    NOT_APPLICABLE,
    Choice,
    Condition,
    Factor,
    Question,
    QuestionKind,
    Questionnaire,
    Scale,
    Wording,
)

# Names of versions that are read as one, in the name of what they are read as.
JOINED = "+"
# Between the id of a question and the version that alone asks it so.
_APART = "."
_IN_VERSION = {"vi": "{} (phiên bản {})", "en": "{} (version {})"}
_Key = tuple[object, ...]


@dataclass(frozen=True)
class PooledQuestionnaire(Questionnaire):
    """Several versions as one questionnaire, the newest first.

    Attributes
    ----------
    versions : tuple of Questionnaire
        The newest first; title, note and order of questions are those of the newest.
    asked : tuple of tuple of str
        For each version and each of its questions, in order, the id that the question has here.
    """

    versions: tuple[Questionnaire, ...] = ()
    asked: tuple[tuple[str, ...], ...] = ()

    def __hash__(self) -> int:
        return hash(tuple(version.sha256 for version in self.versions))

    @property
    def name(self) -> str:
        """The names of its versions, the newest first: ``counter.v2+counter.v1``."""
        return JOINED.join(version.name for version in self.versions)

    @property
    def apart(self) -> tuple[Question, ...]:
        """The questions that an older version asked in other words, or that only it asked."""
        return tuple(question for question in self.questions if _APART in question.id)

    @property
    def together(self) -> tuple[Question, ...]:
        """The questions that all versions ask alike."""
        common = set(self.asked[0]).intersection(*self.asked[1:])
        return tuple(question for question in self.questions if question.id in common)

    def most_answers(self, items: Iterable[str]) -> int:
        """Return how many of some items the longest version asked one person."""
        wanted = set(items)
        return max(len(wanted.intersection(ids)) for ids in self.asked)


def original_id(question_id: str) -> str:
    """Return the id that a question has in the version that asks it."""
    return question_id.partition(_APART)[0]


def can_be_pooled(one: Questionnaire, other: Questionnaire) -> bool:
    """Return whether two questionnaires are versions of one, with the same scale.

    Parameters
    ----------
    one, other : Questionnaire

    Returns
    -------
    bool
        Where marks mean something else nothing that is scored can be read as one.
    """
    return one.id == other.id and _scale_key(one.scale) == _scale_key(other.scale)


def pooled(versions: Sequence[Questionnaire]) -> Questionnaire:
    """Return versions of a questionnaire as one.

    Questions of the same id, Vietnamese wording and answers, and items of the same factor, are one;
    any other question of an older version stands apart, under an id and a wording that name its
    version.

    Parameters
    ----------
    versions : sequence of Questionnaire
        At least one; all of one id, with the same scale.

    Returns
    -------
    Questionnaire
        The only one, or a `PooledQuestionnaire`.

    Raises
    ------
    ValueError
        If they are not versions of one questionnaire, or their scales differ.
    """
    newest, *older = sorted(versions, key=lambda each: -each.version)
    if not older:
        return newest
    if wrong := [each.name for each in older if not can_be_pooled(newest, each)]:
        raise ValueError(f"versions must be of {newest.id}, with one scale: {', '.join(wrong)}")
    pool = _Pool(newest)
    asked = tuple(pool.ids_of(version) for version in (newest, *older))
    given = {field.name: getattr(newest, field.name) for field in fields(newest)}
    given |= {"questions": tuple(pool.questions.values()), "factors": tuple(pool.factors.values())}
    return PooledQuestionnaire(**given, versions=(newest, *older), asked=asked)


def versions_of(questionnaire: Questionnaire) -> tuple[Questionnaire, ...]:
    """Return the versions that a questionnaire is read from, the newest first; itself if one."""
    if isinstance(questionnaire, PooledQuestionnaire):
        return questionnaire.versions
    return (questionnaire,)


class _Pool:
    """The questions of the versions that were added, the newest first."""

    def __init__(self, newest: Questionnaire) -> None:
        self._newest = newest
        self._known: dict[_Key, str] = {}
        self.questions: dict[str, Question] = {}
        self.factors: dict[str, Factor] = {}

    def ids_of(self, version: Questionnaire) -> tuple[str, ...]:
        """Return for each question of a version the id that it has here; new ones are added."""
        ids: dict[str, str] = {}
        for question in version.questions:
            here = _condition_here(question, ids)
            key = _key(version, here)
            if key in self._known:
                known = self.questions[self._known[key]]
                self.questions[known.id] = _with_more_choices(known, question)
            else:
                self._known[key] = self._added(version, here)
            ids[question.id] = self._known[key]
        return tuple(ids.values())

    def _added(self, version: Questionnaire, question: Question) -> str:
        """Add a question, an item to its factor too, and return its id."""
        here = question if version is self._newest else _of_version(question, version)
        self.questions[here.id] = here
        if question.kind is QuestionKind.ITEM:
            factor = version.factor_of(question.id)
            known = self.factors.setdefault(factor.id, replace(factor, items=()))
            self.factors[factor.id] = replace(known, items=(*known.items, here.id))
        return here.id


def _key(version: Questionnaire, question: Question) -> _Key:
    """Return what must be the same of two questions that are one."""
    is_item = question.kind is QuestionKind.ITEM
    factor = version.factor_of(question.id).id if is_item else ""
    choices = tuple(c for c in question.choices if c.value != NOT_APPLICABLE)
    labels = tuple((choice.value, str(choice.label)) for choice in choices)
    return question.id, question.kind, str(question.wording), factor, labels, question.only_if


def _condition_here(question: Question, ids: dict[str, str]) -> Question:
    if question.only_if is None:
        return question
    condition = Condition(ids[question.only_if.question], question.only_if.values)
    return replace(question, only_if=condition)


def _with_more_choices(one: Question, other: Question) -> Question:
    """Return a question that may be answered as not applicable if one of two may."""
    offered = {choice.value for choice in one.choices}
    more: list[Choice] = [choice for choice in other.choices if choice.value not in offered]
    return replace(one, choices=(*one.choices, *more))


def _of_version(question: Question, version: Questionnaire) -> Question:
    """Return a question that stands apart: its id and its wording name its version."""
    texts = question.wording.texts
    said = {language: _IN_VERSION.get(language, _IN_VERSION["en"]) for language in texts}
    wording = {tag: said[tag].format(text, version.version) for tag, text in texts.items()}
    its_id = f"{question.id}{_APART}v{version.version}"
    return replace(question, id=its_id, wording=Wording(wording))


def _scale_key(scale: Scale) -> _Key:
    return tuple((c.value, str(c.label), c.value in scale.satisfied) for c in scale.choices)
