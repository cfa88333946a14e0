"""A report as JSON from which the same report is made again: how a publication is kept.

The names of fields, of members of enumerations and of kinds of findings stand in what is kept, so
whoever renames one raises `SHAPE` and teaches `report_of` to read what was kept before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings import finding_kinds
from analysis.report.model import Report
from questionnaires.model import Plan, Questionnaire, Wording

if TYPE_CHECKING:
    from cattrs import Converter

SHAPE = "hailong-publication/3"
# Those of before: the second has neither levels, changes nor intervals of facts; the first besides
# calls caveats otherwise.
_FORMER_SHAPES = frozenset({"hailong-publication/1", "hailong-publication/2"})
_FORMER_CODES = {
    "TOLD_BY_REPORTS_BEFORE": "DISCLOSIVE_WITH_EARLIER_REPORTS",
    "NOT_TOLD": "NAMES_SUPPRESSED",
}


class UnknownShape(ValueError):
    """A kept report that this program cannot read; `shape` says how it was kept."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        super().__init__(f"shape must be {SHAPE}: {shape!r}")


def stored(report: Report) -> bytes:
    """Return a report as canonical JSON: the same report always gives the same bytes.

    The texts of its questionnaire and plan are not in it: `report_of` asks for them.
    """
    values = _converter().unstructure(report)
    del values["questionnaire"], values["plan"]
    return json.dumps(
        {"shape": SHAPE, "report": values},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def fingerprint(report: Report) -> str | None:
    """Return the SHA-256 of a report as it is kept, in hexadecimal: the same in every format.

    None where results are held back that it would confirm to somebody who guesses them. Of a
    publication it is always there, for the files of it have every number in full.
    """
    if report.answers is None or report.withholds_unweighted:
        return None
    return report.kept_sha256 or sha256(stored(report)).hexdigest()


def report_of(kept: bytes, questionnaire: Questionnaire, plan: Plan | None) -> Report:
    """Return the report that was kept, with the texts that it was made by.

    Raises
    ------
    UnknownShape
        If another program kept it, in a way that this one does not know.
    """
    values = json.loads(kept)
    if values["shape"] not in _FORMER_SHAPES | {SHAPE}:
        raise UnknownShape(values["shape"])
    whole = {**values["report"], "questionnaire": questionnaire, "plan": plan}
    report: Report = _converter().structure(whole, Report)
    # Written anew it may have other bytes: what was kept by an earlier program has fewer fields.
    object.__setattr__(report, "kept_sha256", sha256(kept).hexdigest())
    return report


@cache
def _converter() -> Converter:
    from cattrs import Converter  # noqa: PLC0415 (it takes long to import, and few need it)

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Enum, lambda member: member.name)
    converter.register_structure_hook(Enum, lambda name, kind: kind[name])
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda day, _: date.fromisoformat(day))
    converter.register_unstructure_hook(Caveat, _caveat)
    converter.register_structure_hook(Caveat, lambda kept, _: _caveat_of(kept))
    for text in (Questionnaire, Plan):
        converter.register_unstructure_hook(text, lambda given: given)
        converter.register_structure_hook(text, lambda given, _: given)
    kinds = {kind.__name__: kind for kind in finding_kinds()}

    def finding(value: object) -> dict[str, Any]:
        return {"kind": type(value).__name__, **converter.unstructure(value)}

    def finding_of(kept: Mapping[str, Any], _: object) -> object:
        values = {name: value for name, value in kept.items() if name != "kind"}
        return converter.structure(values, kinds[kept["kind"]])

    converter.register_unstructure_hook_func(_is_any, finding)
    converter.register_structure_hook_func(_is_any, finding_of)
    return converter


def _is_any(kind: object) -> bool:
    """Say whether this is how a report declares its findings: as anything."""
    return kind is object


def _caveat(caveat: Caveat) -> dict[str, Any]:
    values = {
        name: [dict(wording.texts) for wording in value] if isinstance(value, tuple) else value
        for name, value in caveat.values.items()
    }
    return {"code": caveat.code.name, "values": values}


def _caveat_of(kept: Mapping[str, Any]) -> Caveat:
    values = {
        name: tuple(map(Wording, value)) if isinstance(value, list) else value
        for name, value in kept["values"].items()
    }
    code = _FORMER_CODES.get(kept["code"], kept["code"])
    return Caveat(CaveatCode[code], values)
