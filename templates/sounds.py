"""Recorded questions, where there are any: ``sounds/LANGUAGE/QUESTIONNAIRE/QUESTION.ogg`` or .mp3.

A language whose words no telephone can speak is heard this way. Nothing is registered: a file that
lies there is offered, and of two the one that a browser can play. That of the comment is called
``comment``.
"""

import re
from pathlib import Path

_NAME = re.compile(r"[a-z0-9_]+\.(ogg|mp3)")


def recorded(folder: Path, language: str, questionnaire: str) -> dict[str, tuple[str, ...]]:
    """Return the names of the files of each question that was recorded."""
    spoken = folder / language / questionnaire
    names = [path.name for path in spoken.iterdir()] if spoken.is_dir() else []
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(filter(is_recording, names)):
        question = name.partition(".")[0]
        found[question] = (*found.get(question, ()), name)
    return found


def is_recording(name: str) -> bool:
    """Tell whether a file of this name is one that is offered."""
    return _NAME.fullmatch(name) is not None
