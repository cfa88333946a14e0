"""A file of SPSS (.sav) as a table of text, by the optional package pyreadstat."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analysis.names import folded
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import HeadingReader
from analysis.reading.text_tables import SAMPLE, TextTable
from questionnaires.model import Scale

_MOST_VALUES = 12
SUFFIXES = frozenset({".sav", ".zsav"})


def spss_table(path: Path, headings: HeadingReader) -> TextTable:
    """Return a file of SPSS as text; raise FaultyData where it is none.

    The name of a variable is its heading, or its label where the name tells nothing. A value with
    a label is read as the label: codes may run either way, words do not.
    """
    try:
        import pyreadstat  # noqa: PLC0415 (an optional package)
    except ImportError:
        raise FaultyData(path.name, [Fault.of(Message.NO_SPSS)]) from None
    try:
        data, described = pyreadstat.read_sav(str(path), output_format="dict")
    except pyreadstat.ReadstatError:
        raise FaultyData(path.name, [Fault.of(Message.NOT_SPSS)]) from None
    named = [
        name if headings.columns([name]).recognised else label or name
        for name, label in zip(described.column_names, described.column_labels, strict=True)
    ]
    scale, columns = headings.questionnaire.scale, []
    for name in described.column_names:
        labels = _completed(described.variable_value_labels.get(name, {}), scale)
        columns.append([labels.get(value) or _text(value) for value in data[name]])
    rows = [list(row) for row in zip(*columns, strict=True)]
    # SPSS counts cases from 1 and has no row of headings.
    return TextTable(named, pieces=lambda: iter([(1, rows)]), sample=lambda: rows[:SAMPLE])


def _completed(labels: dict[float, str], scale: Scale) -> dict[float, str]:
    """Return the labels of values, with those that a scale with words at its ends leaves out.

    The words say where the scale begins and which way it runs. Where they do not, values without
    words stay bare, unless the words tell that they are no codes of ours.
    """
    words = {
        folded(word): index
        for index, choice in enumerate(scale.choices)
        for word in choice.label.texts.values()
    }
    known = {
        value: words[folded(label)] for value, label in labels.items() if folded(label) in words
    }
    for step in (1, -1):
        starts = {value - step * index for value, index in known.items()}
        if len(known) > 1 and len(starts) == 1:
            (start,) = starts
            every = {start + step * i: str(c.label) for i, c in enumerate(scale.choices)}
            return every | labels
    if all(_text(value) == scale.choices[index].value for value, index in known.items()):
        return labels
    return {float(value): f"{value} = ?" for value in range(_MOST_VALUES)} | labels


def _text(value: object) -> str:
    # SPSS has one empty number, and it is the only value that differs from itself.
    if value is None or value != value:  # noqa: PLR0124
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
