"""What kinds of identifiers there are, and where in a comment one stands."""

from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """What an identifier looks like: words for the person, to be translated."""

    PHONE = "phone number"
    IDENTITY = "number of an identity paper or an account"
    EMAIL = "e-mail address"
    PLATE = "number plate"
    CASE = "case number"
    ACCOUNT = "account on a social network"
    BIRTH = "date of birth"
    HOUSE = "house number"
    NAME = "name of a person"


@dataclass(frozen=True)
class Identifier:
    """A stretch of a comment, `start` included and `end` not."""

    start: int
    end: int
    kind: IdentifierKind
