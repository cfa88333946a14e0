"""The shape of a questionnaire file and of a plan file: keys, types and the form of short names."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from questionnaires.faults import Message

# What the export and the citizen's form call their own columns and fields.
RESERVED_IDS = frozenset(
    {"answers", "cases", "code", "comment", "csrf_token", "date", "day", "field", "key", "lang"}
    | {"language", "look", "made_up", "mode", "month", "plan", "questionnaire", "respondent", "row"}
    | {"service_point", "stratum", "switch", "timestamp", "unit", "version", "visit", "weight"}
)
# Keys under which a sentence stands in several languages, each under its code.
TRANSLATED_KEYS = frozenset(
    {"title", "wording", "label", "not_applicable", "introduction", "comment"}
)
LANGUAGE_CODE = re.compile("[a-z]{2,3}")
_ID = re.compile("[a-z][a-z0-9_]{0,39}")
_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")
_VALUE = re.compile("[1-9a-z]")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _refused(message: Message, value: str = "") -> PydanticCustomError:
    return PydanticCustomError("ours", "{message}", {"message": message, "value": value})


def _matching(pattern: re.Pattern[str], message: Message) -> AfterValidator:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise _refused(message, value)
        return value

    return AfterValidator(check)


def _not_reserved(value: str) -> str:
    if value in RESERVED_IDS:
        raise _refused(Message.RESERVED_ID, value)
    return value


def _day(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refused(Message.NOT_A_DATE, str(value))


def _share(value: float) -> float:
    if not 0 < value < 1:
        raise _refused(Message.OUT_OF_RANGE)
    return value


Id = Annotated[str, _matching(_ID, Message.NOT_AN_ID)]
QuestionId = Annotated[Id, AfterValidator(_not_reserved)]
Name = Annotated[str, _matching(_NAME, Message.NOT_A_NAME)]
Value = Annotated[str, _matching(_VALUE, Message.NOT_A_VALUE)]
Day = Annotated[date, BeforeValidator(_day)]
Share = Annotated[float, AfterValidator(_share)]
Positive = Annotated[int, Field(ge=1)]
AtLeastOne = Field(min_length=1)
AtLeastTwo = Field(min_length=2)


class Shape(BaseModel):
    """A group of keys; an unknown one is a fault, and nothing is turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Words(Shape):
    """One sentence by language; an absent translation is no fault, an empty one is."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    vi: str
    en: str = ""


class ChoiceShape(Shape):
    """One offered answer."""

    value: Value
    label: Words


class ScaleShape(Shape):
    """The answers of every item."""

    choices: Annotated[list[ChoiceShape], AtLeastTwo]
    satisfied: Annotated[list[str], AtLeastOne]


class FactorShape(Shape):
    """A group of items."""

    id: Id
    title: Words
    items: Annotated[list[str], AtLeastOne]


class ConditionShape(Shape):
    """What makes a question meaningful."""

    question: str
    values: Annotated[list[str], AtLeastOne]


class QuestionShape(Shape):
    """Anything asked with choices."""

    id: QuestionId
    kind: Literal["item", "fact"]
    number: Positive | None = None
    column: str | None = None
    wording: Words
    choices: Annotated[list[ChoiceShape], AtLeastTwo] | None = None
    not_applicable: Words | None = None
    only_if: ConditionShape | None = None


class QuestionnaireShape(Shape):
    """A questionnaire file."""

    id: Name
    version: Positive
    title: Words
    note: str
    introduction: Words | None = None
    scale: ScaleShape
    factors: Annotated[list[FactorShape], AtLeastOne]
    questions: Annotated[list[QuestionShape], AtLeastOne]
    comment: Words | None = None


class TargetShape(Shape):
    """A share that a plan promises."""

    value: Share
    source: str


class IndexShape(Shape):
    """A share over the items of some factors."""

    id: Id
    title: Words
    factors: Annotated[list[Id], AtLeastOne]
    formula: Literal["pooled_share"]
    target: TargetShape | None = None


class PlanShape(Shape):
    """A plan file."""

    id: Name
    title: Words
    document: str
    note: str
    begins: Day
    ends: Day
    strata: list[Id]
    indices: Annotated[list[IndexShape], AtLeastOne]
