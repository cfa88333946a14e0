"""How many guesses a password withstands, and what makes it weak."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from survey.domain.errors import PasswordFault
from survey.domain.guessed_words import guessed_words
from survey.domain.vietnamese_letters import without_tones

# At the ninety guesses an hour that signing in allows one source, ten million hours; for somebody
# who stole the database, at twenty a second, half a year.
LEAST_GUESSES = 3e8
# The time that judging takes grows faster than the length, and with each sign that may stand for
# a letter; so many characters and signs decide enough.
LONGEST_JUDGED = 32
_MOST_SIGNS = 6
_SIGNS_FOR_LETTERS = "4@8({[<369!|170$5+%2"

_FAULT_OF_PATTERN = {
    "repeat": PasswordFault.REPEAT,
    "sequence": PasswordFault.RUN,
    "spatial": PasswordFault.RUN,
    "date": PasswordFault.NUMBERS,
    "regex": PasswordFault.NUMBERS,
    "dictionary": PasswordFault.COMMON,
    "bruteforce": PasswordFault.GUESSABLE,
}


def weakness(password: str, own: Sequence[str]) -> PasswordFault | None:
    """Return what makes a password easy to guess, None when it is not.

    `own` are the words that a stranger would try for this person: small letters, with and without
    tones.
    """
    password = _bounded(password.casefold())
    if not any(map(str.isalpha, _left_of(password, own))):
        return PasswordFault.OWN if any(map(str.isalpha, password)) else PasswordFault.NUMBERS
    judged = [_judge()(form, [*own, *guessed_words()]) for form in _forms(password)]
    weakest = min(judged, key=_guesses)
    return _fault(weakest, own) if _guesses(weakest) < LEAST_GUESSES else None


def _bounded(password: str) -> str:
    password = password[:LONGEST_JUDGED]
    signs = [one for one in dict.fromkeys(password) if one in _SIGNS_FOR_LETTERS]
    return password.translate({ord(sign): "~" for sign in signs[_MOST_SIGNS:]})


def _forms(password: str) -> set[str]:
    plain = without_tones(password)
    return {password, plain, "".join(plain.split())}


def _left_of(password: str, own: Sequence[str]) -> str:
    for word in sorted(own, key=len, reverse=True):
        password = password.replace(word, "")
    return password


def _guesses(judged: dict[str, Any]) -> float:
    return float(judged["guesses"])


def _fault(judged: dict[str, Any], own: Sequence[str]) -> PasswordFault:
    parts = judged["sequence"]
    if any(len(part["token"]) > 2 and part.get("matched_word") in own for part in parts):
        return PasswordFault.OWN
    # The part that takes most of the password is what its owner thought of.
    longest = max(parts, key=lambda part: len(part["token"]))
    return _FAULT_OF_PATTERN[longest["pattern"]]


@cache
def _judge() -> Callable[[str, list[str]], dict[str, Any]]:
    # Loaded at the first password that is chosen: a server that starts should not wait for it.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    judge: Callable[[str, list[str]], dict[str, Any]] = zxcvbn  # it carries no types
    return judge
