"""The next version of a questionnaire: the same in every word, with a language added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from questionnaires.model import NOT_APPLICABLE, Questionnaire

# A published line may be as long as it was written.
_NEVER_FOLDED = 10_000


def with_language(
    questionnaire: Questionnaire, version: int, language: str, words: Mapping[str, str]
) -> str:
    """Return the text of a new version that also says sentences in another language.

    Parameters
    ----------
    questionnaire : Questionnaire
        The version to go on from; comments and order of its text are kept.
    version : int
        The number of the new version.
    language : str
        A language tag such as ``blt``.
    words : Mapping of str to str
        Place, as `questionnaires.wordings` names them, to words; places that are not among them
        stay without this language.

    Returns
    -------
    str
        YAML, not yet checked: `read_questionnaire` says what is wrong with the words.

    Raises
    ------
    KeyError
        When a place is not in this questionnaire.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _NEVER_FOLDED
    tree = yaml.load(questionnaire.text)
    tree["version"] = version
    groups = dict(_groups(tree))
    for place, said in words.items():
        _put(groups[place], language, said)
    written = StringIO()
    yaml.dump(tree, written)
    return written.getvalue()


def _put(group: CommentedMap, language: str, said: str) -> None:
    if language in group:
        group[language] = said
    else:
        # Before the last: blank lines and comments that follow the group hang on its last line.
        group.insert(len(group) - 1, language, said)


def _groups(tree: CommentedMap) -> Iterator[tuple[str, CommentedMap]]:
    """Give the group of languages at each place, under the names of `questionnaires.wordings`."""
    for key in ("title", "introduction", "comment"):
        if key in tree:
            yield key, tree[key]
    for choice in tree["scale"]["choices"]:
        yield f"scale.{choice['value']}", choice["label"]
    for factor in tree["factors"]:
        yield f"factor.{factor['id']}", factor["title"]
    for question in tree["questions"]:
        place = f"question.{question['id']}"
        yield place, question["wording"]
        for choice in question.get("choices", ()):
            yield f"{place}.{choice['value']}", choice["label"]
        if "not_applicable" in question:
            yield f"{place}.{NOT_APPLICABLE}", question["not_applicable"]
