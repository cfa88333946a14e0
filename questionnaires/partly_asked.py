"""A questionnaire of which nobody was asked some items: what is worked out rests on the others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace

from questionnaires.model import Question, Questionnaire


@dataclass(frozen=True)
class PartlyAskedQuestionnaire(Questionnaire):
    """A questionnaire without the items that nobody was asked, and without factors of them alone.

    Attributes
    ----------
    whole : Questionnaire
        As published; name and hash are the same.
    """

    whole: Questionnaire = field(kw_only=True)

    def __hash__(self) -> int:
        return hash((self.sha256, self.questions))


def partly_asked(questionnaire: Questionnaire, not_asked: Collection[str]) -> Questionnaire:
    """Return a questionnaire as it was asked, where nobody was asked some of its items.

    Parameters
    ----------
    questionnaire : Questionnaire
        As published, in one version.
    not_asked : collection of str
        Ids of items.

    Returns
    -------
    Questionnaire
        The same one where it was asked whole.

    Raises
    ------
    ValueError
        If an id is none of an item.
    """
    if not not_asked:
        return questionnaire
    if wrong := set(not_asked).difference(item.id for item in questionnaire.items):
        raise ValueError(f"not_asked must be items of {questionnaire.name}: {sorted(wrong)}")
    left = (
        replace(factor, items=tuple(item for item in factor.items if item not in not_asked))
        for factor in questionnaire.factors
    )
    given = {each.name: getattr(questionnaire, each.name) for each in fields(Questionnaire)}
    given["factors"] = tuple(factor for factor in left if factor.items)
    given["questions"] = tuple(q for q in questionnaire.questions if q.id not in not_asked)
    return PartlyAskedQuestionnaire(**given, whole=questionnaire)


def whole_of(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire as published; itself where it was asked whole."""
    if isinstance(questionnaire, PartlyAskedQuestionnaire):
        return questionnaire.whole
    return questionnaire


def items_not_asked(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the items that nobody was asked, in order."""
    asked = set(questionnaire.items)
    return tuple(item for item in whole_of(questionnaire).items if item not in asked)
