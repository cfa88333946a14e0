"""The questionnaires and plans that come with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from questionnaires.model import Plan, Questionnaire
from questionnaires.reader import read_plan, read_questionnaire

_ENDING = ".yaml"


def questionnaire_names() -> tuple[str, ...]:
    """Return the names of the shipped questionnaires, such as ``counter.v1``, sorted."""
    return _names("")


def plan_names() -> tuple[str, ...]:
    """Return the names of the shipped plans, such as ``136-2022``, sorted."""
    return _names("plans")


@cache
def load_questionnaire(name: str) -> Questionnaire:
    """Return a shipped questionnaire.

    Parameters
    ----------
    name : str
        One of `questionnaire_names`: id and version, ``counter.v1``.

    Returns
    -------
    Questionnaire
        The published version.

    Raises
    ------
    KeyError
        When no questionnaire of this name is shipped.
    """
    return read_questionnaire(_published("", name, questionnaire_names()), name + _ENDING)


@cache
def load_plan(name: str) -> Plan:
    """Return a shipped plan.

    Parameters
    ----------
    name : str
        One of `plan_names`, which is its id: ``136-2022``.

    Returns
    -------
    Plan
        The published plan.

    Raises
    ------
    KeyError
        When no plan of this name is shipped.
    """
    return read_plan(_published("plans", name, plan_names()), name + _ENDING)


def _names(folder: str) -> tuple[str, ...]:
    places = files("questionnaires").joinpath(folder).iterdir()
    shipped = (place.name for place in places if place.name.endswith(_ENDING))
    return tuple(sorted(name.removesuffix(_ENDING) for name in shipped))


def _published(folder: str, name: str, known: tuple[str, ...]) -> bytes:
    if name not in known:
        raise KeyError(f"{name!r} is not shipped; shipped are {', '.join(known)}")
    return files("questionnaires").joinpath(folder, name + _ENDING).read_bytes()
